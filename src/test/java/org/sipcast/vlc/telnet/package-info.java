/** Tests of VLC's control protocol. */
@NullMarked
package org.sipcast.vlc.telnet;

import org.jspecify.annotations.NullMarked;
