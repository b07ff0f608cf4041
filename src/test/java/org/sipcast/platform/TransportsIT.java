package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.PhoneCodecs;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.sip.stack.TestCertificates;

/** A real phone watches through the platform, whatever transport it speaks and whatever the application does. */
class TransportsIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration GONE = Duration.ofSeconds(10);
    private static final List<String> TRANSPORTS = List.of("udp", "tcp", "tls");

    @RegisterExtension
    static final Kamailio platform = new Kamailio();

    private static Path certificate = Path.of("set below");

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) {
        certificate = new TestCertificates(folder).signed("sipcast", "IP:127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void aPhoneOfAnyTransportWatchesOverThisOne(String ours) {
        try (var server = new SipcastServer(options(ours)).start()) {
            await("registrations over " + ours).atMost(LIMIT).until(() -> platform.registered()
                    .contains("livetv"));
            assertThat(platform.locations()).contains("Socket: " + ours + ":");
            for (var theirs : TRANSPORTS) {
                try (var phone = phone(theirs)) {
                    watch(phone);
                    phone.hangUp();
                    phone.awaitClosed(LIMIT);
                }
            }
            await("their ends").atMost(LIMIT).until(() -> stops(server) == TRANSPORTS.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void ourEndOfACallReachesThePhoneOverThisTransport(String ours) {
        try (var server = new SipcastServer(options(ours)).start();
                var phone = phone("tcp")) {
            await("registrations over " + ours).atMost(LIMIT).until(() -> platform.registered()
                    .contains("livetv"));
            watch(phone);

            server.stop();

            phone.awaitClosed(LIMIT);
        }
    }

    /** What the platform says of a phone that it cannot reach depends on the transport. */
    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void aPhoneOfAnyTransportThatIsKilledIsGoneWithinTenSeconds(String theirs) {
        try (var server = new SipcastServer(options("udp")).start();
                var phone = phone(theirs)) {
            await("registrations").atMost(LIMIT).until(() -> platform.registered()
                    .contains("livetv"));
            watch(phone);
            await("RTCP").atMost(LIMIT).until(() -> server.vlc("livetv").viewersHeard("livetv") == 1);

            phone.kill();

            await("its end").atMost(GONE).until(() -> stops(server) == 1);
            assertThat(server.vlc("livetv").sinks()).isZero();
            assertThat(server.records().get(1).path("cause").asText()).isEqualTo("VIEWER_LOST");
            server.log().lines().filter(line -> line.contains("to OPTIONS")).forEach(System.out::println);
        }
    }

    private static void watch(Baresip phone) {
        phone.dial(platform.uri("livetv"));
        phone.awaitEstablished(LIMIT);
        assertThat(FilmPicture.read(phone.awaitPicture(LIMIT)).frame()).isNotNegative();
    }

    private static long stops(SipcastServer server) {
        return server.records().stream()
                .filter(record -> record.path("event").asText().equals("stopped"))
                .count();
    }

    private static Baresip phone(String transport) {
        return Baresip.start(
                PhoneCodecs.VP8_OPUS,
                platform.uri("viewer1"),
                "viewer1",
                platform.password("viewer1"),
                uri(transport),
                platform.certificate());
    }

    private static String[] options(String transport) {
        return new String[] {
            "--sipcast.registrar=" + uri(transport),
            "--sipcast.domain=" + Kamailio.DOMAIN,
            "--sipcast.accounts=" + platform.accounts(),
            "--sipcast.sip.tls-port=" + FreePorts.one(),
            "--sipcast.sip.tls-certificate=" + certificate,
            "--sipcast.sip.tls-key=" + TestCertificates.keyOf(certificate),
            "--sipcast.sip.tls-authorities=" + platform.certificate(),
        };
    }

    private static String uri(String transport) {
        var address = transport.equals("tls") ? platform.tlsAddress() : platform.address();
        return "sip:127.0.0.1:" + address.getPort() + ";transport=" + transport;
    }
}
