package org.sipcast.vlc.telnet;

import java.util.Locale;

/** What a new sink gets first. */
public enum SinkStart {
    /** The current group of pictures once more, then the live packets: a picture at once. */
    GOP,
    /** The live packets from the next keyframe on. */
    KEY,
    /** The live packets from now on. */
    NOW;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
