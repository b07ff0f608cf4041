package org.sipcast.sdp;

/**
 * A readable offer that this channel cannot serve; on the wire 488 (RFC 3261 section 21.4.26).
 *
 * <p>The message is for people: what was offered, what the channel has. It is printable ASCII of bounded length without double
 * quotes and backslashes, so that it may go into a SIP Warning header (RFC 3261 section 20.43) as it is.
 */
public final class NotAcceptableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAcceptableException(String message) {
        super(PrintableText.of(message, PrintableText.SENTENCE));
    }
}
