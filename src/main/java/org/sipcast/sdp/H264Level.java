package org.sipcast.sdp;

import java.util.Arrays;
import java.util.Optional;

/**
 * The levels of H.264 with what they allow (ITU-T H.264 table A-1), lowest first.
 *
 * <p>Level 1b is an offer's only: how it is written depends on the profile, and whoever needs it gets by with 1.1.
 */
public enum H264Level {
    L1(10, 1_485, 99, 64),
    L1B(9, 1_485, 99, 128),
    L1_1(11, 3_000, 396, 192),
    L1_2(12, 6_000, 396, 384),
    L1_3(13, 11_880, 396, 768),
    L2(20, 11_880, 396, 2_000),
    L2_1(21, 19_800, 792, 4_000),
    L2_2(22, 20_250, 1_620, 4_000),
    L3(30, 40_500, 1_620, 10_000),
    L3_1(31, 108_000, 3_600, 14_000),
    L3_2(32, 216_000, 5_120, 20_000),
    L4(40, 245_760, 8_192, 20_000),
    L4_1(41, 245_760, 8_192, 50_000),
    L4_2(42, 522_240, 8_704, 50_000),
    L5(50, 589_824, 22_080, 135_000),
    L5_1(51, 983_040, 36_864, 240_000),
    L5_2(52, 2_073_600, 36_864, 240_000);

    private final int idc;
    private final int maxMacroblocksPerSecond;
    private final int maxMacroblocks;
    private final int maxKilobitsPerSecond;

    H264Level(int idc, int maxMacroblocksPerSecond, int maxMacroblocks, int maxKilobitsPerSecond) {
        this.idc = idc;
        this.maxMacroblocksPerSecond = maxMacroblocksPerSecond;
        this.maxMacroblocks = maxMacroblocks;
        this.maxKilobitsPerSecond = maxKilobitsPerSecond;
    }

    /** The lowest level that a picture fits into; empty if there is none. */
    public static Optional<H264Level> of(Picture picture) {
        return Arrays.stream(values())
                .filter(level -> level != L1B && level.limits().hold(picture))
                .findFirst();
    }

    /** The highest level that is not above this {@code level_idc}, in the units of ten that SDP and encoders use. */
    static Optional<H264Level> ofIdc(int idc) {
        return Arrays.stream(values())
                .filter(level -> level.idc <= idc)
                .reduce((lower, higher) -> higher.idc > lower.idc ? higher : lower);
    }

    H264Limits limits() {
        return new H264Limits(maxMacroblocksPerSecond, maxMacroblocks, maxKilobitsPerSecond);
    }

    /** {@code level_idc}: ten times the level's number. */
    public int idc() {
        return idc;
    }

    /** As people and encoders write it, {@code 3.1}. */
    public String number() {
        return this == L1B ? "1b" : idc / 10 + "." + idc % 10;
    }
}
