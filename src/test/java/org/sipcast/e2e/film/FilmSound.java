package org.sipcast.e2e.film;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Finds the film's beeps, 50 ms at each full second: 1 kHz, and 100 Hz more for each unit of the second's last digit. */
public final class FilmSound {
    private static final double LOWEST_HERTZ = 1000;
    private static final double HERTZ_PER_DIGIT = 100;
    private static final int DIGITS = 10;
    private static final double HERTZ_TOLERANCE = 30;
    private static final double BEEP_SECONDS = 0.050;
    private static final double QUIET = 1000;
    private static final double TOLERANCE_SECONDS = 0.012;

    /** Left out at both ends of a beep when its pitch is measured: codecs let them flutter. */
    private static final double EDGE_SECONDS = 0.005;

    /** A period of the lowest beep or more, so that a tone fills the window evenly. */
    private static final double WINDOW_SECONDS = 0.001;

    private FilmSound() {}

    /**
     * The beeps in order. Other sounds are no beeps: too quiet, of another length or of another pitch. A beep that the sound's end
     * cuts off is left out.
     */
    public static List<Beep> beeps(WavFile sound) {
        int window = (int) (sound.samplesPerSecond() * WINDOW_SECONDS);
        double[] loudness = loudness(sound.mono(), window);
        double threshold = Math.max(QUIET, Arrays.stream(loudness).max().orElse(0) / 2);
        var beeps = new ArrayList<Beep>();
        int i = 0;
        while (i < loudness.length) {
            if (loudness[i] < threshold) {
                i++;
                continue;
            }
            int begin = i;
            int lastLoud = i;
            // a gap of five windows ends a beep: codecs let its tail flutter
            for (; i < loudness.length && i - lastLoud < 5 * window; i++) {
                if (loudness[i] >= threshold) {
                    lastLoud = i;
                }
            }
            boolean isCutOff = i >= loudness.length;
            if (!isCutOff && isBeepLong(sound, begin, lastLoud)) {
                // a window has half of the tone's loudness when its last quarter is tone
                double onset = (begin + window * 0.75) * 1000 / sound.samplesPerSecond();
                digit(sound, begin, lastLoud).ifPresent(digit -> beeps.add(new Beep(onset, digit)));
            }
        }
        return beeps;
    }

    private static boolean isBeepLong(WavFile sound, int begin, int end) {
        double seconds = (double) (end - begin) / sound.samplesPerSecond();
        return Math.abs(seconds - BEEP_SECONDS) < TOLERANCE_SECONDS;
    }

    /** What the pitch says, if it is that of a beep. */
    private static OptionalInt digit(WavFile sound, int begin, int end) {
        double hertz = hertz(sound, begin, end);
        int digit = (int) Math.rint((hertz - LOWEST_HERTZ) / HERTZ_PER_DIGIT);
        double off = Math.abs(hertz - LOWEST_HERTZ - digit * HERTZ_PER_DIGIT);
        return digit >= 0 && digit < DIGITS && off < HERTZ_TOLERANCE ? OptionalInt.of(digit) : OptionalInt.empty();
    }

    /** From the first to the last time that the tone rises through zero, to a fraction of a sample. */
    private static double hertz(WavFile sound, int begin, int end) {
        int edge = (int) (EDGE_SECONDS * sound.samplesPerSecond());
        float[] mono = sound.mono();
        int periods = -1;
        double first = 0;
        double last = 0;
        for (int i = begin + edge + 1; i < end - edge; i++) {
            if (mono[i - 1] < 0 && mono[i] >= 0) {
                last = i - mono[i] / (double) (mono[i] - mono[i - 1]);
                first = periods < 0 ? last : first;
                periods++;
            }
        }
        return periods < 1 ? 0 : periods * sound.samplesPerSecond() / (last - first);
    }

    /** The root mean square of each window, indexed by its first sample. */
    private static double[] loudness(float[] mono, int window) {
        double[] loudness = new double[Math.max(0, mono.length - window)];
        double sum = 0;
        for (int i = 0; i < mono.length; i++) {
            sum += mono[i] * mono[i];
            if (i >= window) {
                sum -= mono[i - window] * mono[i - window];
                loudness[i - window] = Math.sqrt(Math.max(0, sum) / window);
            }
        }
        return loudness;
    }
}
