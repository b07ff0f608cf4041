package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.INVITE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.sip.stream.StreamSettings;
import org.sipcast.sip.stream.TlsSettings;

/** Calls over TLS, and who is refused. */
class TlsTest extends StackTest {

    static TestCertificates certificates;
    static Path ours;

    private final int tlsPort = Sipp.freePort();

    @BeforeAll
    static void make(@TempDir Path folder) {
        certificates = new TestCertificates(folder);
        ours = certificates.signed("ours", "IP:127.0.0.1");
    }

    @Override
    SipSettings settings(SipSettings usual) {
        return usual.withTlsPort(tlsPort)
                .withStreams(StreamSettings.usual().withTls(tls(false)))
                .withTransports(List.of(Transport.UDP, Transport.TCP, Transport.TLS));
    }

    static TlsSettings tls(boolean clientCertificates) {
        return new TlsSettings(ours, TestCertificates.keyOf(ours), certificates.authority(), true, clientCertificates);
    }

    @Test
    void aCallCanComeOverTls() throws IOException {
        try (StreamPhone caller = connect()) {
            String ok = caller.call();

            assertThat(ok).startsWith("SIP/2.0 200");
            assertThat(SipPhone.header(ok, "Contact")).isEqualTo("<sip:demo@127.0.0.1:" + tlsPort + ";transport=tls>");
            reach(INVITE, ACK);
            assertThat(application.requests.get(0).transport()).isEqualTo("TLS");
        }
    }

    @Test
    void aSipsCallIsTakenOverTlsAndAnsweredWithASipsContact() throws IOException {
        try (StreamPhone caller = connect().secured()) {
            assertThat(SipPhone.header(caller.call(), "Contact")).isEqualTo("<sips:demo@127.0.0.1:" + tlsPort + ">");
        }
    }

    @Test
    void aSipsCallIsTakenOverNothingElse() throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port).secured()) {
            caller.send(caller.invite());

            assertThat(caller.receiveFinal()).startsWith("SIP/2.0 416");
        }
    }

    @Test
    void ourByeGoesOverTheTlsThatTheCallCameOver() throws IOException {
        try (StreamPhone caller = connect()) {
            caller.call();
            reach(INVITE, ACK);

            CompletableFuture<Integer> status = stack.hangUp(
                    Objects.requireNonNull(application.requests.get(0).dialogId()), null);
            String bye = caller.receive();

            assertThat(bye).startsWith("BYE ").contains("Via: SIP/2.0/TLS 127.0.0.1:" + tlsPort);
            caller.send(caller.response(bye, "200 OK"));
            assertThat(status.join()).isEqualTo(200);
        }
    }

    @Test
    void aPingInsideOfTlsIsAnswered() throws IOException {
        try (StreamPhone caller = connect()) {
            caller.send("\r\n\r\n");

            assertThat(caller.receive(2)).isEqualTo("\r\n");
        }
    }

    @Test
    void whatIsNoTlsEndsThatConnectionAndNoOther() throws IOException {
        try (StreamPhone plain = StreamPhone.tcp(tlsPort);
                StreamPhone caller = connect()) {
            plain.send(plain.invite());
            plain.awaitEnd();

            assertThat(caller.call()).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void tlsBefore12IsRefused() {
        assertThatThrownBy(() -> TlsPeer.connect(tlsPort, certificates.authority(), null, "TLSv1.1"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aCallerWithoutACertificateIsRefusedWhereOneIsAskedFor() throws IOException {
        int strictPort = Sipp.freePort();
        SipSettings strict = settings(SipSettings.on("127.0.0.1", Sipp.freePort()))
                .withTlsPort(strictPort)
                .withStreams(StreamSettings.usual().withTls(tls(true)));
        try (SipStack demanding = new SipStack(strict, application)) {
            Path viewer = certificates.signed("viewer", "DNS:viewer.example.org");
            try (StreamPhone known =
                    new StreamPhone(TlsPeer.connect(strictPort, certificates.authority(), viewer, "TLSv1.2"), "TLS")) {
                assertThat(known.call()).startsWith("SIP/2.0 200");
            }
            assertThatThrownBy(() -> TlsPeer.connect(strictPort, certificates.authority(), null, "TLSv1.2"))
                    .isInstanceOfAny(SSLException.class, IOException.class);
            await().untilAsserted(() -> assertThat(demanding.connections()).isZero());
        }
    }

    private StreamPhone connect() throws IOException {
        return new StreamPhone(TlsPeer.connect(tlsPort, certificates.authority(), null, "TLSv1.3"), "TLS");
    }
}
