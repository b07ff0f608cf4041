package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.phone.SipText;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.server.LiveFeed;
import org.sipcast.e2e.server.SipcastServer;

/** Live sources that die in their own ways: nobody goes on paying for nothing, and all are told the truth. */
class DyingSourceIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int UDP_PORT = FreePorts.one();
    private static final int HTTP_PORT = FreePorts.one();

    @RegisterExtension
    static final SipcastServer server = new SipcastServer(
            "--sipcast.channels=" + channels(), "--sipcast.source.silence=3000", "--sipcast.source.timeout=2000");

    @Test
    void viewersOfASourceThatFallsSilentAreHungUpOnAndTheNextOnesAreRefusedUntilItIsBack() {
        try (var phone = new PlainPhone(server.sipAddress());
                var next = new PlainPhone(server.sipAddress());
                var last = new PlainPhone(server.sipAddress())) {
            try (var feed = LiveFeed.toUdp(UDP_PORT)) {
                watch(phone, "by-udp");
                await("that it goes on for longer than the silence that is allowed")
                        .during(Duration.ofSeconds(5))
                        .atMost(Duration.ofSeconds(6))
                        .until(() -> phone.video().silence().compareTo(Duration.ofSeconds(2)) < 0);
                feed.die();
            }
            assertThat(phone.awaitRequest("BYE").header("Reason")).contains("the source is silent");
            assertCause(phone, "SOURCE_SILENT");

            SipText refusal = next.call("by-udp", next.offer());
            assertThat(refusal.status()).isEqualTo(480);

            try (var feed = LiveFeed.toUdp(UDP_PORT)) {
                // for so long after a failure nobody has the source tried again
                await("the feed")
                        .during(Duration.ofSeconds(5))
                        .atMost(Duration.ofSeconds(6))
                        .until(feed::isAlive);
                watch(last, "by-udp");
                assertThat(last.hangUp().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aLiveSourceWhoseServerDiesIsNoFilmThatIsOver() {
        try (var phone = new PlainPhone(server.sipAddress());
                var feed = LiveFeed.overHttp(HTTP_PORT)) {
            watch(phone, "by-http");
            feed.die();

            assertThat(phone.awaitRequest("BYE").header("Reason")).contains("the source is gone");
            assertCause(phone, "SOURCE_LOST");
        }
    }

    private static void assertCause(PlainPhone phone, String cause) {
        await().atMost(LIMIT).until(() -> server.recordsOf(phone.callId()).size() == 2);
        assertThat(server.recordsOf(phone.callId()).get(1).path("cause").asText())
                .isEqualTo(cause);
    }

    private static void watch(PlainPhone phone, String channel) {
        assertThat(phone.call(channel, phone.offer()).status()).isEqualTo(200);
        await("picture and sound")
                .atMost(LIMIT)
                .until(() -> phone.video().packets() > 0 && phone.audio().packets() > 0);
    }

    private static Path channels() {
        try {
            Path file = Files.createTempFile("sipcast-channels-", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file,
                    """
                    channels:
                      by-udp:
                        source: udp://@127.0.0.1:%d
                        timeline: live
                      by-http:
                        source: http://127.0.0.1:%d/live.ts
                        timeline: live
                    """
                            .formatted(UDP_PORT, HTTP_PORT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
