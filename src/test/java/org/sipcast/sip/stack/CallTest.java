package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallTest {

    private final int port = Sipp.freePort();
    private final RecordingApplication application = new RecordingApplication();
    private final SipStack stack =
            new SipStack(SipSettings.on("127.0.0.1", port).withT1(Duration.ofMillis(50)), application);
    private final Sipp sipp = new Sipp(port);

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void aCallIsAnsweredAcknowledgedAndEnded() {
        sipp.call("call");

        await().until(() -> application.requests.size() == 3);
        assertThat(application.methods()).containsExactly(SipMethod.INVITE, SipMethod.ACK, SipMethod.BYE);
    }
}
