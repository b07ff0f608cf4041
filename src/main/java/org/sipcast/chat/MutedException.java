package org.sipcast.chat;

/** Somebody writes whom an operator has muted. */
public final class MutedException extends RuntimeException {
    public MutedException(String message) {
        super(message);
    }
}
