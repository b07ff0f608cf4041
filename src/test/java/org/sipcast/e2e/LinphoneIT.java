package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.Linphone;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.sip.stack.TestCertificates;

/** Linphone calls a channel directly, over each transport, and holds our certificate to the name that it called. */
class LinphoneIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static Path certificate = Path.of("set below");
    private static Path authority = Path.of("set below");

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) {
        var certificates = new TestCertificates(folder);
        authority = certificates.authority();
        certificate = certificates.signed("sipcast", "DNS:localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void linphoneWatchesAChannel(String transport) {
        int tlsPort = FreePorts.one();
        try (var server = new SipcastServer(
                                "--sipcast.sip.tls-port=" + tlsPort,
                                "--sipcast.sip.tls-certificate=" + certificate,
                                "--sipcast.sip.tls-key=" + TestCertificates.keyOf(certificate))
                        .start();
                var phone = Linphone.start(authority)) {
            int port = transport.equals("tls") ? tlsPort : server.sipAddress().getPort();

            phone.call("sip:livetv@localhost:" + port + ";transport=" + transport);
            phone.awaitPictures();
            phone.hangUp();

            await("the end").atMost(LIMIT).until(() -> server.records().size() == 2);
            assertThat(server.records().get(1).path("cause").asText()).isEqualTo("VIEWER_HUNG_UP");
        }
    }
}
