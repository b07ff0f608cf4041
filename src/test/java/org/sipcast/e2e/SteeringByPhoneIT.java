package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.wire.Vp8Film;

/** Viewers steer a film on demand by lines of chat and by a hold that is an UPDATE; each picture that comes says where the film is. */
class SteeringByPhoneIT {
    private static final Duration LIMIT = Duration.ofSeconds(12);
    /** Longer than a film may be beside its place, so that one that goes on meanwhile is noticed. */
    private static final Duration PAUSE = Duration.ofSeconds(4);

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Pattern PAUSED = Pattern.compile("\\{\"state\":\"paused\",\"position\":(\\d+),.*");

    @RegisterExtension
    static final SipcastServer server = new SipcastServer(
            "--sipcast.channels=src/test/resources/e2e/channels.yaml", "--sipcast.film.interval=1000");

    @Test
    void linesThatBeginWithASlashMoveTheFilmInOneStream(@TempDir Path folder) {
        try (var phone = new PlainPhone(server.sipAddress()).taking("film")) {
            call(phone, phone.offer());

            long sought = System.nanoTime();
            assertThat(phone.say("/seek 1:00").status()).isEqualTo(200);
            SteeringIT.awaitMore(phone.video());
            var tooFar = phone.say("/seek 99:00");
            assertThat(tooFar.status()).isEqualTo(403);
            assertThat(tooFar.header("Warning")).contains("the film is 2:00 long");
            assertThat(phone.say("/dance").status()).isEqualTo(400);

            long paused = System.nanoTime();
            assertThat(phone.say("/pause").status()).isEqualTo(200);
            awaitPauseOf(phone);
            long resumed = System.nanoTime();
            assertThat(phone.say("/resume").status()).isEqualTo(200);
            awaitSecondOf(phone);
            long restarted = System.nanoTime();
            assertThat(phone.say("/restart").status()).isEqualTo(200);
            SteeringIT.awaitMore(phone.video());
            assertThat(phone.say("/stop").status()).isEqualTo(200);
            assertThat(phone.awaitRequest("BYE").header("Reason")).contains("the viewer stopped it");

            var film = oneStream(phone, folder);
            SteeringIT.assertShown(film, sought, 60);
            assertStoodStill(film, paused, resumed, toldPositions(phone));
            SteeringIT.assertShown(film, restarted, 0);
        }
        assertThat(server.records().stream().map(record -> record.path("cause").asText()))
                .contains("VIEWER_STOPPED");
    }

    @Test
    void aStepRightBehindASeekGoesOnFromThere(@TempDir Path folder) {
        try (var phone = new PlainPhone(server.sipAddress())) {
            call(phone, phone.offer());

            assertThat(phone.say("/seek 0:30").status()).isEqualTo(200);
            long sought = System.nanoTime();
            assertThat(phone.say("/seek +30").status()).isEqualTo(200);
            SteeringIT.awaitMore(phone.video());
            phone.hangUp();

            SteeringIT.assertShown(oneStream(phone, folder), sought, 60);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendonly", "inactive"})
    void aHoldByUpdateKeepsTheFilmWhereItIs(String held, @TempDir Path folder) throws Exception {
        try (var phone = new PlainPhone(server.sipAddress()).taking("film")) {
            var offer = phone.offer().replace("recvonly", "sendrecv");
            call(phone, offer);

            long paused = System.nanoTime();
            var hold = phone.update(offer.replace("sendrecv", held).replace("o=- 1 1", "o=- 1 2"));
            assertThat(hold.status()).isEqualTo(200);
            assertThat(hold.body()).contains("a=inactive");
            long ssrc = SteeringIT.awaitRtcp(phone.video().port() + 1);
            var refused = phone.steer("resume");
            assertThat(refused.status()).isEqualTo(403);
            awaitPauseOf(phone);
            long resumed = System.nanoTime();
            var resume = phone.update(offer.replace("o=- 1 1", "o=- 1 3"));
            assertThat(resume.status()).isEqualTo(200);
            assertThat(resume.body()).doesNotContain("a=inactive");
            awaitSecondOf(phone);
            SteeringIT.awaitTold(phone, "\\{\"state\":\"playing\",.*");
            phone.hangUp();

            var film = oneStream(phone, folder);
            assertThat(film.streams()).containsExactly((int) ssrc);
            assertStoodStill(film, paused, resumed, toldPositions(phone));
        }
    }

    private static void call(PlainPhone phone, String offer) {
        phone.video().keep();
        assertThat(phone.call("demo", offer).status()).isEqualTo(200);
        phone.beginRtcp();
        await("a second of film").atMost(LIMIT).until(() -> phone.video().packets() > 100);
    }

    /** A pause of some length, in which nothing comes and the viewer is told more than once how the film stands. */
    private static void awaitPauseOf(PlainPhone phone) {
        await("a pause").atMost(LIMIT).until(() -> phone.video().silence().compareTo(PAUSE) > 0);
        await("its positions").atMost(LIMIT).until(() -> toldPositions(phone).size() >= 2);
    }

    /** What is shown meanwhile is judged later, so nothing else may be asked for. */
    private static void awaitSecondOf(PlainPhone phone) {
        SteeringIT.awaitMore(phone.video());
        await("a second of film").pollDelay(AT_ONCE).until(() -> true);
    }

    /** Where the film was by the server's word while it was paused, in seconds. */
    private static List<Double> toldPositions(PlainPhone phone) {
        return phone.received().stream()
                .filter(message -> message.status() == 0 && message.method().equals("INFO"))
                .flatMap(message -> PAUSED.matcher(message.body()).results())
                .map(SteeringByPhoneIT::seconds)
                .toList();
    }

    private static double seconds(MatchResult position) {
        return Long.parseLong(position.group(1)) / 1000.0;
    }

    private static Vp8Film oneStream(PlainPhone phone, Path folder) {
        var film = Vp8Film.of(phone.video().kept(), folder);
        assertThat(film.missing()).isZero();
        assertThat(film.backward()).isZero();
        assertThat(film.streams()).hasSize(1);
        return film;
    }

    /** No picture came in between; the film was told to be where the last one was, and it went on from there. */
    private static void assertStoodStill(Vp8Film film, long paused, long resumed, List<Double> told) {
        assertThat(film.shots())
                .noneMatch(shot -> shot.arrivalNanos() > paused + AT_ONCE.toNanos() && shot.arrivalNanos() < resumed);
        double place = film.shots().stream()
                .filter(shot -> shot.arrivalNanos() < resumed)
                .reduce((former, latter) -> latter)
                .orElseThrow()
                .seconds();
        assertThat(told).allSatisfy(position -> assertThat(position).isCloseTo(place, within(1.0)));
        assertThat(secondsBetween(film, resumed, resumed + AT_ONCE.toNanos()).boxed())
                .as("what is shown within a second")
                .isNotEmpty()
                .allMatch(second -> second > place - 3 && second < place + 2)
                .anyMatch(second -> second >= place);
    }

    private static DoubleStream secondsBetween(Vp8Film film, long from, long to) {
        return film.shots().stream()
                .filter(shot -> shot.arrivalNanos() > from && shot.arrivalNanos() < to)
                .mapToDouble(Vp8Film.Shot::seconds);
    }
}
