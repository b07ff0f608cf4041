package org.sipcast.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How packets that a viewer misses are sent again when he asks for them (RFC 4585 section 6.2.1).
 *
 * @param promised whether they are at all
 * @param payloadType that of a stream of their own (RFC 4588); 0 if they are sent once more as they were
 */
public record Retransmission(boolean promised, int payloadType) {
    static final String NACK = "nack";
    static final Retransmission NONE = new Retransmission(false, 0);

    private static final int MAX_PAYLOAD_TYPE = 127;

    /** What we do for the chosen format of an offered medium: a stream of its own where the offer has one for it. */
    static Retransmission of(MediaDescription offered, PayloadFormat chosen, Optional<PayloadFormat> own) {
        boolean asked = offered.attributes().named("rtcp-fb").stream()
                .map(attribute -> Fields.first(attribute.value()))
                .anyMatch(fields -> isAbout(fields[0], chosen.payloadType()) && isNack(fields));
        return asked
                ? new Retransmission(true, own.map(PayloadFormat::payloadType).orElse(0))
                : NONE;
    }

    /** The offered format that repeats packets of the chosen one (RFC 4588 section 8.6), if there is one. */
    static Optional<PayloadFormat> format(List<PayloadFormat> formats, PayloadFormat chosen, int clockRate) {
        return formats.stream()
                .filter(format -> format.isRetransmission(clockRate)
                        && format.payloadType() != chosen.payloadType()
                        && format.parameters().number("apt", MAX_PAYLOAD_TYPE).orElse(-1) == chosen.payloadType())
                .findFirst();
    }

    static boolean isAbout(String field, int payloadType) {
        return field.equals("*") || field.equals(Integer.toString(payloadType));
    }

    private static boolean isNack(String[] fields) {
        return fields.length == 2 && fields[1].strip().toLowerCase(Locale.ROOT).equals(NACK);
    }
}
