package org.sipcast.call;

/** There is no room for one more viewer; the message says of what and can be read by the caller. */
public final class NoRoomException extends RuntimeException {
    public NoRoomException(String message) {
        super(message);
    }
}
