package org.sipcast.vlc.telnet;

/** A reply that the protocol does not allow; becomes a {@link VlcGoneException} once the connection is closed. */
final class MalformedReplyException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedReplyException(String message) {
        super(message);
    }
}
