package org.sipcast.sdp;

/** The picture that all video codecs of a channel send: pixels, frames in a second, bit rate. */
public record Picture(int width, int height, int framesPerSecond, int kilobitsPerSecond) {
    private static final int MACROBLOCK = 16;

    int macroblockColumns() {
        return (width + MACROBLOCK - 1) / MACROBLOCK;
    }

    int macroblockRows() {
        return (height + MACROBLOCK - 1) / MACROBLOCK;
    }

    int macroblocks() {
        return macroblockColumns() * macroblockRows();
    }

    /** Whether it is no larger than a decoder's limit in macroblocks. */
    boolean fitsInto(int most) {
        // ITU-T H.264 A.3.1 and RFC 7741 section 6.1: no side exceeds the square root of eight times the area
        long longest = Math.max(macroblockColumns(), macroblockRows());
        return longest * longest <= (long) most * 8 && macroblocks() <= most;
    }

    int macroblocksPerSecond() {
        return macroblocks() * framesPerSecond;
    }
}
