package org.sipcast.sdp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The H.264 profiles whose decoders can show the constrained baseline that we send, best match first.
 *
 * <p>A profile is not one string: RFC 6184 section 8.1, table 5, has several combinations of profile_idc and constraint flags
 * for the same one.
 */
enum H264Profile {
    CONSTRAINED_BASELINE,
    BASELINE,
    MAIN,
    EXTENDED,
    HIGH;

    private static final Pattern PROFILE_LEVEL_ID = Pattern.compile("[0-9a-f]{6}");
    private static final int CONSTRAINT_SET0 = 0x80;
    private static final int CONSTRAINT_SET1 = 0x40;

    /** Reads a {@code profile-level-id}; empty if it is none, or of a profile that promises less or other tools than ours. */
    static Optional<H264Profile> of(String profileLevelId) {
        String hex = profileLevelId.toLowerCase(Locale.ROOT);
        if (!PROFILE_LEVEL_ID.matcher(hex).matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(hex, 16);
        boolean set0 = (bits >> 8 & CONSTRAINT_SET0) != 0;
        boolean set1 = (bits >> 8 & CONSTRAINT_SET1) != 0;
        return switch (bits >> 16) {
            case 0x42 -> Optional.of(set1 ? CONSTRAINED_BASELINE : BASELINE);
            case 0x4D -> Optional.of(set0 ? CONSTRAINED_BASELINE : MAIN);
            case 0x58 -> Optional.of(set0 && set1 ? CONSTRAINED_BASELINE : set0 ? BASELINE : EXTENDED);
            case 0x64 -> Optional.of(HIGH);
            default -> Optional.empty();
        };
    }
}
