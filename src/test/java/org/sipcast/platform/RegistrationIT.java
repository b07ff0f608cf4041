package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.AllBeans;
import org.sipcast.TakeCalls;
import org.sipcast.e2e.phone.SipText;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.sip.stack.RegistrationState;
import org.sipcast.sip.stack.Registrations;

/** The shipped routes and the shipped platform, which grants registrations of a few seconds here. */
class RegistrationIT {
    private static final Duration GRANTED = Duration.ofSeconds(4);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    static final Kamailio platform =
            new Kamailio().withMaxExpires(GRANTED).withAccount("ann", "apple").withAccount("livetv", "antenna");

    private final Main camel = new Main();

    @TempDir
    Path run = Path.of("set by JUnit");

    @BeforeEach
    void forgetEarlierTests() {
        platform.restart();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void everyChannelIsRegisteredAndItsPhoneRings() throws Exception {
        start(platform.accounts());

        await().atMost(LIMIT).until(() -> platform.registered().containsAll(List.of("demo", "livetv")));
        assertThat(ring("livetv").header("Server")).isEqualTo("Sipcast");
        assertThat(state("livetv").seenAs()).startsWith("127.0.0.1:");
    }

    @Test
    void aRegistrationIsRefreshedBeforeItExpires() throws Exception {
        start(accounts("livetv", "antenna"));
        await().atMost(LIMIT).until(() -> platform.registered().contains("livetv"));
        Instant first = expiry("livetv");

        await().atMost(LIMIT).until(() -> Instant.now().isAfter(first.plus(GRANTED)));
        assertThat(ring("livetv").status()).isEqualTo(200);
        assertThat(expiry("livetv")).isAfter(first.plus(GRANTED));
        assertThat(state("livetv").failures()).isZero();
    }

    @Test
    void aWrongPasswordIsSaidAndNotTriedAgainAndAgain() throws Exception {
        start(accounts("livetv", "guessed"));

        await().during(Duration.ofSeconds(3)).atMost(LIMIT).until(() -> refusals() == 1);
        assertThat(state("livetv").lastFailure()).contains("the user or the password is wrong");
        assertThat(state("livetv").nextAttempt()).isAfter(Instant.now().plus(Duration.ofMinutes(2)));
        assertThat(platform.registered()).doesNotContain("livetv");
    }

    @Test
    void aChannelComesBackAfterThePlatformWasGone() throws Exception {
        start(accounts("livetv", "antenna"));
        await().atMost(LIMIT).until(() -> platform.registered().contains("livetv"));

        platform.stop();
        await().atMost(LIMIT).until(() -> state("livetv").registeredUntil() == null);
        assertThat(state("livetv").lastFailure()).isEqualTo("no answer");

        platform.command("start");
        await().atMost(LIMIT).until(() -> platform.registered().contains("livetv"));
        assertThat(state("livetv").isRegistered(Instant.now())).isTrue();
    }

    @Test
    void channelsAreUnregisteredWhenTheApplicationStops() throws Exception {
        start(platform.accounts());
        await().atMost(LIMIT).until(() -> platform.registered().containsAll(List.of("demo", "livetv")));

        unregister();

        assertThat(platform.registered()).isEmpty();
        assertThat(registrations().due()).isEmpty();
    }

    @Test
    void aPlatformThatIsGoneDoesNotKeepTheApplicationFromStopping() throws Exception {
        start(platform.accounts());
        await().atMost(LIMIT).until(() -> registrations().registered().size() == 2);
        platform.stop();
        try {
            Instant begin = Clock.systemUTC().instant();

            unregister();
            camel.stop();

            assertThat(Duration.between(begin, Clock.systemUTC().instant())).isLessThan(Duration.ofSeconds(8));
        } finally {
            platform.command("start");
        }
    }

    private void start(Path accounts) throws Exception {
        camel.setPropertyPlaceholderLocations("file:conf/application.properties");
        camel.addOverrideProperty("sipcast.run", run.toString());
        camel.addOverrideProperty("sipcast.records.folder", run.toString());
        camel.addOverrideProperty("sipcast.sip.port", Integer.toString(FreePorts.one()));
        camel.addOverrideProperty("sipcast.reports.port", Integer.toString(FreePorts.one()));
        camel.addOverrideProperty("sipcast.page.port", "0");
        camel.addOverrideProperty("sipcast.management.port", "0");
        camel.addOverrideProperty("sipcast.registrar", platform.registrar());
        camel.addOverrideProperty("sipcast.domain", Kamailio.DOMAIN);
        camel.addOverrideProperty("sipcast.accounts", accounts.toString());
        camel.addOverrideProperty("sipcast.register.interval", "100");
        // an attempt is given up after 64 times this
        camel.addOverrideProperty("camel.component.sip.t1", "60");
        AllBeans.addTo(camel.configure());
        camel.start();
        new TakeCalls().afterStart(camel);
    }

    private Path accounts(String channel, String password) throws IOException {
        Path file = Files.write(
                run.resolve("accounts.properties"),
                List.of(channel + ".user=" + channel, channel + ".password=" + password));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** What a subscriber hears who asks a channel through the platform. */
    private static SipText ring(String channel) {
        try (var ann = new Subscriber(platform, "ann", "apple")) {
            return ann.authenticated("OPTIONS", platform.uri(channel), Subscriber.address(channel));
        }
    }

    private void unregister() {
        var template = camel.getCamelContext().createProducerTemplate();
        template.sendBody("direct:unregister-channels", "");
        template.stop();
    }

    private Registrations registrations() {
        return camel.lookup("registrations", Registrations.class);
    }

    private RegistrationState state(String channel) {
        return registrations().state(channel);
    }

    private Instant expiry(String channel) {
        Instant until = state(channel).registeredUntil();
        return until == null ? Instant.MIN : until;
    }

    private static long refusals() {
        return platform.log()
                .lines()
                .filter(line -> line.contains("wrong credentials of livetv"))
                .count();
    }
}
