package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one H.264 payload type of an offer can take (RFC 6184 sections 8.1 and 8.2.2).
 *
 * @param id its profile and level
 * @param mode packetization mode, 0 or 1
 * @param limits those of the level, or what the offer has above them
 */
record H264Format(ProfileLevelId id, H264Profile profile, int mode, H264Limits limits) {
    private static final H264Limits NOTHING = new H264Limits(0, 0, 0);
    private static final int MAX = 999_999_999;

    /** Empty if it has another mode, or a profile whose decoders can't show what we send. */
    static Optional<H264Format> of(FormatParameters parameters) {
        int mode = parameters
                .get("packetization-mode")
                .map(text -> DecimalNumber.parse(text, 1).orElse(-1))
                .orElse(0);
        return id(parameters).filter(id -> mode >= 0).flatMap(id -> id.profile()
                .map(profile -> new H264Format(id, profile, mode, limits(id, parameters))));
    }

    private static Optional<ProfileLevelId> id(FormatParameters parameters) {
        Optional<String> text = parameters.get("profile-level-id");
        return text.isEmpty() ? Optional.of(ProfileLevelId.DEFAULT) : ProfileLevelId.parse(text.get());
    }

    private static H264Limits limits(ProfileLevelId id, FormatParameters parameters) {
        H264Limits level = id.level().map(H264Level::limits).orElse(NOTHING);
        // its constraint flags and level_idc, in place of those in profile-level-id
        H264Limits most = parameters
                .get("max-recv-level")
                .flatMap(text -> ProfileLevelId.parse(String.format("%02x", id.profileIdc()) + text))
                .flatMap(ProfileLevelId::level)
                .map(H264Level::limits)
                .orElse(level);
        return new H264Limits(
                largest(level.macroblocksPerSecond(), most.macroblocksPerSecond(), parameters, "max-mbps"),
                largest(level.macroblocks(), most.macroblocks(), parameters, "max-fs"),
                largest(level.kilobitsPerSecond(), most.kilobitsPerSecond(), parameters, "max-br"));
    }

    private static int largest(int level, int most, FormatParameters parameters, String name) {
        return Math.max(Math.max(level, most), parameters.number(name, MAX).orElse(0));
    }

    /** Why it can't have this picture, in words that follow its name. */
    Optional<String> obstacle(Picture picture) {
        if (limits.hold(picture)) {
            return Optional.empty();
        }
        String needed = H264Level.of(picture).map(H264Level::number).orElse("none");
        return Optional.of("in level " + id.level().map(H264Level::number).orElse("0") + ", needs " + needed);
    }

    /**
     * The parameters of the answer. Profile and mode are symmetric, so they are the offer's. The level is what the picture
     * needs, and never above the offered one, also where the offer takes more by other parameters.
     */
    static String answerParameters(FormatParameters offered, Picture picture) {
        List<String> parameters = new ArrayList<>();
        offered.get("profile-level-id")
                .flatMap(ProfileLevelId::parse)
                .flatMap(id -> H264Level.of(picture).map(id::lowered))
                .ifPresent(id -> parameters.add("profile-level-id=" + id.text()));
        offered.get("packetization-mode").ifPresent(mode -> parameters.add("packetization-mode=" + mode));
        offered.get("level-asymmetry-allowed")
                .filter("1"::equals)
                .ifPresent(value -> parameters.add("level-asymmetry-allowed=1"));
        return String.join(";", parameters);
    }
}
