package org.sipcast.sdp;

/**
 * A session description that cannot be read; on the wire 400 (RFC 3261 section 21.4.1).
 *
 * <p>The message names the line and what is wrong with it, in printable ASCII of bounded length, so that it may go into a SIP
 * header and a log.
 */
public final class MalformedSdpException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MalformedSdpException(String message) {
        super(PrintableText.of(message, PrintableText.SENTENCE));
    }
}
