package org.sipcast.sdp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code profile-level-id} (RFC 6184 section 8.1): profile_idc, the constraint flags and level_idc of a sequence parameter set.
 *
 * @param text as it was offered
 */
record ProfileLevelId(String text, int profileIdc, int constraints, int levelIdc) {
    /** What no profile-level-id means: baseline without constraints, level 1. */
    static final ProfileLevelId DEFAULT = new ProfileLevelId("42000a", 0x42, 0, 10);

    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{6}");
    private static final int CONSTRAINT_SET3 = 0x10;
    private static final int HIGH = 0x64;

    static Optional<ProfileLevelId> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(text, 16);
        return Optional.of(new ProfileLevelId(text, bits >> 16, bits >> 8 & 0xff, bits & 0xff));
    }

    /** That of what we send: constrained baseline with the flags that its encoder sets. */
    static ProfileLevelId sent(H264Level level) {
        return new ProfileLevelId(String.format("42c0%02x", level.idc()), 0x42, 0xc0, level.idc());
    }

    Optional<H264Profile> profile() {
        return H264Profile.of(profileIdc, constraints);
    }

    /** Empty if it is below all that there are. */
    Optional<H264Level> level() {
        boolean oneB = levelIdc == H264Level.L1_1.idc() && hasLevel1bFlag();
        return oneB ? Optional.of(H264Level.L1B) : H264Level.ofIdc(levelIdc);
    }

    /** In the three profiles of before High, level 1b is 1.1 with a flag (ITU-T H.264 A.3.1). */
    private boolean hasLevel1bFlag() {
        return profileIdc != HIGH && (constraints & CONSTRAINT_SET3) != 0;
    }

    /** The same profile, and this level if it is a lower one. */
    ProfileLevelId lowered(H264Level level) {
        if (level().filter(own -> level.compareTo(own) < 0).isEmpty()) {
            return this;
        }
        int flags = level == H264Level.L1_1 && hasLevel1bFlag() ? constraints & ~CONSTRAINT_SET3 : constraints;
        String lower = String.format("%02x%02x%02x", profileIdc, flags, level.idc());
        return new ProfileLevelId(lower, profileIdc, flags, level.idc());
    }
}
