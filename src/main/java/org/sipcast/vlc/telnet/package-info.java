/** VLC's control protocol over Commons Net; no Camel in it. */
@NullMarked
package org.sipcast.vlc.telnet;

import org.jspecify.annotations.NullMarked;
