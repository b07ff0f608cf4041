package org.sipcast.e2e.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipcast.e2e.film.DemoFilm;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.film.FilmTimeline;
import org.sipcast.e2e.phone.FilmPeer.Lateness;

/** Proves the measuring phone on media whose delays are known, before anything is said about ours. */
class BaresipTest {
    private static final Duration FILM = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** What a test may rely on; half of it is the pacing of ffmpeg, and the look-ahead of Opus. */
    private static final double PRECISION_MILLIS = 25;

    @TempDir
    static Path folder = Path.of("");

    private static Path film = Path.of("");

    @BeforeAll
    static void makeFilm() {
        film = DemoFilm.make(folder, FILM);
    }

    @ParameterizedTest
    @EnumSource(names = {"VP8_OPUS", "H264_PCMA"})
    void showsAndPlaysTheFilmAsItIsSent(PhoneCodecs codecs) {
        try (var peer = new FilmPeer(film, folder, codecs);
                var phone = Baresip.start(codecs)) {
            phone.dial(peer.uriFor(new Lateness(Duration.ZERO, Duration.ofMillis(1150))));
            phone.awaitEstablished(LIMIT);
            peer.sendFilm();
            phone.awaitPicture(LIMIT);

            var seen = FilmTimeline.watch(Duration.ofSeconds(3), Duration.ZERO, FILM, List.of(phone))
                    .get(0);
            System.out.println(codecs + ": " + seen);

            assertThat(seen.soundBehindPictureMillis()).isCloseTo(1150, within(PRECISION_MILLIS));
            assertThat(seen.pictures()).hasSizeGreaterThan(20).allSatisfy(picture -> assertThat(picture.flash())
                    .isEqualTo(picture.isDueToFlash()));
            assertThat(seen.pictures()).anyMatch(FilmPicture::flash);
            assertThat(seen.beeps()).hasSizeBetween(2, 3);
        }
    }

    @Test
    void tellsHowLateOnePhoneIsBehindAnother() {
        try (var peer = new FilmPeer(film, folder, PhoneCodecs.VP8_PCMA);
                var first = Baresip.start(PhoneCodecs.VP8_PCMA);
                var second = Baresip.start(PhoneCodecs.VP8_PCMA)) {
            first.dial(peer.uriFor(Lateness.NONE));
            first.awaitEstablished(LIMIT);
            second.dial(peer.uriFor(new Lateness(Duration.ofMillis(90), Duration.ofMillis(60))));
            second.awaitEstablished(LIMIT);
            peer.sendFilm();
            second.awaitPicture(LIMIT);

            var seen = FilmTimeline.watch(Duration.ofSeconds(3), Duration.ofMillis(100), FILM, List.of(first, second));
            System.out.println(seen);

            assertThat(seen.get(1).pictureBehindMillis(seen.get(0))).isCloseTo(90, within(PRECISION_MILLIS));
            assertThat(seen.get(1).soundBehindMillis(seen.get(0))).isCloseTo(60, within(PRECISION_MILLIS));
        }
    }

    @Test
    void tellsWhyACallEnded() {
        try (var phone = Baresip.start(PhoneCodecs.VP8_OPUS);
                var peer = new FilmPeer(film, folder, PhoneCodecs.VP8_OPUS)) {
            phone.dial(peer.uriFor(Lateness.NONE));
            phone.awaitEstablished(LIMIT);
            assertThat(phone.isClosed()).isFalse();
            phone.hangUp();
            assertThat(phone.awaitClosed(LIMIT)).isEqualTo("Connection reset by user");
        }
    }
}
