package org.sipcast.channel;

/** Nobody here has the address that was called; on the wire 404 (RFC 3261 section 21.4.5). */
public final class UnknownChannelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownChannelException(String message) {
        super(message);
    }
}
