package org.sipcast.sdp;

/** What a receiver of H.264 can take: its level's limits, or more where it says so (RFC 6184 section 8.1). */
record H264Limits(int macroblocksPerSecond, int macroblocks, int kilobitsPerSecond) {

    boolean hold(Picture picture) {
        return picture.fitsInto(macroblocks)
                && picture.macroblocksPerSecond() <= macroblocksPerSecond
                && picture.kilobitsPerSecond() <= kilobitsPerSecond;
    }
}
