package org.sipcast.e2e.film;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.sipcast.e2e.program.Program;

/**
 * Watches phones and tells which moment of the film they show and play at which moment of the clock. A phone saves the next
 * picture that it decodes when asked, and appends each packet of sound to a recording; the file system notes when. A frame
 * counts from its arrival, so the film's 40 ms raster does not limit the precision.
 */
public final class FilmTimeline {
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    /** After this much of the film its beeps have the same pitches again. */
    private static final long BEEPS_REPEAT_MILLIS = 10_000;

    /** What a timeline needs of a phone. */
    public interface Screen {
        /** Asks for the next decoded picture, to be written to this file. */
        void savePicture(Path file);

        /** Whether the picture in this file is complete. */
        boolean hasSaved(Path file);

        /** The recording of the decoded sound, which grows; empty if none arrives. */
        Optional<Path> recording();

        /** A folder for pictures. */
        Path folder();
    }

    private FilmTimeline() {}

    /**
     * Watches all phones at the same time.
     *
     * @param pause between a phone's pictures; zero for as many as it can save
     * @param filmLength of a film that is looped; up to ten seconds, or a multiple of that, as the beeps tell no more than a digit
     */
    public static List<Observation> watch(
            Duration length, Duration pause, Duration filmLength, List<? extends Screen> screens) {
        var watches = screens.stream()
                .map(screen ->
                        new Watch(screen, pause.toNanos(), checked(filmLength).toMillis()))
                .toList();
        long end = System.nanoTime() + length.toNanos();
        Awaitility.await("watching the film")
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .atMost(length.plusSeconds(10))
                .until(() -> {
                    watches.forEach(Watch::look);
                    return System.nanoTime() > end;
                });
        return watches.stream().map(Watch::result).toList();
    }

    private static Duration checked(Duration filmLength) {
        long millis = filmLength.toMillis();
        if (millis > BEEPS_REPEAT_MILLIS && millis % BEEPS_REPEAT_MILLIS != 0) {
            throw new IllegalArgumentException("the beeps of a film of " + millis + " ms tell no unique second");
        }
        return filmLength;
    }

    private static final class Watch {
        private final Screen screen;
        private final long pauseNanos;
        private final double filmMillis;
        private final Optional<GrowingSound> sound;
        private final List<Path> pictures = new ArrayList<>();
        private final List<Double> askedMillis = new ArrayList<>();
        private @Nullable Path awaited;
        private long nextPicture = System.nanoTime();

        Watch(Screen screen, long pauseNanos, double filmMillis) {
            this.screen = screen;
            this.pauseNanos = pauseNanos;
            this.filmMillis = filmMillis;
            this.sound = screen.recording().map(GrowingSound::new);
        }

        void look() {
            sound.ifPresent(GrowingSound::look);
            if (awaited != null && screen.hasSaved(awaited)) {
                pictures.add(awaited);
                awaited = null;
            }
            if (awaited == null && System.nanoTime() >= nextPicture) {
                nextPicture = System.nanoTime() + pauseNanos;
                awaited = screen.folder().resolve("picture-%d.png".formatted(System.nanoTime()));
                askedMillis.add(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) / 1000.0);
                screen.savePicture(awaited);
            }
        }

        Observation result() {
            var shown = pictures.stream().map(FilmPicture::read).toList();
            var births = birthMillis(pictures);
            var waits = new ArrayList<Double>();
            var filmTimes = new ArrayList<Double>();
            var pictureLags = new ArrayList<Double>();
            for (int i = 0; i < shown.size(); i++) {
                double lag = births.get(i) - shown.get(i).filmMillis();
                // a film that begins again is not late by its length
                lag = pictureLags.isEmpty() ? lag : nearest(lag, pictureLags.get(0), filmMillis);
                pictureLags.add(lag);
                waits.add(births.get(i) - askedMillis.get(i));
                filmTimes.add(births.get(i) - lag);
            }
            var beeps = new ArrayList<Beep>();
            var soundLags = new ArrayList<Double>();
            sound.ifPresent(recording -> {
                var wav = recording.read();
                FilmSound.beeps(wav).stream()
                        .filter(beep -> recording.covers(wav, beep.onsetMillis()))
                        .forEach(beep -> {
                            double lag = recording.arrivalMillis(wav, beep.onsetMillis()) - 1000.0 * beep.digit();
                            beeps.add(beep);
                            soundLags.add(nearest(lag, referenceLag(pictureLags, soundLags, lag), beepsRepeat()));
                        });
            });
            return new Observation(filmTimes, waits, pictureLags, soundLags, shown, beeps);
        }

        /** Which of the moments that sound the same is meant is told by the pictures, or else by the first beep. */
        private static double referenceLag(List<Double> pictureLags, List<Double> soundLags, double otherwise) {
            if (!pictureLags.isEmpty()) {
                return Median.of(pictureLags);
            }
            return soundLags.isEmpty() ? otherwise : soundLags.get(0);
        }

        private double beepsRepeat() {
            return Math.min(filmMillis, BEEPS_REPEAT_MILLIS);
        }

        private static double nearest(double lag, double reference, double period) {
            return lag - period * Math.rint((lag - reference) / period);
        }

        /** When each file was created, which is when its picture had been decoded; writing it takes longer. */
        private static List<Double> birthMillis(List<Path> files) {
            if (files.isEmpty()) {
                return List.of();
            }
            var command = new ArrayList<>(List.of("stat", "--format=%.W"));
            files.forEach(file -> command.add(file.toString()));
            var births = Program.run(Duration.ofSeconds(5), Map.of(), command)
                    .lines()
                    .map(line -> Double.parseDouble(line.replace(',', '.')) * 1000)
                    .toList();
            if (births.contains(0.0)) {
                throw new IllegalStateException("the file system of " + files.get(0) + " notes no creation times");
            }
            return births;
        }
    }

    /** Whether a PNG file has its end. */
    public static boolean isCompletePng(Path file) {
        try {
            if (!Files.exists(file)) {
                return false;
            }
            byte[] octets = Files.readAllBytes(file);
            return octets.length > 12 && octets[octets.length - 8] == 'I' && octets[octets.length - 5] == 'D';
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
