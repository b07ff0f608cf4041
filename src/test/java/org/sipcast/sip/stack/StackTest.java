package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running stack with quick timers, and a phone beside it. */
abstract class StackTest {

    static final Duration T1 = Duration.ofMillis(40);

    final int port = Sipp.freePort();
    final Sipp sipp = new Sipp(port);
    final RecordingApplication application = new RecordingApplication();
    SipStack stack;
    SipPhone phone;

    @BeforeEach
    void open() throws IOException {
        stack = start(settings(SipSettings.on("127.0.0.1", port).withT1(T1)));
        phone = new SipPhone(port);
    }

    SipStack start(SipSettings settings) {
        return new SipStack(settings, application);
    }

    SipSettings settings(SipSettings usual) {
        return usual;
    }

    @AfterEach
    void close() {
        phone.close();
        // JAIN-SIP takes a second for it, which no test has to wait for
        new Thread(stack::close, "closing").start();
    }

    /** A call that has been answered and acknowledged; its 200. */
    String call() throws IOException {
        return phone.call();
    }

    void reach(SipMethod... methods) {
        await().pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(application.methods()).containsExactly(methods));
    }
}
