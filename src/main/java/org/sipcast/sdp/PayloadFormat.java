package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One payload type of an RTP medium and what the offer says about it; {@code rtpMap} is empty if it says nothing. */
record PayloadFormat(int payloadType, Optional<RtpMap> rtpMap, FormatParameters parameters) {
    private static final int MAX_PAYLOAD_TYPE = 127;

    /** The payload types of an m-line in the offer's order, which is the caller's preference (RFC 3264 section 5.1). */
    static List<PayloadFormat> of(MediaDescription description) {
        Map<Integer, RtpMap> rtpMaps = new HashMap<>();
        for (Attribute attribute : description.attributes().named("rtpmap")) {
            String[] fields = Fields.first(attribute.value());
            int payloadType = payloadType(attribute.line(), fields[0]);
            rtpMaps.putIfAbsent(payloadType, RtpMap.parse(attribute.line(), fields.length < 2 ? "" : fields[1]));
        }
        Map<Integer, FormatParameters> parameters = new HashMap<>();
        for (Attribute attribute : description.attributes().named("fmtp")) {
            String[] fields = Fields.first(attribute.value());
            int payloadType = payloadType(attribute.line(), fields[0]);
            parameters.putIfAbsent(payloadType, FormatParameters.parse(fields.length < 2 ? "" : fields[1]));
        }
        List<PayloadFormat> formats = new ArrayList<>();
        for (String format : description.formats()) {
            int payloadType = payloadType(description.line(), format);
            Optional<RtpMap> rtpMap =
                    Optional.ofNullable(rtpMaps.get(payloadType)).or(() -> RtpMap.ofStaticType(payloadType));
            formats.add(new PayloadFormat(
                    payloadType, rtpMap, parameters.getOrDefault(payloadType, FormatParameters.NONE)));
        }
        return formats;
    }

    private static int payloadType(SdpLine line, String text) {
        return DecimalNumber.parse(text, MAX_PAYLOAD_TYPE)
                .orElseThrow(() ->
                        line.malformed("needs a payload type from 0 to 127, found " + PrintableText.quoted(text)));
    }

    boolean is(Codec codec) {
        return !reservedForRtcp() && rtpMap.map(map -> map.is(codec)).orElse(false);
    }

    /** Whether packets are sent again under it (RFC 4588 section 8.1). */
    boolean isRetransmission(int clockRate) {
        return payloadType > 0
                && !reservedForRtcp()
                && rtpMap.map(map -> map.isRetransmission(clockRate)).orElse(false);
    }

    /** With these payload types a marked RTP packet looks like RTCP (RFC 3551 section 6, RFC 5761 section 4). */
    private boolean reservedForRtcp() {
        return payloadType >= 72 && payloadType <= 76;
    }
}
