package org.sipcast.e2e.film;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the film's beeps, 50 ms of 1 kHz at each full second. */
public final class FilmSound {
    private static final double BEEP_HERTZ = 1000;
    private static final double BEEP_SECONDS = 0.050;
    private static final double QUIET = 1000;
    private static final double TOLERANCE_SECONDS = 0.012;

    /** One period of the beep, so that its tone fills the window evenly. */
    private static final double WINDOW_SECONDS = 0.001;

    private FilmSound() {}

    /**
     * Where beeps begin, in milliseconds from the sound's beginning. Other sounds are no beeps: too quiet, of another length or
     * of another pitch. A beep that the sound's end cuts off is left out.
     */
    public static List<Double> beepOnsetMillis(WavFile sound) {
        int window = (int) (sound.samplesPerSecond() * WINDOW_SECONDS);
        double[] loudness = loudness(sound.mono(), window);
        double threshold = Math.max(QUIET, Arrays.stream(loudness).max().orElse(0) / 2);
        var onsets = new ArrayList<Double>();
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
            if (!isCutOff && isBeep(sound, begin, lastLoud)) {
                // a window has half of the tone's loudness when its last quarter is tone
                onsets.add((begin + window * 0.75) * 1000 / sound.samplesPerSecond());
            }
        }
        return onsets;
    }

    private static boolean isBeep(WavFile sound, int begin, int end) {
        double seconds = (double) (end - begin) / sound.samplesPerSecond();
        int crossings = 0;
        for (int i = begin + 1; i < end; i++) {
            if (sound.mono()[i - 1] < 0 != sound.mono()[i] < 0) {
                crossings++;
            }
        }
        double hertz = crossings / 2.0 / seconds;
        return Math.abs(seconds - BEEP_SECONDS) < TOLERANCE_SECONDS && Math.abs(hertz - BEEP_HERTZ) < 100;
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
