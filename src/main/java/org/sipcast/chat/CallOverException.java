package org.sipcast.chat;

/** Somebody writes within a call that has ended meanwhile. */
public final class CallOverException extends RuntimeException {
    public CallOverException(String message) {
        super(message);
    }
}
