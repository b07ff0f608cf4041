package org.sipcast.e2e.film;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A recording that a phone is writing, one packet at a time. The file system notes when the last packet was written, so that
 * looking late costs no precision.
 */
final class GrowingSound {
    private static final double PACKET_MILLIS = 20;
    private static final double NEIGHBOURHOOD_MILLIS = 600;

    private final Path file;
    private final List<Growth> growths = new ArrayList<>();

    private record Growth(double epochMillis, long size) {}

    GrowingSound(Path file) {
        this.file = file;
    }

    void look() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (growths.isEmpty() || growths.get(growths.size() - 1).size() != attributes.size()) {
                double written = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) / 1e6;
                growths.add(new Growth(written, attributes.size()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WavFile read() {
        return WavFile.read(file);
    }

    /** Whether a moment of the recording lies between the first and the last look. */
    boolean covers(WavFile sound, double soundMillis) {
        return !growths.isEmpty()
                && soundMillis > endOf(sound, growths.get(0))
                && soundMillis < endOf(sound, growths.get(growths.size() - 1));
    }

    /**
     * When a phone without a buffer begins to play this moment of the recording, in milliseconds since the epoch: a packet's
     * first sample is due when the packet is there.
     */
    double arrivalMillis(WavFile sound, double soundMillis) {
        return soundMillis
                + Median.of(growths.stream()
                        .filter(growth -> Math.abs(endOf(sound, growth) - soundMillis) < NEIGHBOURHOOD_MILLIS)
                        .map(growth -> growth.epochMillis() - (endOf(sound, growth) - PACKET_MILLIS))
                        .toList());
    }

    private static double endOf(WavFile sound, Growth growth) {
        return sound.samplesIn(growth.size()) * 1000 / sound.samplesPerSecond();
    }
}
