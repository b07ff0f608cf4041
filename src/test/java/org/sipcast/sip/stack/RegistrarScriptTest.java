package org.sipcast.sip.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.sipcast.HandClock;
import org.sipcast.e2e.program.FreePorts;

/** An account, its stack with quick timers, and a scripted registrar. */
abstract class RegistrarScriptTest {

    static final String OK = "200 OK";
    static final String BOUND = "Contact: CONTACT;expires=60";
    static final String MD5 = "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"one\", qop=\"auth\"";
    static final String SHA =
            "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"two\", qop=\"auth\", algorithm=SHA-256, opaque=\"o\"";

    final int port = FreePorts.one();
    final HandClock clock = new HandClock();
    final FakeRegistrar registrar = new FakeRegistrar();
    private final Registrations registrations = new Registrations(
            registrar.uri(),
            Duration.ofSeconds(300),
            List.of(new Account("livetv", "tv", "example.org", new Password("secret"))),
            clock,
            new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 0));
    final SipStack stack = new SipStack(
            SipSettings.on("127.0.0.1", port).withT1(Duration.ofMillis(20)), new RecordingApplication(), registrations);

    RegistrarScriptTest() throws IOException {}

    @AfterEach
    void close() {
        registrar.close();
        // JAIN-SIP takes a second for it, which no test has to wait for
        new Thread(stack::close, "closing").start();
    }

    RegistrationState register() throws Exception {
        return stack.registrations().register("livetv").get(10, TimeUnit.SECONDS);
    }

    RegistrationState refresh() throws Exception {
        clock.pass(Duration.ofMinutes(15));
        return register();
    }
}
