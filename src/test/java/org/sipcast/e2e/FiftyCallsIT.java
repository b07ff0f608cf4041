package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;

/** One call after the other, and no sink, hub, port, thread, file or process stays behind. */
class FiftyCallsIT {
    private static final Duration LIMIT = Duration.ofSeconds(12);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer();

    @ParameterizedTest
    @CsvSource({"demo, 25", "livetv, 25"})
    void callsLeaveNothingBehind(String channel, int calls) {
        // the first calls make VLC and the application load what they then keep
        call(channel, 3);
        await("quiet").atMost(LIMIT).until(() -> server.hostUse().sinks() == 0);
        var before = server.hostUse();
        int recordsBefore = server.records().size();

        call(channel, calls);

        await("nothing left").atMost(LIMIT).untilAsserted(() -> assertThat(server.hostUse())
                .isEqualTo(before));
        assertThat(server.records()).hasSize(recordsBefore + 2 * calls);
        System.out.println(channel + ": " + before + " before and after " + calls + " calls");
    }

    private static void call(String channel, int calls) {
        for (int i = 0; i < calls; i++) {
            try (var phone = new PlainPhone(server.sipAddress())) {
                assertThat(phone.call(channel, phone.offer()).status()).isEqualTo(200);
                await("picture and sound")
                        .atMost(LIMIT)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() ->
                                phone.video().packets() > 0 && phone.audio().packets() > 0);
                assertThat(phone.hangUp().status()).isEqualTo(200);
            }
        }
    }
}
