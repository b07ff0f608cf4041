package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.PhoneCodecs;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.phone.RtpEar;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.wire.Vp8Film;

/** Viewers steer a film on demand by a phone's hold key and by INFO, and its visible time code moves as they say. */
class SteeringIT {
    private static final Duration LIMIT = Duration.ofSeconds(12);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Twice as long as from one report of a hub to the next. */
    private static final Duration SETTLING = Duration.ofSeconds(4);

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final String CHANNELS = "--sipcast.channels=src/test/resources/e2e/channels.yaml";

    @RegisterExtension
    static final SipcastServer server =
            new SipcastServer(CHANNELS, "--sipcast.records.interim=500", "--sipcast.film.interval=1000");

    @Test
    void aFilmWaitsWhileAPhoneHoldsAndGoesOnWhereItWas() {
        try (var phone = Baresip.start(PhoneCodecs.VP8_OPUS)) {
            phone.dial(server.uri("demo"));
            phone.awaitEstablished(LIMIT);
            double before = seconds(phone);
            long seen = System.nanoTime();

            phone.hold();
            double held = secondsSince(seen);
            await("a pause").pollDelay(PAUSE).until(() -> true);
            long resumed = System.nanoTime();
            phone.resume();
            await("the picture after the pause").atMost(LIMIT).until(() -> seconds(phone) > before + 1);

            assertThat(seconds(phone) - before).isLessThan(held + secondsSince(resumed) + 1);
            phone.hangUp();
        }
        var stopped = stopped("VIEWER_HUNG_UP");
        assertThat(stopped.path("pauses").path("count").asInt()).isEqualTo(1);
        assertThat(stopped.path("pauses").path("milliseconds").asLong()).isGreaterThan(PAUSE.toMillis() - 1000);
    }

