package org.sipcast.vlc.telnet;

import java.util.Locale;

/** How far the source of a hub is. */
public enum SourceState {
    /** There is none. */
    NONE,
    OPENING,
    /** The demuxer has delivered a stream. */
    OPEN,
    /** Proven open, and waits for {@code source play}. */
    PAUSED,
    /** It was open and is over. */
    ENDED,
    /** It ended before it was open. */
    FAILED;

    public boolean isOver() {
        return this == ENDED || this == FAILED;
    }

    /** The protocol's word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SourceState of(String word) throws MalformedReplyException {
        for (SourceState state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        throw new MalformedReplyException("no such source state");
    }
}
