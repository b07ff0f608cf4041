/** Tests of the {@code vlc:} component, against a fake of VLC and against VLC. */
@NullMarked
package org.sipcast.vlc;

import org.jspecify.annotations.NullMarked;
