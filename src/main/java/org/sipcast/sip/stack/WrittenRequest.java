package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/** A request as its octets on the wire, written by us; JAIN-SIP carries it, and looks at nothing in it. */
final class WrittenRequest extends SIPRequest {

    @Serial
    private static final long serialVersionUID = 1;

    private final String branch;
    private final byte[] octets;

    WrittenRequest(String branch, byte[] octets) {
        this.branch = branch;
        this.octets = octets;
    }

    /** The name of its transaction (RFC 3261 section 17.1.3). */
    String branch() {
        return branch;
    }

    int length() {
        return octets.length;
    }

    @Override
    public byte[] encodeAsBytes(String transport) {
        return octets;
    }

    @Override
    public String encode() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Override
    public String getFirstLine() {
        return encode().lines().findFirst().orElse("");
    }

    @Override
    public String toString() {
        return encode();
    }
}
