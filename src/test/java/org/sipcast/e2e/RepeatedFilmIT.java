package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipcast.e2e.film.Beep;
import org.sipcast.e2e.film.DemoFilm;
import org.sipcast.e2e.film.FilmTimeline;
import org.sipcast.e2e.film.Median;
import org.sipcast.e2e.film.Observation;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.PhoneCodecs;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.TestMedia;

/** The film of a live channel begins again while it is watched. */
class RepeatedFilmIT {
    private static final Duration ANSWER = Duration.ofSeconds(12);
    private static final double LIPS_MILLIS = 80;

    /** As many as sound may be late. */
    private static final int FRAMES_OF_LIPS = 3;

    /** What a viewer may notice where the film begins again. */
    private static final double GAP_MILLIS = 300;

    /** By how much a pass may be off from where the one before ended: three frames and some haste. */
    private static final double JUMP_MILLIS = 150;

    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.channels=src/test/resources/e2e/channels.yaml");

    @ParameterizedTest
    @EnumSource(names = {"VP8_OPUS", "H264_PCMA"})
    void pictureAndSoundGoOnWhereTheFilmBeginsAgain(PhoneCodecs codecs) {
        try (var phone = Baresip.start(codecs)) {
            phone.dial(server.uri("short-live"));
            phone.awaitEstablished(ANSWER);
            phone.awaitSound(ANSWER);
            phone.awaitPicture(ANSWER);
            // who joins is shown the group of pictures so far at once
            FilmTimeline.watch(Duration.ofMillis(500), Duration.ZERO, TestMedia.SHORT_FILM, List.of(phone));

            var seen = FilmTimeline.watch(
                            TestMedia.SHORT_FILM.plusMillis(2500), Duration.ZERO, TestMedia.SHORT_FILM, List.of(phone))
                    .get(0);
            System.out.println("short-live " + codecs + ": " + seen);

            assertThat(seen.longestWaitMillis()).isLessThan(GAP_MILLIS);
            var pictureLags = pictureLagsByPass(seen);
            assertThat(pictureLags).hasSizeBetween(2, 3);
            assertThat(steps(pictureLags)).allSatisfy(step -> assertThat(step).isBetween(-JUMP_MILLIS, JUMP_MILLIS));
            assertBeepsEachSecond(seen.beeps());
            assertLipsInSync(pictureLags, soundLagsByPass(seen));
        }
    }

    /** The picture's lag in each pass through the film. */
    private static SortedMap<Integer, Double> pictureLagsByPass(Observation seen) {
        var lags = new TreeMap<Integer, List<Double>>();
        int pass = 0;
        for (int i = 0; i < seen.pictures().size(); i++) {
            if (i > 0
                    && seen.pictures().get(i).frame()
                            < seen.pictures().get(i - 1).frame()) {
                pass++;
            }
            lags.computeIfAbsent(pass, key -> new ArrayList<>())
                    .add(seen.pictureLagsMillis().get(i));
        }
        return medians(lags);
    }

    /** The same of the sound, without the first beep of a pass: its moment is told by packets of the pass before, too. */
    private static SortedMap<Integer, Double> soundLagsByPass(Observation seen) {
        var lags = new TreeMap<Integer, List<Double>>();
        int firstFrame = seen.pictures().get(0).frame();
        int firstDigit = seen.beeps().get(0).digit();
        int pass = firstDigit * DemoFilm.FRAMES_PER_SECOND > firstFrame - FRAMES_OF_LIPS ? 0 : 1;
        for (int i = 0; i < seen.beeps().size(); i++) {
            int digit = seen.beeps().get(i).digit();
            if (i > 0 && digit < seen.beeps().get(i - 1).digit()) {
                pass++;
            }
            if (digit > 0) {
                lags.computeIfAbsent(pass, key -> new ArrayList<>())
                        .add(seen.soundLagsMillis().get(i));
            }
        }
        return medians(lags);
    }

    private static SortedMap<Integer, Double> medians(SortedMap<Integer, List<Double>> values) {
        var medians = new TreeMap<Integer, Double>();
        values.forEach((pass, lags) -> medians.put(pass, Median.of(lags)));
        return medians;
    }

    private static List<Double> steps(SortedMap<Integer, Double> lags) {
        var values = List.copyOf(lags.values());
        return IntStream.range(1, values.size())
                .mapToObj(i -> values.get(i) - values.get(i - 1))
                .toList();
    }

    private static void assertBeepsEachSecond(List<Beep> beeps) {
        assertThat(beeps).hasSizeBetween(5, 8);
        for (int i = 1; i < beeps.size(); i++) {
            assertThat(beeps.get(i).digit())
                    .isEqualTo((beeps.get(i - 1).digit() + 1) % (int) TestMedia.SHORT_FILM.toSeconds());
            assertThat(beeps.get(i).onsetMillis() - beeps.get(i - 1).onsetMillis())
                    .isCloseTo(1000, within(GAP_MILLIS));
        }
    }

    private static void assertLipsInSync(SortedMap<Integer, Double> pictureLags, SortedMap<Integer, Double> soundLags) {
        assertThat(soundLags).hasSizeGreaterThan(1);
        soundLags.forEach((pass, lag) -> assertThat(lag - Objects.requireNonNull(pictureLags.get(pass), "pictures"))
                .as("sound behind the picture in pass %d", pass)
                .isBetween(-LIPS_MILLIS, LIPS_MILLIS));
    }
}
