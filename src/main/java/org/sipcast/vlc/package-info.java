/** The {@code vlc:} component: hubs, sources and sinks of VLC processes as exchanges. */
@NullMarked
package org.sipcast.vlc;

import org.jspecify.annotations.NullMarked;
