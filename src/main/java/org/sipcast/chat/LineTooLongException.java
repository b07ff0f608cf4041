package org.sipcast.chat;

/** A line is longer than lines may be. */
public final class LineTooLongException extends RuntimeException {
    public LineTooLongException(String message) {
        super(message);
    }
}
