package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.PhoneCodecs;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.TestMedia;

/** However a call ends, its media ends with it, and nobody else notices. */
class EndingIT {
    private static final Duration MEDIA_STOPS = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(12);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer(
            "--sipcast.channels=src/test/resources/e2e/channels.yaml",
            // what comes of a VLC that crashes otherwise is shown elsewhere
            "--sipcast.recovery.tries=0");

    @ParameterizedTest
    @ValueSource(strings = {"livetv", "demo"})
    void aViewerHangsUpAndTheOthersNoticeNothing(String channel) {
        try (var leaving = new PlainPhone(server.sipAddress());
                var staying = new PlainPhone(server.sipAddress())) {
            watch(staying, channel);
            watch(leaving, channel);
            long packetsBefore = leaving.video().packets();
            await().atMost(LIMIT).until(() -> leaving.video().packets() > packetsBefore + 50);

            long hungUp = System.nanoTime();
            assertThat(leaving.hangUp().status()).isEqualTo(200);
            long packetsThen = staying.video().packets();
            await().atMost(LIMIT).until(() -> staying.video().packets() > packetsThen + 100);

            var mediaAfter = Duration.ofNanos(leaving.video().lastArrivalNanos() - hungUp);
            var soundAfter = Duration.ofNanos(leaving.audio().lastArrivalNanos() - hungUp);
            System.out.printf(
                    "%s after hanging up: picture for %d ms, sound for %d ms%n",
                    channel, mediaAfter.toMillis(), soundAfter.toMillis());
            assertThat(mediaAfter).isLessThan(MEDIA_STOPS);
            assertThat(soundAfter).isLessThan(MEDIA_STOPS);
            assertThat(staying.video().missing()).isZero();
            assertThat(staying.audio().missing()).isZero();
            assertEndRecord(leaving.callId(), "VIEWER_HUNG_UP");
            staying.hangUp();
        }
    }

    @Test
    void thePhoneIsHungUpOnWhenTheFilmIsOver() {
        try (var phone = Baresip.start(PhoneCodecs.VP8_OPUS);
                var plain = new PlainPhone(server.sipAddress())) {
            long dialled = System.nanoTime();
            phone.dial(server.uri("short"));
            watch(plain, "short");

            phone.awaitClosed(LIMIT);
            plain.awaitRequest("BYE");

            assertThat(Duration.ofNanos(System.nanoTime() - dialled))
                    .isGreaterThan(TestMedia.SHORT_FILM.minusMillis(200));
            assertEndRecord(plain.callId(), "SOURCE_ENDED");
            assertThat(plain.awaitRequest("BYE").header("Reason")).contains("film is over");
        }
    }

    @Test
    void theWholeFilmIsSentBeforeItsEnd() {
        try (var phone = new PlainPhone(server.sipAddress())) {
            watch(phone, "short");
            phone.awaitRequest("BYE");

            // 20 ms a packet
            assertThat(phone.audio().packets())
                    .isBetween(TestMedia.SHORT_FILM.toMillis() / 20 - 10, TestMedia.SHORT_FILM.toMillis() / 20 + 10);
            assertThat(phone.audio().missing()).isZero();
        }
    }

    @Test
    void aCallThatIsCancelledBeforeTheAnswerLeavesNothing() {
        try (var phone = new PlainPhone(server.sipAddress());
                var next = new PlainPhone(server.sipAddress())) {
            // its VLC does not run yet, so the answer takes as long as starting that and opening the film
            assertThat(server.vlcs()).noneMatch(vlc -> vlc.channel().equals("unwatched"));
            phone.invite("unwatched", phone.offer());
            phone.awaitProvisional();
            // a call that is cancelled before its turn comes would start none
            await("the start of its VLC")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(server.runFolder().resolve("vlc/unwatched")));
            assertThat(phone.cancel().status()).isEqualTo(200);
            var response = phone.awaitFinal("INVITE");
            phone.acknowledge(response);

            assertThat(response.status()).isEqualTo(487);
            await("its VLC").atMost(LIMIT).until(() -> server.vlcs().stream()
                    .anyMatch(vlc -> vlc.channel().equals("unwatched")));
            watch(next, "unwatched");
            await("no hub but that of the next call").atMost(LIMIT).untilAsserted(() -> assertThat(
                            server.vlc("unwatched").hubs())
                    .hasSize(1));
            assertThat(next.hangUp().status()).isEqualTo(200);
            await("no hub").atMost(LIMIT).untilAsserted(() -> assertThat(
                            server.vlc("unwatched").hubs())
                    .isEmpty());
            assertThat(phone.video().packets() + phone.audio().packets()).isZero();
            assertThat(server.recordsOf(phone.callId())).isEmpty();
            assertEndRecord(next.callId(), "VIEWER_HUNG_UP");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"livetv", "demo"})
    void theViewersAreHungUpOnWhenVlcDiesAndTheNextCallWorks(String channel) {
        try (var phone = new PlainPhone(server.sipAddress());
                var next = new PlainPhone(server.sipAddress())) {
            watch(phone, channel);
            long pid = server.vlc(channel).pid();

            long killed = System.nanoTime();
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            var bye = phone.awaitRequest("BYE");
            System.out.printf(
                    "%s: BYE %d ms after the end of VLC%n",
                    channel, Duration.ofNanos(System.nanoTime() - killed).toMillis());

            assertThat(bye.header("Reason")).contains("source is gone");
            assertEndRecord(phone.callId(), "SOURCE_LOST");
            watch(next, channel);
            assertThat(server.vlc(channel).pid()).isNotEqualTo(pid);
            assertThat(next.hangUp().status()).isEqualTo(200);
            assertEndRecord(next.callId(), "VIEWER_HUNG_UP");
        }
    }

    private static void watch(PlainPhone phone, String channel) {
        assertThat(phone.call(channel, phone.offer()).status()).isEqualTo(200);
        await("picture and sound")
                .atMost(LIMIT)
                .until(() -> phone.video().packets() > 0 && phone.audio().packets() > 0);
    }

    private static void assertEndRecord(String callId, String cause) {
        await("the end record")
                .atMost(LIMIT)
                .until(() -> server.recordsOf(callId).size() == 2);
        var records = server.recordsOf(callId);
        assertThat(records).extracting(record -> record.path("event").asText()).containsExactly("started", "stopped");
        assertThat(records.get(0).path("call").asText())
                .isNotEmpty()
                .isNotEqualTo(callId)
                .isEqualTo(records.get(1).path("call").asText());
        assertThat(records.get(1).path("cause").asText()).isEqualTo(cause);
    }
}
