package org.sipcast.sdp;

import java.util.Map;
import java.util.Optional;

/**
 * What a payload type stands for (RFC 8866 section 6.6).
 *
 * @param clockRate in Hz
 * @param parameters behind the clock rate, for audio the number of channels; empty if there are none
 */
record RtpMap(String encodingName, int clockRate, String parameters) {
    /** Of telephone events whose phone gives them no other (RFC 4733). */
    static final int DEFAULT_EVENT_RATE = 8_000;

    private static final int MAX_CLOCK_RATE = 999_999_999;

    /** RFC 3551 section 6: the payload types that phones offer without saying what they are. */
    private static final Map<Integer, RtpMap> STATIC = Map.of(
            0, new RtpMap("PCMU", 8_000, ""),
            3, new RtpMap("GSM", 8_000, ""),
            4, new RtpMap("G723", 8_000, ""),
            8, new RtpMap("PCMA", 8_000, ""),
            9, new RtpMap("G722", 8_000, ""),
            18, new RtpMap("G729", 8_000, ""),
            31, new RtpMap("H261", 90_000, ""),
            34, new RtpMap("H263", 90_000, ""));

    /** Reads {@code NAME/RATE[/PARAMETERS]}. */
    static RtpMap parse(SdpLine line, String text) {
        String[] parts = text.split("/", 3);
        int clockRate = parts.length < 2
                ? 0
                : DecimalNumber.parse(parts[1], MAX_CLOCK_RATE).orElse(0);
        if (clockRate == 0 || !Token.matches(parts[0]) || (parts.length == 3 && !Token.matches(parts[2]))) {
            throw line.malformed("a=rtpmap needs NAME/RATE, found " + PrintableText.quoted(text));
        }
        return new RtpMap(parts[0], clockRate, parts.length == 3 ? parts[2] : "");
    }

    static Optional<RtpMap> ofStaticType(int payloadType) {
        return Optional.ofNullable(STATIC.get(payloadType));
    }

    boolean names(Codec codec) {
        return encodingName.equalsIgnoreCase(codec.encodingName());
    }

    boolean is(Codec codec) {
        // Opus is "/2" whatever it carries (RFC 7587 section 7), and some phones leave that out: nothing depends on it.
        boolean channelsMatch = codec == Codec.OPUS || parameters.isEmpty() || parameters.equals("1");
        return names(codec) && clockRate == codec.clockRate() && channelsMatch;
    }

    boolean isTelephoneEvent(int rate) {
        return encodingName.equalsIgnoreCase("telephone-event") && clockRate == rate;
    }

    boolean isRetransmission(int rate) {
        return encodingName.equalsIgnoreCase("rtx") && clockRate == rate;
    }

    @Override
    public String toString() {
        return encodingName + '/' + clockRate + (parameters.isEmpty() ? "" : '/' + parameters);
    }
}
