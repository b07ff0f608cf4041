package org.sipcast.call;

/** For routes that decide who may watch: this caller may not, and the message tells him why. */
public final class NotAllowedException extends RuntimeException {
    public NotAllowedException(String message) {
        super(message);
    }
}
