package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;

/** Where one more viewer would need one more encode than there may be, he hears busy, and the others notice nothing. */
class EncodeLimitIT {
    private static final Duration LIMIT = Duration.ofSeconds(12);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.encodes=2");

    @Test
    void theSecondViewerOnDemandHearsBusyUntilTheFirstHasLeft() {
        try (var first = new PlainPhone(server.sipAddress());
                var second = new PlainPhone(server.sipAddress());
                var third = new PlainPhone(server.sipAddress())) {
            watch(first);

            var refusal = second.call("demo", second.offer());
            assertThat(refusal.status()).isEqualTo(486);
            assertThat(refusal.header("Warning")).matches("399 \\S+ \".*2 encodes.*\"");
            long packetsThen = first.video().packets();
            await("the first viewer's picture")
                    .atMost(LIMIT)
                    .until(() -> first.video().packets() > packetsThen + 50);
            assertThat(first.video().missing() + first.audio().missing()).isZero();
            assertThat(server.vlc("demo").hubs()).hasSize(1);
            assertThat(second.video().packets() + second.audio().packets()).isZero();
            assertThat(server.recordsOf(second.callId())).isEmpty();

            assertThat(first.hangUp().status()).isEqualTo(200);
            await("the end of the first call")
                    .atMost(LIMIT)
                    .until(() -> server.vlc("demo").hubs().isEmpty());
            watch(third);
            third.hangUp();
        }
    }

    private static void watch(PlainPhone phone) {
        assertThat(phone.call("demo", phone.offer()).status()).isEqualTo(200);
        await("picture and sound")
                .atMost(LIMIT)
                .until(() -> phone.video().packets() > 0 && phone.audio().packets() > 0);
    }
}
