package org.sipcast.sdp;

import java.util.Optional;

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

    private static final int CONSTRAINT_SET0 = 0x80;
    private static final int CONSTRAINT_SET1 = 0x40;

    /** Empty if the profile promises less than ours, or other tools. */
    static Optional<H264Profile> of(int profileIdc, int constraints) {
        boolean set0 = (constraints & CONSTRAINT_SET0) != 0;
        boolean set1 = (constraints & CONSTRAINT_SET1) != 0;
        return switch (profileIdc) {
            case 0x42 -> Optional.of(set1 ? CONSTRAINED_BASELINE : BASELINE);
            case 0x4D -> Optional.of(set0 ? CONSTRAINED_BASELINE : MAIN);
            case 0x58 -> Optional.of(set0 && set1 ? CONSTRAINED_BASELINE : set0 ? BASELINE : EXTENDED);
            case 0x64 -> Optional.of(HIGH);
            default -> Optional.empty();
        };
    }
}
