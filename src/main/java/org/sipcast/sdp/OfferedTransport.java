package org.sipcast.sdp;

import java.util.Optional;

/**
 * Where a medium of an offer wants to be sent.
 *
 * @param rtcpPort where its receiver reports come from and our sender reports go to
 * @param onHold the address is {@code 0.0.0.0} (RFC 3264 section 8.4)
 */
record OfferedTransport(String address, int port, int rtcpPort, boolean rtcpMux, boolean onHold) {
    private static final int MAX_PORT = 65_535;

    /** Why this medium can't be sent, whatever its codecs, in words that follow its name; empty if it can. */
    static Optional<String> obstacle(MediaDescription description, AddressFamily ours) {
        if (description.port() == 0) {
            return Optional.of("switched off (port 0)");
        }
        if (description.isEncryptedRtp()) {
            return Optional.of("encrypted by " + PrintableText.of(description.protocol(), PrintableText.WORD));
        }
        if (!description.isPlainRtp()) {
            return Optional.of("by " + PrintableText.of(description.protocol(), PrintableText.WORD));
        }
        if (description.portCount() != 1) {
            return Optional.of("on " + description.portCount() + " ports");
        }
        if (description.port() == MAX_PORT && rtcpAttribute(description).isEmpty() && !isMux(description)) {
            return Optional.of("at port " + MAX_PORT + ", which leaves none for RTCP");
        }
        return description
                .connection()
                .map(connection -> connection.obstacle(ours))
                .orElseGet(() -> Optional.of("without an address (no c= line)"));
    }

    /** Reads the transport of a medium that has no {@link #obstacle}. */
    static OfferedTransport of(MediaDescription description) {
        Connection connection = description.connection().orElseThrow();
        boolean mux = isMux(description);
        int rtcpPort = mux
                ? description.port()
                : rtcpAttribute(description).map(OfferedTransport::rtcpPort).orElse(description.port() + 1);
        return new OfferedTransport(connection.address(), description.port(), rtcpPort, mux, connection.isHold());
    }

    private static boolean isMux(MediaDescription description) {
        return description.attributes().has("rtcp-mux");
    }

    private static Optional<Attribute> rtcpAttribute(MediaDescription description) {
        return description.attributes().first("rtcp");
    }

    /** RFC 3605 section 2.1. The address that may follow is left out: RTCP of another host would not be this viewer's. */
    private static int rtcpPort(Attribute attribute) {
        String port = Fields.of(attribute.value())[0];
        int number = DecimalNumber.parse(port, MAX_PORT).orElse(0);
        if (number == 0) {
            throw attribute
                    .line()
                    .malformed("a=rtcp needs a port from 1 to 65535, found " + PrintableText.quoted(port));
        }
        return number;
    }
}
