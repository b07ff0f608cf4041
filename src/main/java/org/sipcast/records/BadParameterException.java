package org.sipcast.records;

/** Something in a request makes no sense; the message says what, to whoever asked. */
public final class BadParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadParameterException(String message) {
        super(message);
    }
}
