package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.e2e.film.DemoFilm;
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

    /** A picture that stands still for longer is seen to. */
    private static final double STALL_MILLIS = 250;

    /** Milliseconds in a second. */
    private static final double DRIFT = 10;

    @RegisterExtension
    static final SipcastServer server = new SipcastServer();

    @ParameterizedTest
    @CsvSource({"demo, VP8_OPUS", "demo, H264_PCMA", "livetv, VP8_OPUS", "livetv, H264_PCMA"})
    void aPhoneSeesAndHearsTheFilm(String channel, PhoneCodecs codecs) {
        try (var phone = Baresip.start(codecs)) {
            watchFrom(phone, channel);
            if (channel.equals("livetv")) {
                // who joins is shown the group of pictures so far at once
                watch(Duration.ofMillis(500), Duration.ZERO, phone);
            }

            var seen = watch(Duration.ofSeconds(4), Duration.ZERO, phone).get(0);
            report(channel + " " + codecs, seen);

            assertKeepsPace(seen);
            assertThat(seen.pictures()).hasSizeGreaterThan(60).allSatisfy(picture -> assertThat(picture.flash())
                    .isEqualTo(picture.isDueToFlash()));
            assertThat(seen.pictures()).anyMatch(FilmPicture::flash);
            assertBeepsEachSecond(seen, BEEP_MILLIS);
            assertThat(seen.soundBehindPictureMillis()).isBetween(-LIPS_MILLIS, LIPS_MILLIS);
            assertNothingWasLost(phone, "audio", "video");
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
    void aPhoneWithoutAPictureHearsTheFilm() {
        try (var phone = Baresip.start(PhoneCodecs.OPUS_ONLY)) {
            phone.dial(server.uri("demo"));
            phone.awaitEstablished(ANSWER);
            phone.awaitSound(ANSWER);

            var seen =
                    watch(Duration.ofSeconds(4), Duration.ofMillis(500), phone).get(0);
            report("demo, sound only", seen);

            assertThat(seen.pictures()).isEmpty();
            assertBeepsEachSecond(seen, BEEP_MILLIS);
            assertThat(seen.beeps().get(0).digit()).isLessThan(2);
            assertThat(seen.soundLagSpanMillis()).isLessThan(STALL_MILLIS);
            assertNothingWasLost(phone, "audio");
        }
    }

    @Test
    void aPhoneWithoutSoundSeesTheFilm() {
        try (var phone = Baresip.start(PhoneCodecs.VP8_ONLY)) {
            phone.dial(server.uri("demo"));
            phone.awaitEstablished(ANSWER);
            phone.awaitPicture(ANSWER);

            var seen = watch(Duration.ofSeconds(3), Duration.ZERO, phone).get(0);
            report("demo, picture only", seen);

            assertKeepsPace(seen);
            assertThat(seen.beeps()).isEmpty();
            assertThat(seen.pictures().get(0).frame()).isLessThan(DemoFilm.FRAMES_PER_SECOND);
            assertNothingWasLost(phone, "video");
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

    /** A second of the film takes a second, and no part of it is left out or shown twice. */
    private static void assertKeepsPace(Observation seen) {
        assertThat(seen.pictureLagSpanMillis()).isLessThan(STALL_MILLIS);
        assertThat(seen.pictureDriftMillisPerSecond()).isBetween(-DRIFT, DRIFT);
        assertThat(seen.smallestStepMillis()).isPositive();
        assertThat(seen.longestWaitMillis()).isLessThan(STALL_MILLIS);
    }

    /** Hangs up, and asks both sides. */
    private static void assertNothingWasLost(Baresip phone, String... media) {
        phone.hangUp();
        assertThat(phone.awaitLostPackets(media))
                .isEqualTo(Stream.of(media).collect(Collectors.toMap(medium -> medium, medium -> 0L)));
        await("the end record")
                .atMost(ANSWER)
                .until(() ->
                        server.records().size() % 2 == 0 && !server.records().isEmpty());
        var record = server.records().get(server.records().size() - 1);
        assertThat(record.path("event").asText()).isEqualTo("stopped");
        for (var medium : media) {
            var sent = record.path("sent").path(medium);
            assertThat(sent.path("packets").asLong()).isGreaterThan(100);
            assertThat(sent.path("drops").asLong(-1)).isZero();
            // as the phone reported it, if its first report was due by then
            assertThat(record.path("received").path(medium).path("lossPercent").asDouble(0))
                    .isZero();
        }
    }

    private static void watchFrom(Baresip phone, String channel) {
        phone.dial(server.uri(channel));
        phone.awaitEstablished(ANSWER);
        phone.awaitSound(ANSWER);
        phone.awaitPicture(ANSWER);
    }

    private static List<Observation> watch(Duration length, Duration pause, Baresip... phones) {
        return FilmTimeline.watch(length, pause, TestMedia.FILM, List.of(phones));
    }

    private static void report(String who, Observation seen) {
        System.out.println(who + ": " + seen);
    }

    private static void assertBeepsEachSecond(Observation seen, double tolerance) {
        var beeps = seen.beeps();
        assertThat(beeps).hasSizeBetween(3, 5);
        for (int i = 1; i < beeps.size(); i++) {
            assertThat(beeps.get(i).onsetMillis() - beeps.get(i - 1).onsetMillis())
                    .isCloseTo(1000, within(tolerance));
            assertThat(beeps.get(i).digit()).isEqualTo((beeps.get(i - 1).digit() + 1) % 10);
        }
    }
}
