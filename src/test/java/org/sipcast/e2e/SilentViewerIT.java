package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.PhoneCodecs;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;

/** Viewers who are gone without a word are found by their RTCP and by asking them; all others stay. */
class SilentViewerIT {
    private static final Duration LIMIT = Duration.ofSeconds(12);
    private static final Duration GONE = Duration.ofSeconds(10);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.channels=src/test/resources/e2e/channels.yaml")
            .with("SIPCAST_VLC_VERBOSE", "2");

    @Test
    void aViewerWhoVanishesIsGoneWithinTenSecondsAndWhoeverNeverSentRtcpStays() {
        try (var vanishing = new PlainPhone(server.sipAddress());
                var mute = new PlainPhone(server.sipAddress())) {
            watch(mute);
            watch(vanishing);
            vanishing.beginRtcp();
            awaitRtcp(1);

            vanishing.vanish();
            long vanished = System.nanoTime();

            await("the end of the call")
                    .atMost(GONE)
                    .until(() -> server.recordsOf(vanishing.callId()).size() == 2);
            assertThat(server.vlc("livetv").sinks()).isEqualTo(1);
            System.out.printf(
                    "gone %d ms after the viewer vanished%n",
                    Duration.ofNanos(System.nanoTime() - vanished).toMillis());
            assertThat(server.recordsOf(vanishing.callId()).get(1).path("cause").asText())
                    .isEqualTo("VIEWER_LOST");
            assertThat(mute.received()).noneMatch(message -> message.method().equals("OPTIONS"));
            assertThat(mute.hangUp().status()).isEqualTo(200);
        }
    }

    @Test
    void aPhoneThatIsKilledIsGoneWithinTenSeconds() {
        try (var phone = Baresip.start(PhoneCodecs.VP8_OPUS)) {
            phone.dial(server.uri("livetv"));
            phone.awaitEstablished(LIMIT);
            awaitRtcp(1);
            int before = server.records().size();

            phone.kill();
            long killed = System.nanoTime();

            await("the end of the call")
                    .atMost(GONE)
                    .until(() -> server.records().size() == before + 1);
            System.out.printf(
                    "gone %d ms after baresip was killed%n",
                    Duration.ofNanos(System.nanoTime() - killed).toMillis());
            assertThat(server.records().get(before).path("cause").asText()).isEqualTo("VIEWER_LOST");
            assertThat(server.vlc("livetv").sinks()).isZero();
        }
    }

    @Test
    void aViewerWhoseRtcpIsLostOnTheWayAnswersAndStays() {
        try (var phone = new PlainPhone(server.sipAddress())) {
            watch(phone);
            phone.beginRtcp();
            awaitRtcp(1);
            phone.stopRtcp();

            var question = phone.awaitRequest("OPTIONS");

            assertThat(question.header("Call-ID")).isEqualTo(phone.callId());
            await("media that go on")
                    .during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> phone.video().silence().compareTo(Duration.ofSeconds(1)) < 0);
            assertThat(phone.received().stream()
                            .filter(message -> message.method().equals("OPTIONS"))
                            .map(message -> message.header("CSeq"))
                            .distinct())
                    .hasSize(1);
            assertThat(phone.hangUp().status()).isEqualTo(200);
            assertThat(server.recordsOf(phone.callId())).hasSizeLessThan(3);
        }
    }

    @Test
    void forgedReportsChangeNothingAndAreLoggedOnce() throws IOException {
        try (var phone = new PlainPhone(server.sipAddress());
                var stranger = new DatagramSocket()) {
            watch(phone);
            String call = server.recordsOf(phone.callId()).get(0).path("call").asText();
            for (int i = 0; i < 1000; i++) {
                byte[] forged = ("sipcast-report 1 hub=livetv vlc=1 token=" + "0".repeat(32) + " time="
                                + System.currentTimeMillis() + " source-age=0\nsink " + call
                                + " audio packets=1 octets=1 ms=1 drops=0 rtcp-age=60000 lost=0 jitter=0 bye=yes first-age=- at=9:8\n")
                        .getBytes(StandardCharsets.US_ASCII);
                stranger.send(new DatagramPacket(forged, forged.length, server.reportsAddress()));
            }

            await("nothing to happen")
                    .during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> phone.received().stream().noneMatch(message -> message.status() == 0));
            assertThat(phone.video().silence()).isLessThan(Duration.ofSeconds(1));
            assertThat(server.log().lines().filter(line -> line.contains("its token is not ours")))
                    .hasSize(1);
            assertThat(phone.hangUp().status()).isEqualTo(200);
        }
    }

    @Test
    void theTokenOfTheReportsIsInNoLog() throws IOException {
        try (var phone = new PlainPhone(server.sipAddress())) {
            watch(phone);
            assertThat(phone.hangUp().status()).isEqualTo(200);
        }

        try (var files = Files.walk(server.runFolder())) {
            for (var log : files.filter(file -> file.getFileName().toString().matches(".*log(\\.old)?"))
                    .toList()) {
                assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                        .as(log.toString())
                        .doesNotContain("hub reports")
                        .doesNotContainPattern("token=[0-9a-f]{32}|\\b[0-9a-f]{32} every=");
            }
        }
        assertThat(server.runFolder().resolve("vlc/livetv/log")).isNotEmptyFile();
    }

    private static void watch(PlainPhone phone) {
        assertThat(phone.call("livetv", phone.offer()).status()).isEqualTo(200);
        await("picture and sound")
                .atMost(LIMIT)
                .until(() -> phone.video().packets() > 0 && phone.audio().packets() > 0);
    }

    private static void awaitRtcp(int viewers) {
        await("RTCP").atMost(LIMIT).until(() -> server.vlc("livetv").viewersHeard("livetv") == viewers);
    }
}
