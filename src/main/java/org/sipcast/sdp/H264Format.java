package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One H.264 payload type of an offer that we can serve (RFC 6184 section 8.2.2).
 *
 * <p>Clients offer several that differ in profile and packetization mode. The mode counts first: without fragmentation units
 * (mode 0) a picture has to be cut into slices that fit into a packet. The stream conforms to each of the profiles.
 */
record H264Format(PayloadFormat format, H264Profile profile, int packetizationMode) {
    /** What no profile-level-id means: baseline without constraints, level 1 (RFC 6184 section 8.1). */
    static final String DEFAULT_PROFILE_LEVEL_ID = "42000a";

    private static final Comparator<H264Format> BEST_FIRST =
            Comparator.comparingInt(H264Format::packetizationMode).reversed().thenComparing(H264Format::profile);

    static Optional<PayloadFormat> best(List<PayloadFormat> formats) {
        return formats.stream()
                .filter(format -> format.is(Codec.H264))
                .map(H264Format::of)
                .flatMap(Optional::stream)
                .min(BEST_FIRST)
                .map(H264Format::format);
    }

    private static Optional<H264Format> of(PayloadFormat format) {
        int mode = format.parameters()
                .get("packetization-mode")
                .map(text -> DecimalNumber.parse(text, 1).orElse(-1))
                .orElse(0);
        if (mode < 0) {
            return Optional.empty();
        }
        return H264Profile.of(format.parameters().get("profile-level-id").orElse(DEFAULT_PROFILE_LEVEL_ID))
                .map(profile -> new H264Format(format, profile, mode));
    }

    /**
     * The parameters of the answer. Profile and mode are symmetric, so they are the offer's; so is the level, which may not be
     * above the offered one.
     */
    static String answerParameters(FormatParameters offered) {
        List<String> parameters = new ArrayList<>();
        for (String name : List.of("profile-level-id", "packetization-mode")) {
            offered.get(name).ifPresent(value -> parameters.add(name + '=' + value));
        }
        offered.get("level-asymmetry-allowed")
                .filter("1"::equals)
                .ifPresent(value -> parameters.add("level-asymmetry-allowed=1"));
        return String.join(";", parameters);
    }
}
