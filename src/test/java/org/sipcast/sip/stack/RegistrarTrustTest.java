package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipcast.e2e.program.FreePorts;

/** Nobody is trusted here but the registrar. */
class RegistrarTrustTest {

    private final int port = FreePorts.one();
    private final SipSettings strict = SipSettings.on("127.0.0.1", port).withTrusted(source -> false);

    private final Registrations registrations = new Registrations(
            RegistrarUri.parse("sip:127.0.0.1:9"),
            Duration.ofSeconds(300),
            List.of(),
            Clock.systemUTC(),
            new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 0));
    private final SipStack stack = new SipStack(strict, new RecordingApplication(), registrations);

    @AfterEach
    void close() {
        // JAIN-SIP takes a second for it, which no test has to wait for
        new Thread(stack::close, "closing").start();
    }

    @Test
    void callsAreTakenFromTheRegistrarsAddressAndNoOther() throws IOException {
        await().until(() -> registrations.isRegistrar(FreePorts.loopback()));
        assertThat(registrations.isRegistrar(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1})))
                .isFalse();

        try (SipPhone phone = new SipPhone(port)) {
            assertThat(phone.ask(phone.options())).startsWith("SIP/2.0 200");
        }
    }
}
