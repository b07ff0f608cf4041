package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
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

    /** Calls that are refused and calls that are cancelled come in between. */
    @ParameterizedTest
    @CsvSource({"demo, 25", "livetv, 25"})
    void callsLeaveNothingBehind(String channel, int calls) {
        // the first calls make VLC and the application load what they then keep
        IntStream.range(0, 4).forEach(i -> watch(channel));
        cancel(channel);
        refuse(channel);
        await("quiet").atMost(LIMIT).until(() -> server.hostUse().sinks() == 0);
        var before = server.hostUse();
        int recordsBefore = server.records().size();

        int records = 0;
        for (int i = 0; i < calls; i++) {
            if (i % 5 == 2) {
                refuse(channel);
            } else if (i % 5 == 4) {
                records += cancel(channel);
            } else {
                records += watch(channel);
            }
        }

        await("nothing left")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(server.hostUse().beyond(before)).isEmpty());
        assertThat(server.records()).hasSize(recordsBefore + records);
        System.out.println(channel + ": " + before + " before " + calls + " calls, and no more of anything after them");
    }

    /** Returns how many records such a call leaves, as the next one does. */
    private static int watch(String channel) {
        try (var phone = new PlainPhone(server.sipAddress())) {
            assertThat(phone.call(channel, phone.offer()).status()).isEqualTo(200);
            await("picture and sound")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> phone.video().packets() > 0 && phone.audio().packets() > 0);
            assertThat(phone.hangUp().status()).isEqualTo(200);
            return 2;
        }
    }

    private static int cancel(String channel) {
        try (var phone = new PlainPhone(server.sipAddress())) {
            phone.invite(channel, phone.offer());
            phone.awaitProvisional();
            phone.cancel();
            var answer = phone.awaitFinal("INVITE");
            phone.acknowledge(answer);
            if (answer.status() == 200) {
                // it was too late: the call has to be hung up
                assertThat(phone.hangUp().status()).isEqualTo(200);
                return 2;
            }
            assertThat(answer.status()).isEqualTo(487);
            return 0;
        }
    }

    private static void refuse(String channel) {
        try (var phone = new PlainPhone(server.sipAddress())) {
            assertThat(phone.call(channel, phone.offer("VP9/90000", "AMR/8000")).status())
                    .isEqualTo(488);
        }
    }
}
