package org.sipcast.e2e.film;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sound of a WAV file with 16-bit samples that may still grow: the file's size counts, not the header's. */
public final class WavFile {
    /** Octets before the first sample in the files that baresip and ffmpeg's {@code -bitexact} write. */
    private static final int HEADER_OCTETS = 44;

    private static final int CHANNELS_AT = 22;
    private static final int RATE_AT = 24;
    private static final int BITS_AT = 34;
    private static final int DATA_AT = 36;

    private final int samplesPerSecond;
    private final int channels;
    private final float[] mono;

    private WavFile(int samplesPerSecond, int channels, float[] mono) {
        this.samplesPerSecond = samplesPerSecond;
        this.channels = channels;
        this.mono = mono;
    }

    public static WavFile read(Path file) {
        ByteBuffer octets;
        try {
            octets = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (octets.limit() < HEADER_OCTETS
                || octets.getInt(0) != 0x46464952 // RIFF
                || octets.getInt(DATA_AT) != 0x61746164 // data
                || octets.getShort(BITS_AT) != 16) {
            throw new IllegalArgumentException(file + " is no plain WAV file with 16-bit samples");
        }
        int channels = octets.getShort(CHANNELS_AT);
        float[] mono = new float[(octets.limit() - HEADER_OCTETS) / 2 / channels];
        octets.position(HEADER_OCTETS);
        for (int i = 0; i < mono.length; i++) {
            for (int channel = 0; channel < channels; channel++) {
                mono[i] += (float) octets.getShort() / channels;
            }
        }
        return new WavFile(octets.getInt(RATE_AT), channels, mono);
    }

    /** How many samples of each channel are in a file of this size. */
    public double samplesIn(long fileSize) {
        return (fileSize - HEADER_OCTETS) / 2.0 / channels;
    }

    int samplesPerSecond() {
        return samplesPerSecond;
    }

    /** The mean of the channels, from -32768 to 32767; not a copy. */
    float[] mono() {
        return mono;
    }
}
