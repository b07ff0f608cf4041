package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.wire.Capture;
import org.sipcast.e2e.wire.RtpPacket;

/** Who misses a packet, and said in the offer that he would ask, gets it again. */
class LostPacketsIT {
    private static final Duration ANSWER = Duration.ofSeconds(12);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.channels=src/test/resources/e2e/channels.yaml");

    private final Path folder;

    LostPacketsIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aPacketComesAgainAsItWas() {
        var packets = watchAndAsk("120", "rtpmap:120 VP8/90000", "rtcp-fb:120 nack");

        var asked = packets.get(20);
        assertThat(packets.stream().filter(asked::equals)).hasSize(2);
    }

    @Test
    void aPacketComesAgainInAStreamOfItsOwn() {
        var packets = watchAndAsk(
                "120 121", "rtpmap:120 VP8/90000", "rtcp-fb:120 nack", "rtpmap:121 rtx/90000", "fmtp:121 apt=120");

        var asked = packets.get(20);
        assertThat(packets)
                .filteredOn(packet -> packet.payloadType() == 121)
                .singleElement()
                .satisfies(again -> {
                    assertThat(again.ssrc()).isNotEqualTo(asked.ssrc());
                    assertThat(again.timestamp()).isEqualTo(asked.timestamp());
                    assertThat(again.marker()).isEqualTo(asked.marker());
                    assertThat(again.payload()).isEqualTo("%04x".formatted(asked.sequence()) + asked.payload());
                });
    }

    /** Watches, asks for a packet once more that has come, and returns all. */
    private List<RtpPacket> watchAndAsk(String formats, String... attributes) {
        try (var phone = new PlainPhone(server.sipAddress())) {
            var ear = phone.video();
            ear.keep();
            var offer =
                    new ArrayList<>(List.of("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"));
            offer.add("m=video " + ear.port() + " RTP/AVPF " + formats);
            List.of(attributes).forEach(attribute -> offer.add("a=" + attribute));
            offer.add("a=recvonly");
            var response = phone.call("livetv", String.join("\r\n", offer) + "\r\n");
            assertThat(response.status()).as(response.text()).isEqualTo(200);
            assertThat(response.body().lines())
                    .contains(List.of(attributes).stream()
                            .map(attribute -> "a=" + attribute)
                            .toArray(String[]::new));
            await("media").atMost(ANSWER).until(() -> ear.packets() >= 60);
            var asked = Capture.dissect(ear.kept(), folder).get(20);
            long before = ear.packets();
            ear.ask(asked.ssrc(), asked.sequence());
            await("more media").atMost(ANSWER).until(() -> ear.packets() >= before + 40);
            phone.hangUp();
            return Capture.dissect(ear.kept(), folder);
        }
    }
}
