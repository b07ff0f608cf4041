package org.sipcast.e2e.film;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** What a timeline needs of a phone. */
    public interface Screen {
        /** Asks for the next decoded picture, to be written to this file. */
        void savePicture(Path file);

        /** Whether the picture in this file is complete. */
        boolean hasSaved(Path file);

        /** The recording of the decoded sound, which grows. */
        Path recording();

        /** A folder for pictures. */
        Path folder();
    }

    private FilmTimeline() {}

    /**
     * Watches all phones at the same time.
     *
     * @param pause between a phone's pictures; zero for as many as it can save
     * @param filmLength of a film that is looped
     */
    public static List<Observation> watch(
            Duration length, Duration pause, Duration filmLength, List<? extends Screen> screens) {
        var watches = screens.stream()
                .map(screen -> new Watch(screen, pause.toNanos(), filmLength.toMillis()))
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

    private static final class Watch {
        private final Screen screen;
        private final long pauseNanos;
        private final double filmMillis;
        private final GrowingSound sound;
        private final List<Path> pictures = new ArrayList<>();
        private @Nullable Path awaited;
        private long nextPicture = System.nanoTime();

        Watch(Screen screen, long pauseNanos, double filmMillis) {
            this.screen = screen;
            this.pauseNanos = pauseNanos;
            this.filmMillis = filmMillis;
            this.sound = new GrowingSound(screen.recording());
        }

        void look() {
            sound.look();
            if (awaited != null && screen.hasSaved(awaited)) {
                pictures.add(awaited);
                awaited = null;
            }
            if (awaited == null && System.nanoTime() >= nextPicture) {
                nextPicture = System.nanoTime() + pauseNanos;
                awaited = screen.folder().resolve("picture-%d.png".formatted(System.nanoTime()));
                screen.savePicture(awaited);
            }
        }

        Observation result() {
            var shown = pictures.stream().map(FilmPicture::read).toList();
            var births = birthMillis(pictures);
            var pictureLags = new ArrayList<Double>();
            for (int i = 0; i < shown.size(); i++) {
                pictureLags.add(unloop(births.get(i) - shown.get(i).filmMillis(), pictureLags, filmMillis));
            }
            var wav = sound.read();
            var onsets = FilmSound.beepOnsetMillis(wav).stream()
                    .filter(onset -> sound.covers(wav, onset))
                    .toList();
            double pictureLag = Median.of(pictureLags);
            var soundLags = onsets.stream()
                    .map(onset -> sound.arrivalMillis(wav, onset) - pictureLag)
                    .map(filmTime -> pictureLag + filmTime - 1000 * Math.rint(filmTime / 1000))
                    .toList();
            return new Observation(pictureLags, soundLags, shown, onsets);
        }

        /** A film that begins again is not late by its length. */
        private static double unloop(double lag, List<Double> before, double filmMillis) {
            return before.isEmpty() ? lag : lag - filmMillis * Math.rint((lag - before.get(0)) / filmMillis);
        }

        /** When each file was created, which is when its picture had been decoded; writing it takes longer. */
        private static List<Double> birthMillis(List<Path> files) {
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
