/** The application as a user starts it, and what it and its VLCs say about themselves. */
@NullMarked
package org.sipcast.e2e.server;

import org.jspecify.annotations.NullMarked;
