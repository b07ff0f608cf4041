package org.sipcast.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says to people why an offer can't be served: what it has, medium by medium, and what the channel has. */
final class Refusal {
    private static final int MAX_MEDIA = 4;
    private static final int MAX_FORMATS = 8;

    private Refusal() {}

    static NotAcceptableException of(SessionDescription offer, CodecPreference preference) {
        String offered =
                offer.media().stream().limit(MAX_MEDIA).map(Refusal::describe).collect(Collectors.joining("; "));
        int more = offer.media().size() - MAX_MEDIA;
        return new NotAcceptableException("Channel has " + describe(preference) + ". Offered: " + offered
                + (more > 0 ? "; " + more + " more media." : "."));
    }

    private static String describe(CodecPreference preference) {
        return List.of("video " + names(preference.video()), "audio " + names(preference.audio())).stream()
                .filter(words -> !words.endsWith(" "))
                .collect(Collectors.joining("; "));
    }

    private static String names(List<Codec> codecs) {
        return codecs.stream().map(Codec::encodingName).collect(Collectors.joining(", "));
    }

    private static String describe(MediaDescription description) {
        String medium = PrintableText.of(description.name(), PrintableText.WORD).toLowerCase(Locale.ROOT);
        Optional<String> obstacle = OfferedTransport.obstacle(description);
        if (obstacle.isPresent()) {
            return medium + ' ' + obstacle.get();
        }
        if (description.medium().isEmpty()) {
            return medium;
        }
        List<PayloadFormat> formats = PayloadFormat.of(description);
        int more = formats.size() - MAX_FORMATS;
        return medium
                + ' '
                + formats.stream().limit(MAX_FORMATS).map(Refusal::describe).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String describe(PayloadFormat format) {
        if (format.rtpMap().isEmpty()) {
            return "payload type " + format.payloadType();
        }
        RtpMap map = format.rtpMap().get();
        if (map.names(Codec.H264)) {
            return "H264 ("
                    + PrintableText.of(H264Format.answerParameters(format.parameters()), PrintableText.WORD)
                    + ')';
        }
        return PrintableText.of(map.toString(), PrintableText.WORD);
    }
}
