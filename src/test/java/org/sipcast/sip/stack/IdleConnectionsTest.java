package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipcast.sip.stream.StreamSettings;

class IdleConnectionsTest extends StackTest {

    private static final Duration IDLE = Duration.ofSeconds(5);

    @Override
    SipSettings settings(SipSettings usual) {
        return usual.withTransports(List.of(Transport.UDP, Transport.TCP))
                .withStreams(new StreamSettings(1100, IDLE, Duration.ofSeconds(20), 16384, null));
    }

    @Test
    void aThousandIdleConnectionsCostNoThreadsAndAreClosedInTime() throws IOException {
        int threads = Thread.activeCount();
        List<StreamPhone> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                idle.add(StreamPhone.tcp(port));
            }
            await().untilAsserted(() -> assertThat(stack.connections()).isEqualTo(1000));
            assertThat(Thread.activeCount()).isLessThan(threads + 30);
            try (StreamPhone caller = StreamPhone.tcp(port)) {
                assertThat(caller.call()).startsWith("SIP/2.0 200");
            }

            await().atMost(IDLE.multipliedBy(4))
                    .untilAsserted(() -> assertThat(stack.connections()).isZero());
            for (StreamPhone phone : idle) {
                assertThat(phone.receive()).isEmpty();
            }
        } finally {
            for (StreamPhone phone : idle) {
                phone.close();
            }
        }
    }
}
