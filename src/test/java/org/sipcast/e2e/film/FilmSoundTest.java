package org.sipcast.e2e.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmSoundTest {
    /** Enough for each pitch, and for the first to come again. */
    private static final int SECONDS = 12;

    @TempDir
    static Path folder = Path.of("");

    private static Path film = Path.of("");

    @BeforeAll
    static void makeFilm() {
        film = DemoFilm.make(folder, Duration.ofSeconds(SECONDS));
    }

    @Test
    void findsEachBeepOfTheFilmToTheMillisecond() {
        assertOnsets(wav(film), 0, 1);
    }

    @Test
    void findsEachBeepOfPcmaToTheMillisecond() {
        var encoded = DemoFilm.convert(
                film, folder.resolve("pcma.mkv"), "-vn", "-c:a", "pcm_alaw", "-ar", "8000", "-ac", "1");

        assertOnsets(wav(encoded), 0, 1);
    }

    @Test
    void findsEachBeepOfOpusWithinItsLookAhead() {
        var encoded = DemoFilm.convert(film, folder.resolve("opus.mkv"), "-vn", "-c:a", "libopus", "-b:a", "48k");

        // ffmpeg cuts the encoder's 6.5 ms of priming off again, a phone does not
        assertOnsets(wav(encoded), 0, 3);
    }

    @Test
    void findsBeepsThatAreLate() {
        var late = DemoFilm.convert(film, folder.resolve("late.mkv"), "-vn", "-af", "adelay=137:all=1", "-c:a", "flac");

        assertOnsets(wav(late), 137, 1);
    }

    @Test
    void takesNoOtherSoundForABeep() {
        var noise = DemoFilm.convert(film, folder.resolve("noise.mkv"), "-vn", "-af", "aeval=random(0)-0.5:c=same");
        var deeper =
                DemoFilm.convert(film, folder.resolve("deeper.mkv"), "-vn", "-af", "asetrate=36000,aresample=48000");
        var between = DemoFilm.convert(
                film,
                folder.resolve("between.mkv"),
                "-vn",
                "-af",
                "aeval=0.5*sin(2*PI*1150*t)*lt(mod(t\\,1)\\,0.05):c=same");

        assertThat(FilmSound.beeps(wav(noise))).isEmpty();
        assertThat(FilmSound.beeps(wav(deeper))).isEmpty();
        assertThat(FilmSound.beeps(wav(between))).isEmpty();
    }

    private static void assertOnsets(WavFile sound, double late, double tolerance) {
        var beeps = FilmSound.beeps(sound);
        assertThat(beeps).hasSize(SECONDS);
        for (int second = 0; second < SECONDS; second++) {
            assertThat(beeps.get(second).digit()).isEqualTo(second % 10);
            assertThat(beeps.get(second).onsetMillis())
                    .isBetween(second * 1000 + late - tolerance, second * 1000 + late + tolerance);
        }
    }

    private static WavFile wav(Path sound) {
        return WavFile.read(
                DemoFilm.convert(sound, folder.resolve("decoded.wav"), "-vn", "-c:a", "pcm_s16le", "-bitexact"));
    }
}
