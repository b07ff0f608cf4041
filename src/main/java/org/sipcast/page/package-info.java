/**
 * The viewer page's side of HTTP: its files, the channel guide, and the way of SIP over WebSocket to the platform; all of one origin. The
 * only package that knows Vert.x.
 */
@NullMarked
package org.sipcast.page;

import org.jspecify.annotations.NullMarked;
