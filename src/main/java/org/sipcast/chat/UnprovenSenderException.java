package org.sipcast.chat;

/** Somebody steers a film who may well be another than he says. */
public final class UnprovenSenderException extends RuntimeException {
    public UnprovenSenderException(String message) {
        super(message);
    }
}
