package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The {@code a=} lines of an accepted medium. Whatever an answer does not repeat is declined by that. */
final class AnswerAttributes {
    /**
     * RFC 4585 section 4.2 and RFC 5104 section 7.1: the first has the hub send packets again, the others the current group of
     * pictures.
     */
    private static final List<String> FEEDBACK = List.of(Retransmission.NACK, "nack pli", "ccm fir");

    private static final List<String> FEEDBACK_ON_SOUND = List.of(Retransmission.NACK);

    /** RFC 7587 section 6.1: we send two channels; and want what comes in, a proof of life, without gaps. */
    static final String OPUS = "sprop-stereo=1;usedtx=0";

    private AnswerAttributes() {}

    static List<String> of(
            MediaDescription offered, NegotiatedStream stream, List<PayloadFormat> accepted, Picture picture) {
        List<String> attributes = new ArrayList<>();
        MediaAnswer.mid(offered).ifPresent(attributes::add);
        for (PayloadFormat format : accepted) {
            format.rtpMap().ifPresent(map -> attributes.add("rtpmap:" + format.payloadType() + ' ' + map));
            String parameters = parameters(stream, format, picture);
            if (!parameters.isEmpty()) {
                attributes.add("fmtp:" + format.payloadType() + ' ' + parameters);
            }
        }
        if (stream.packetMilliseconds() > 0) {
            attributes.add("ptime:" + stream.packetMilliseconds());
        }
        attributes.addAll(feedback(offered, stream));
        attributes.add(stream.direction().attribute());
        if (stream.rtcpMux()) {
            attributes.add("rtcp-mux");
        }
        // RFC 5506 section 5: a request for a picture is understood without a report around it
        if (offered.attributes().has("rtcp-rsize")) {
            attributes.add("rtcp-rsize");
        }
        return attributes;
    }

    private static String parameters(NegotiatedStream stream, PayloadFormat format, Picture picture) {
        Codec codec = stream.codec();
        if (format.isRetransmission(codec.clockRate())) {
            return "apt=" + stream.payloadType();
        }
        if (!format.is(codec)) {
            // RFC 4733 section 2.4.1: the events of a telephone's keys and the hook flash.
            return "0-16";
        }
        return switch (codec) {
            case H264 -> H264Format.answerParameters(format.parameters(), picture);
            case OPUS -> OPUS;
            case VP8, PCMA, PCMU -> "";
        };
    }

    /**
     * The offer's feedback messages that we honour. They are repeated in RTP/AVP as well: a media proxy that translates from a
     * browser's RTP/SAVPF leaves them in, and passes feedback on only if the answer has them.
     */
    private static List<String> feedback(MediaDescription offered, NegotiatedStream stream) {
        List<String> known = stream.codec().medium() == Medium.VIDEO ? FEEDBACK : FEEDBACK_ON_SOUND;
        List<String> lines = new ArrayList<>();
        for (Attribute attribute : offered.attributes().named("rtcp-fb")) {
            String[] fields = Fields.first(attribute.value());
            boolean ours = Retransmission.isAbout(fields[0], stream.payloadType());
            Optional<String> message = known.stream()
                    .filter(one -> fields.length == 2
                            && one.equals(String.join(" ", Fields.of(fields[1])).toLowerCase(Locale.ROOT)))
                    .findFirst();
            if (ours && message.isPresent()) {
                String line = "rtcp-fb:" + fields[0] + ' ' + message.get();
                if (!lines.contains(line)) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }
}
