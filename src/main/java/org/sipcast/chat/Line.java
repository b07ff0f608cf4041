package org.sipcast.chat;

import java.time.Instant;

/**
 * What is said in a room, by a viewer or by the room itself; its text and its name are safe to show.
 *
 * @param id its own, so that a bus may bring it twice
 * @param room the channel
 * @param member who says it, or whom a notice is about; empty for an operator's words
 * @param name under which that member is known in the room
 * @param at when it was accepted
 * @param text empty if somebody has left and nobody is to hear of it
 */
public record Line(String id, String room, Kind kind, String member, String name, Instant at, String text) {

    /** Who speaks: a viewer, or the room with an operator's words or about who came and went. */
    public enum Kind {
        LINE,
        NOTICE,
        JOINED,
        LEFT
    }

    /** Whether who joins later is to see it. */
    boolean isKept() {
        return kind == Kind.LINE || kind == Kind.NOTICE;
    }
}
