package org.sipcast.sdp;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the caller says he can receive of a medium (RFC 8866 section 5.8), in kbit/s; empty if he says nothing.
 *
 * @param withHeaders {@code b=AS}, headers of RTP, UDP and IP included
 * @param payload {@code b=TIAS} (RFC 3890), without them
 */
record Bandwidth(OptionalInt withHeaders, OptionalInt payload) {
    static final Bandwidth UNKNOWN = new Bandwidth(OptionalInt.empty(), OptionalInt.empty());

    private static final int MAX = 999_999_999;
    /** RTP, UDP and IPv4. */
    private static final int HEADER_BITS = 40 * 8;

    /** Reads those lines that have a meaning here; others, and what is no number, say nothing. */
    static Bandwidth of(List<SdpLine> lines, Bandwidth otherwise) {
        OptionalInt as = value(lines, "AS:");
        OptionalInt tias = value(lines, "TIAS:");
        return as.isEmpty() && tias.isEmpty()
                ? otherwise
                : new Bandwidth(as, tias.isEmpty() ? tias : OptionalInt.of(tias.getAsInt() / 1000));
    }

    private static OptionalInt value(List<SdpLine> lines, String type) {
        return lines.stream()
                .filter(line -> line.type() == 'b' && line.value().startsWith(type))
                .map(line -> DecimalNumber.parse(line.value().substring(type.length()), MAX))
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /** Whether there is room for a stream of sound. */
    boolean holds(int kilobitsPerSecond, int packetMilliseconds) {
        // bits a millisecond are kbit/s
        int headers = (HEADER_BITS + packetMilliseconds - 1) / packetMilliseconds;
        return kilobitsPerSecond <= payload.orElse(MAX) && kilobitsPerSecond + headers <= withHeaders.orElse(MAX);
    }
}
