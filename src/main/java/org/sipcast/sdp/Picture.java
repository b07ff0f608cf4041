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

    int macroblocksPerSecond() {
        return macroblocks() * framesPerSecond;
    }
}
