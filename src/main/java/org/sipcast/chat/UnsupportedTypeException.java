package org.sipcast.chat;

/** A message is of a type that rooms do not take. */
public final class UnsupportedTypeException extends RuntimeException {
    public UnsupportedTypeException(String message) {
        super(message);
    }
}
