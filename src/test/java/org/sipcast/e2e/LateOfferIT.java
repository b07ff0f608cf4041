package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.sip.stack.Sipp;

/** Who calls without an offer gets one, and after the answer in the ACK the stream of a real VLC. */
class LateOfferIT {
    private static final Duration ANSWER = Duration.ofSeconds(12);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer();

    @AfterEach
    void leavesNobodyBehind() {
        await().atMost(ANSWER).untilAsserted(() -> assertThat(server.vlcs())
                .allSatisfy(vlc -> assertThat(vlc.sinks()).isZero()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "livetv"})
    void mediaBeginWithTheAnswerAndTheCallIsOnRecord(String channel) {
        try (var phone = new PlainPhone(server.sipAddress())) {
            phone.invite(channel, "");
            var offer = phone.awaitFinal("INVITE");
            assertThat(offer.status()).isEqualTo(200);
            assertThat(offer.body())
                    .contains("RTP/AVP 96\r\na=rtpmap:96 VP8/90000", "RTP/AVP 111\r\na=rtpmap:111 opus/");
            assertThat(phone.video().packets()).isZero();

            phone.acknowledge(
                    offer, phone.offer().replace("RTP/AVP 120", "RTP/AVP 96").replace("rtpmap:120", "rtpmap:96"));

            await("picture and sound")
                    .atMost(ANSWER)
                    .until(() -> phone.video().packets() > 20 && phone.audio().packets() > 20);
            assertThat(phone.hangUp().status()).isEqualTo(200);
            await("both records")
                    .atMost(ANSWER)
                    .until(() -> server.recordsOf(phone.callId()).size() == 2);
            assertThat(server.recordsOf(phone.callId())
                            .get(0)
                            .at("/codecs/video")
                            .asText())
                    .isEqualTo("VP8");
        }
    }

    @Test
    void anotherClientTakesOnlyTheSound() {
        new Sipp(server.sipAddress().getPort()).call("late-offer-sound-only");

        await().atMost(ANSWER).untilAsserted(() -> assertThat(server.records())
                .anyMatch(record -> record.path("event").asText().equals("stopped")
                        && !record.path("codecs").has("video")
                        && record.path("sent").path("audio").path("packets").asLong() > 5));
    }

    @Test
    void aCallThatIsNotAnsweredInTheAckIsHungUpOnWithAReason() {
        int before = server.records().size();

        new Sipp(server.sipAddress().getPort()).call("late-offer-hung-up");

        assertThat(server.records()).hasSize(before);
        assertThat(server.log()).contains("with 488: The ACK has no SDP to answer our offer");
    }
}
