package org.sipcast.e2e.film;

import java.util.List;

/**
 * How far a phone's picture and sound are behind the film, had it begun at the epoch; only differences mean something.
 *
 * @param pictureLagsMillis wall time minus film time of each picture
 * @param soundLagsMillis wall time minus film time of each beep, whole seconds chosen as the pictures say
 * @param pictures what the pictures showed, in order
 * @param beepOnsetsMillis where beeps begin, in the phone's recording
 */
public record Observation(
        List<Double> pictureLagsMillis,
        List<Double> soundLagsMillis,
        List<FilmPicture> pictures,
        List<Double> beepOnsetsMillis) {

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

    /** Half of the pictures are within this much of the median, and half of the beeps. */
    public double spreadMillis() {
        return Math.max(Median.deviation(pictureLagsMillis), Median.deviation(soundLagsMillis));
    }

    @Override
    public String toString() {
        return "%d pictures and %d beeps: sound %+.1f ms behind the picture, spread %.1f ms"
                .formatted(pictures.size(), soundLagsMillis.size(), soundBehindPictureMillis(), spreadMillis());
    }
}
