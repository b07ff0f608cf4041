package org.sipcast.sdp;

/** What a receiver of H.264 can take: its level's limits, or more where it says so (RFC 6184 section 8.1). */
record H264Limits(int macroblocksPerSecond, int macroblocks, int kilobitsPerSecond) {

    boolean hold(Picture picture) {
        // ITU-T H.264 A.3.1: neither side is longer than the square root of eight times the area
        long longest = (long) macroblocks * 8;
        long columns = picture.macroblockColumns();
        long rows = picture.macroblockRows();
        return columns * columns <= longest
                && rows * rows <= longest
                && picture.macroblocks() <= macroblocks
                && picture.macroblocksPerSecond() <= macroblocksPerSecond
                && picture.kilobitsPerSecond() <= kilobitsPerSecond;
    }
}
