package org.sipcast.chat;

/** The bus takes no line at the moment. */
public final class BusAwayException extends RuntimeException {
    public BusAwayException(String message) {
        super(message);
    }
}
