package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.SipText;

/** Browsers at the platform: what they say over WebSocket, and what becomes of their encrypted media on a channel's side. */
class BrowserIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String PAGE = "http://localhost:8080";

    @RegisterExtension
    static final Kamailio platform = new Kamailio()
            .withAccount("livetv", "antenna")
            .withAccount("ann", "apple")
            .withAccount("bob", "pear");

    private final Subscriber channel = new Subscriber(platform, "livetv", "antenna");

    @BeforeEach
    void registerTheChannel() {
        assertThat(channel.register(MINUTE).status()).isEqualTo(200);
    }

    @AfterEach
    void unregisterTheChannel() {
        channel.register(Duration.ZERO);
        channel.close();
    }

    @Test
    void aGuestWatchesAChannel() {
        try (var guest = Subscriber.guest(browser())) {
            var call = invite(guest, sdp("browser"));

            var invite = channel.awaitRequest("INVITE");
            assertThat(invite.header("P-Asserted-Identity")).isNull();
            assertThat(invite.body())
                    .contains("m=video ", " RTP/AVPF 96 ", "a=rtcp-fb:96 nack pli", "a=recvonly")
                    .doesNotContain("SAVPF", "fingerprint", "candidate", "ice-ufrag", "a=rtcp-mux\r\n");
            assertThat(invite.mediaPort("video")).isNotEqualTo(9);
            channel.answer(invite, "200 OK", sdp("channel"));

            var answer = call.join();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .contains(
                            "UDP/TLS/RTP/SAVPF 96",
                            "a=fingerprint:sha-256 ",
                            "a=setup:passive",
                            "a=candidate:",
                            "a=ice-ufrag:",
                            "a=rtcp-mux",
                            "a=rtcp-fb:96 nack pli",
                            "a=mid:1");
            assertThat(answer.mediaPort("video")).isNotEqualTo(20000);
            guest.acknowledge(answer);
            channel.awaitRequest("ACK");
            endBothWays(guest, answer);
        }
    }

    /** The guest hangs up; the channel's own end of a call is tested with a message. */
    private void endBothWays(Subscriber guest, SipText answer) {
        var bye = CompletableFuture.supplyAsync(() -> guest.hangUp(answer));
        channel.answer(channel.awaitRequest("BYE"), "200 OK");
        assertThat(bye.join().status()).isEqualTo(200);
    }

    static CompletableFuture<SipText> invite(Subscriber guest, String... more) {
        return CompletableFuture.supplyAsync(
                () -> guest.plain("INVITE", platform.uri("livetv"), Subscriber.address("livetv"), more));
    }

    private static WebSocketLine browser() {
        return new WebSocketLine(platform.webSocket("ws"), null, List.of("Origin", PAGE));
    }

    private static String sdp(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/platform", name + ".sdp"))
                    .replace("\n", "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
