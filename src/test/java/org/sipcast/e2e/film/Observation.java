package org.sipcast.e2e.film;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How far a phone's picture and sound are behind the film, had it begun at the epoch; only differences mean something.
 *
 * @param pictureFilmMillis film time of each picture; goes on when a film begins again
 * @param pictureWaitsMillis from the moment that each picture was asked for until it had been decoded
 * @param pictureLagsMillis wall time minus film time of each picture
 * @param soundLagsMillis wall time minus film time of each beep, tens of seconds chosen as the pictures say
 * @param pictures what the pictures showed, in order
 * @param beeps where they begin in the phone's recording
 */
public record Observation(
        List<Double> pictureFilmMillis,
        List<Double> pictureWaitsMillis,
        List<Double> pictureLagsMillis,
        List<Double> soundLagsMillis,
        List<FilmPicture> pictures,
        List<Beep> beeps) {

    public double pictureLagMillis() {
        return Median.of(pictureLagsMillis);
    }

    public double soundLagMillis() {
        return Median.of(soundLagsMillis);
    }

    /** Positive if the sound is late. */
    public double soundBehindPictureMillis() {
        return soundLagMillis() - pictureLagMillis();
    }

    /** Positive if this phone shows the film later than the other. */
    public double pictureBehindMillis(Observation other) {
        return pictureLagMillis() - other.pictureLagMillis();
    }

    /** Positive if this phone plays the film later than the other. */
    public double soundBehindMillis(Observation other) {
        return soundLagMillis() - other.soundLagMillis();
    }

    /** How much the picture's lag varies: a freeze, or a gap in what is sent, adds its length. */
    public double pictureLagSpanMillis() {
        return span(pictureLagsMillis);
    }

    private static double span(List<Double> values) {
        var summary = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return summary.getMax() - summary.getMin();
    }

    /** By how much the picture falls behind in a second, by linear regression; negative if it runs ahead. */
    public double pictureDriftMillisPerSecond() {
        return 1000 * Slope.of(pictureFilmMillis, pictureLagsMillis);
    }

    /**
     * For how long there was no new picture at most. Unlike the film's steps from one picture to the next it does not grow when
     * the one who watches is slow to ask.
     */
    public double longestWaitMillis() {
        return pictureWaitsMillis.stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    /** How much of the film was left out between two pictures at most; two that follow each other have a step of 40 ms. */
    public double largestStepMillis() {
        return steps().max().orElseThrow();
    }

    /** Negative if the film ever went back. */
    public double smallestStepMillis() {
        return steps().min().orElseThrow();
    }

    private DoubleStream steps() {
        return IntStream.range(1, pictureFilmMillis.size())
                .mapToDouble(i -> pictureFilmMillis.get(i) - pictureFilmMillis.get(i - 1));
    }

    /** Half of the pictures are within this much of the median, and half of the beeps. */
    public double spreadMillis() {
        return Math.max(Median.deviation(pictureLagsMillis), Median.deviation(soundLagsMillis));
    }

    /** How much the sound's lag varies. */
    public double soundLagSpanMillis() {
        return span(soundLagsMillis);
    }

    @Override
    public String toString() {
        var words = new ArrayList<String>();
        if (!pictures.isEmpty()) {
            words.add(
                    "%d pictures, lag within %.1f ms, drift %+.2f ms/s, waits up to %.0f ms, steps from %.0f to %.0f ms"
                            .formatted(
                                    pictures.size(),
                                    pictureLagSpanMillis(),
                                    pictureDriftMillisPerSecond(),
                                    longestWaitMillis(),
                                    smallestStepMillis(),
                                    largestStepMillis()));
        }
        if (!beeps.isEmpty()) {
            words.add("beeps %s, lag within %.1f ms"
                    .formatted(beeps.stream().map(Beep::digit).toList(), soundLagSpanMillis()));
        }
        if (words.size() == 2) {
            words.add("sound %+.1f ms behind the picture, spread %.1f ms"
                    .formatted(soundBehindPictureMillis(), spreadMillis()));
        }
        return words.isEmpty() ? "neither pictures nor beeps" : String.join("; ", words);
    }
}
