package org.sipcast.e2e.wire;

import java.util.List;

/**
 * An RTP packet as tshark reads it.
 *
 * @param payload two hexadecimal digits for each octet
 */
public record RtpPacket(int payloadType, long ssrc, int sequence, long timestamp, boolean marker, String payload) {
    static final List<String> FIELDS =
            List.of("rtp.version", "rtp.p_type", "rtp.ssrc", "rtp.seq", "rtp.timestamp", "rtp.marker", "rtp.payload");

    static RtpPacket of(String line) {
        var values = line.split(";", -1);
        if (values.length != FIELDS.size() || !values[0].equals("2")) {
            throw new IllegalStateException("tshark finds no RTP: " + line);
        }
        return new RtpPacket(
                Integer.parseInt(values[1]),
                Long.decode(values[2]),
                Integer.parseInt(values[3]),
                Long.parseLong(values[4]),
                values[5].equals("1") || values[5].equals("True"),
                values[6].replace(":", ""));
    }

    /** An octet of the payload, without sign. */
    public int octet(int index) {
        return Integer.parseInt(payload.substring(2 * index, 2 * index + 2), 16);
    }

    /** Octets of payload. */
    public int size() {
        return payload.length() / 2;
    }
}