    @Test
    void wordsOfAPageMoveTheFilmAtOnceInOneStream(@TempDir Path folder) throws Exception {
        try (var phone = new PlainPhone(server.sipAddress()).taking("film")) {
            phone.video().keep();
            var accepted = phone.call("demo", phone.offer());
            assertThat(accepted.header("Recv-Info")).isEqualTo("film");
            phone.beginRtcp();
            awaitTold(
                    phone,
                    "\\{\"state\":\"playing\",\"position\":\\d+,\"length\":1[12]\\d{4},\"live\":false,\"pauseEnds\":null\\}");
            await("a second of film").atMost(LIMIT).until(() -> phone.video().packets() > 100);

            long sought = System.nanoTime();
            assertThat(phone.steer("seek 1:00").status()).isEqualTo(200);
            awaitMore(phone.video());
            assertThat(phone.steer("pause").status()).isEqualTo(200);
            long paused = System.nanoTime();
            awaitTold(phone, ".*\"state\":\"paused\".*\"pauseEnds\":\"20.*");
            long ssrc = awaitRtcp(phone.video().port() + 1);
            assertThat(phone.steer("seek 0:30").status()).isEqualTo(200);
            awaitBillThatStandsStill();
            long resumed = System.nanoTime();
            assertThat(phone.steer("resume").status()).isEqualTo(200);
            awaitMore(phone.video());

            var tooFar = phone.steer("seek 99:00");
            assertThat(tooFar.status()).isEqualTo(403);
            assertThat(tooFar.header("Warning")).contains("the film is 2:00 long");
            assertThat(phone.steer("rewind").status()).isEqualTo(400);
            assertThat(phone.steer("stop").status()).isEqualTo(200);
            assertThat(phone.awaitRequest("BYE").header("Reason")).contains("the viewer stopped it");

            var film = Vp8Film.of(phone.video().kept(), folder);
            assertThat(film.missing()).isZero();
            assertThat(film.backward()).isZero();
            assertThat(film.streams()).containsExactly((int) ssrc);
            assertShown(film, sought, 60);
            assertShown(film, resumed, 30);
            assertThat(film.shots())
                    .noneMatch(
                            shot -> shot.arrivalNanos() > paused + AT_ONCE.toNanos() && shot.arrivalNanos() < resumed);
        }
        var stopped = stopped("VIEWER_STOPPED");
        assertThat(stopped.path("endedBy").asText()).isEqualTo("viewer");
        assertThat(stopped.path("pauses").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void aPauseThatLastsTooLongEndsTheCall() {
        try (var limited = new SipcastServer(CHANNELS, "--sipcast.pause.limit=2000").start();
                var phone = new PlainPhone(limited.sipAddress())) {
            phone.call("livetv", phone.offer());
            await("media").atMost(LIMIT).until(() -> phone.video().packets() > 20);

            assertThat(phone.steer("pause").status()).isEqualTo(200);

            assertThat(phone.awaitRequest("BYE").header("Reason")).contains("it was paused for too long");
            await("its end on record")
                    .atMost(LIMIT)
                    .until(() -> limited.recordsOf(phone.callId()).size() == 2);
            var stopped = limited.recordsOf(phone.callId()).get(1);
            assertThat(stopped.path("cause").asText()).isEqualTo("PAUSED_TOO_LONG");
            assertThat(stopped.path("endedBy").asText()).isEqualTo("platform");
        }
    }

    /** The first picture from there is there at once, and none from elsewhere after it. */
    static void assertShown(Vp8Film film, long since, double seconds) {
        var there = film.shots().stream()
                .filter(shot -> shot.arrivalNanos() > since && Math.abs(shot.seconds() - seconds) < 1)
                .findFirst()
                .orElseThrow();
        var took = Duration.ofNanos(there.arrivalNanos() - since);
        System.out.printf("shown %.2f s of the film %d ms after the word%n", there.seconds(), took.toMillis());
        assertThat(took).isLessThan(AT_ONCE);
        assertThat(film.shots().stream()
                        .filter(shot -> shot.arrivalNanos() > there.arrivalNanos()
                                && shot.arrivalNanos() < there.arrivalNanos() + AT_ONCE.toNanos()))
                .allMatch(shot -> shot.seconds() >= there.seconds() && shot.seconds() < seconds + 3);
    }

    /** No more is billed, once the hub has reported what was sent before the pause: it does so every two seconds. */
    private static void awaitBillThatStandsStill() {
        int before = interims().size();
        var last = new AtomicLong(-1);
        await("a bill that stands still")
                .atMost(SETTLING.multipliedBy(6))
                .pollInterval(SETTLING)
                .until(() -> last.getAndSet(billed()) == last.get());
        assertThat(interims()).hasSizeGreaterThan(before + 4);
    }

    /** What the latest interim record bills. */
    private static long billed() {
        var all = interims();
        return all.get(all.size() - 1).path("billableMilliseconds").asLong();
    }

    private static List<JsonNode> interims() {
        return server.events().stream()
                .filter(event -> event.path("event").asText().equals("interim"))
                .toList();
    }

    private static JsonNode stopped(String cause) {
        return await("the end on record")
                .atMost(LIMIT)
                .until(
                        () -> server.records().stream()
                                .filter(event -> event.path("cause").asText().equals(cause))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    static void awaitTold(PlainPhone phone, String json) {
        await(json).atMost(LIMIT).until(() -> phone.received().stream()
                .filter(message -> message.status() == 0 && message.method().equals("INFO"))
                .anyMatch(message -> message.body().matches(json)));
    }

    static void awaitMore(RtpEar ear) {
        long before = ear.packets();
        await("more film").atMost(LIMIT).until(() -> ear.packets() > before + 100);
    }

    /** Waits for RTCP that says nothing of media, as long as they are paused, and returns whose it is. */
    static long awaitRtcp(int port) throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), port))) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            var packet = new DatagramPacket(new byte[1500], 1500);
            do {
                socket.receive(packet);
            } while ((packet.getData()[1] & 0xff) != 201);
            return ByteBuffer.wrap(packet.getData()).getInt(4);
        }
    }

    private static double seconds(Baresip phone) {
        return FilmPicture.read(phone.awaitPicture(LIMIT)).filmMillis() / TimeUnit.SECONDS.toMillis(1);
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
