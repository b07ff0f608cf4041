package org.sipcast.chat;

/** A line that nobody can read: empty, or no text. */
public final class UnreadableLineException extends RuntimeException {
    public UnreadableLineException(String message) {
        super(message);
    }
}
