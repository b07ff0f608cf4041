package org.sipcast.chat;

/** Somebody writes to a room who does not watch its channel. */
public final class NotWatchingException extends RuntimeException {
    public NotWatchingException(String message) {
        super(message);
    }
}
