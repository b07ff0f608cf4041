package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.film.FilmTimeline;
import org.sipcast.e2e.film.Observation;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.PhoneCodecs;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.TestMedia;

/** A real phone calls the shipped channels; what it decodes is the film. */
class WatchingIT {
    private static final Duration ANSWER = Duration.ofSeconds(12);
    private static final double LIPS_MILLIS = 80;
    /** Decoders of sound take a packet or so to get going. */
    private static final double BEEP_MILLIS = 15;

    private static final double LATENESS_MILLIS = 100;

    @RegisterExtension
    static final SipcastServer server = new SipcastServer();

    @ParameterizedTest
    @CsvSource({"demo, VP8_OPUS", "demo, H264_PCMA", "livetv, VP8_OPUS", "livetv, H264_PCMA"})
    void aPhoneSeesAndHearsTheFilm(String channel, PhoneCodecs codecs) {
        try (var phone = Baresip.start(codecs)) {
            watchFrom(phone, channel);

            var seen = watch(Duration.ofSeconds(4), Duration.ZERO, phone).get(0);
            report(channel + " " + codecs, seen);

            assertThat(seen.pictures()).hasSizeGreaterThan(30).allSatisfy(picture -> assertThat(picture.flash())
                    .isEqualTo(picture.isDueToFlash()));
            assertThat(seen.pictures()).anyMatch(FilmPicture::flash);
            assertThat(seen.beepOnsetsMillis()).hasSizeBetween(3, 5);
            assertThat(gaps(seen.beepOnsetsMillis()))
                    .allSatisfy(gap -> assertThat(gap).isCloseTo(1000, within(BEEP_MILLIS)));
            assertThat(seen.soundBehindPictureMillis()).isBetween(-LIPS_MILLIS, LIPS_MILLIS);
        }
    }

    @Test
    void aFilmOnDemandBeginsWithItsFirstPictures() {
        try (var phone = Baresip.start(PhoneCodecs.VP8_OPUS)) {
            phone.dial(server.uri("demo"));
            var picture = FilmPicture.read(phone.awaitPicture(ANSWER));

            assertThat(picture.frame()).isLessThan(10);
        }
    }

    @Test
    void aLateJoinerIsInSyncWithHimselfAndWithTheOthers() {
        try (var early = Baresip.start(PhoneCodecs.VP8_OPUS);
                var late = Baresip.start(PhoneCodecs.VP8_OPUS)) {
            watchFrom(early, "livetv");
            watch(Duration.ofSeconds(2), Duration.ofMillis(500), early);

            long dialled = System.nanoTime();
            late.dial(server.uri("livetv"));
            FilmPicture.read(late.awaitPicture(ANSWER));
            var toFirstPicture = Duration.ofNanos(System.nanoTime() - dialled);
            watch(Duration.ofSeconds(3), Duration.ofMillis(500), early, late);
            var seen = watch(Duration.ofSeconds(4), Duration.ofMillis(100), early, late);
            report("early", seen.get(0));
            report("late", seen.get(1));
            double pictureBehind = seen.get(1).pictureBehindMillis(seen.get(0));
            double soundBehind = seen.get(1).soundBehindMillis(seen.get(0));
            System.out.printf(
                    "late joiner: first picture after %d ms, picture %+.1f ms and sound %+.1f ms behind the early one%n",
                    toFirstPicture.toMillis(), pictureBehind, soundBehind);

            assertThat(toFirstPicture).isLessThan(Duration.ofSeconds(1));
            assertThat(seen).allSatisfy(phone -> assertThat(phone.soundBehindPictureMillis())
                    .isBetween(-LIPS_MILLIS, LIPS_MILLIS));
            assertThat(pictureBehind).isBetween(-LATENESS_MILLIS, LATENESS_MILLIS);
            assertThat(soundBehind).isBetween(-LATENESS_MILLIS, LATENESS_MILLIS);
        }
    }

    private static void watchFrom(Baresip phone, String channel) {
        phone.dial(server.uri(channel));
        phone.awaitEstablished(ANSWER);
        phone.awaitPicture(ANSWER);
    }

    private static List<Observation> watch(Duration length, Duration pause, Baresip... phones) {
        return FilmTimeline.watch(length, pause, TestMedia.FILM, List.of(phones));
    }

    private static void report(String who, Observation seen) {
        System.out.println(who + ": " + seen);
    }

    private static List<Double> gaps(List<Double> onsets) {
        return IntStream.range(1, onsets.size())
                .mapToObj(i -> onsets.get(i) - onsets.get(i - 1))
                .toList();
    }
}
