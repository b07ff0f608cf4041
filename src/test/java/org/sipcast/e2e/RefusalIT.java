package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.PhoneCodecs;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;

/** Calls that can't be had are refused with a status and words, and leave nothing behind. */
class RefusalIT {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.channels=src/test/resources/e2e/channels.yaml");

    @AfterEach
    void leavesNothingBehind() {
        assertThat(server.vlcs()).allSatisfy(vlc -> assertThat(vlc.sinks()).isZero());
        assertThat(server.records()).isEmpty();
    }

    @Test
    void refusesAnUnknownChannelWith404() {
        try (var phone = Baresip.start(PhoneCodecs.VP8_OPUS)) {
            phone.dial(server.uri("nobody"));

            assertThat(phone.awaitClosed(Duration.ofSeconds(5))).startsWith("404");
        }
    }

    @Test
    void refusesAnOfferWithoutACommonCodecWith488AndSaysWhy() {
        try (var phone = new PlainPhone(server.sipAddress())) {
            var response = phone.call("livetv", phone.offer("VP9/90000", "AMR/8000"));

            assertThat(response.status()).isEqualTo(488);
            assertThat(response.header("Warning")).matches("3\\d\\d \\S+ \".{10,}\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "missing-live"})
    void refusesAChannelWhoseSourceIsMissingWith480AndSaysWhen(String channel) {
        try (var phone = new PlainPhone(server.sipAddress())) {
            var response = phone.call(channel, phone.offer());

            assertThat(response.status()).isEqualTo(480);
            assertThat(response.header("Retry-After")).matches("\\d+.*");
            assertThat(response.header("Warning")).matches("399 \\S+ \".{10,}\"");
        }
    }

    @Test
    void closesTheHubOfACallOnDemandWhoseSourceIsMissing() {
        int portsBefore = server.mediaPortsInUse();
        try (var phone = new PlainPhone(server.sipAddress())) {
            assertThat(phone.call("missing", phone.offer()).status()).isEqualTo(480);
        }

        await("no hub")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(server.vlc("missing").hubs()).isEmpty());
        assertThat(server.mediaPortsInUse()).isEqualTo(portsBefore);
    }

    @Test
    void closesTheSourceOfALiveChannelThatIsMissing() {
        try (var phone = new PlainPhone(server.sipAddress())) {
            assertThat(phone.call("missing-live", phone.offer()).status()).isEqualTo(480);
        }

        var vlc = server.vlc("missing-live");
        assertThat(vlc.hubs()).containsExactly("missing-live");
        assertThat(vlc.stats("missing-live")).containsEntry("source", "none").containsEntry("sinks", "0");
    }
}
