/**
 * The viewer page's side of HTTP: its files, the channel guide, and the way of SIP over WebSocket to the platform; all of one origin. Other
 * packages add parts of theirs, with Vert.x as well.
 */
@NullMarked
package org.sipcast.page;

import org.jspecify.annotations.NullMarked;
