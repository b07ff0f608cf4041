package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.sip.stream.StreamSettings;
import org.sipcast.sip.stream.TlsSettings;

/** Which way our own requests take, as those who get them see it. */
class NextHopTest {

    static TestCertificates certificates;
    static Path ours;

    private final int port = Sipp.freePort();
    private final int tlsPort = Sipp.freePort();
    private @Nullable JainSip jain;

    @BeforeAll
    static void make(@TempDir Path folder) {
        certificates = new TestCertificates(folder);
        ours = certificates.signed("ours", "IP:127.0.0.1");
    }

    @AfterEach
    void stop() {
        if (jain != null) {
            new Thread(jain::stop, "closing").start();
        }
    }

    @Test
    void aShortRequestGoesOverUdpAndALongOneOverTcp() throws Exception {
        try (SipPhone udp = new SipPhone(port);
                ServerSocket tcp = new ServerSocket(udp.port(), 1, InetAddress.getLoopbackAddress())) {
            send("sip:127.0.0.1:" + udp.port(), 100, Outbound.direct());
            assertThat(udp.receive()).contains("Via: SIP/2.0/UDP 127.0.0.1:" + port + ";");

            send("sip:127.0.0.1:" + udp.port(), 2000, Outbound.direct());
            try (StreamPhone peer = new StreamPhone(accept(tcp), "TCP")) {
                assertThat(peer.receive()).contains("Via: SIP/2.0/TCP 127.0.0.1:" + port + ";", "rport");
            }
        }
    }

    @Test
    void aLongRequestGoesOverUdpWhereThePeerHasNoTcp() throws Exception {
        try (SipPhone udp = new SipPhone(port)) {
            send("sip:127.0.0.1:" + udp.port(), 2000, Outbound.direct());

            assertThat(udp.receive()).contains("Via: SIP/2.0/UDP 127.0.0.1:" + port + ";");
        }
    }

    @Test
    void theOutboundProxyGetsWhateverIsOutsideOfCalls() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String uri = "sip:127.0.0.1:" + proxy.getLocalPort() + ";transport=tcp";
            send("sip:nowhere.invalid", 10, new Outbound(uri, Duration.ZERO));

            try (StreamPhone peer = new StreamPhone(accept(proxy), "TCP")) {
                assertThat(peer.receive())
                        .startsWith("OPTIONS sip:nowhere.invalid ")
                        .contains("Via: SIP/2.0/TCP ");
            }
        }
    }

    @Test
    void aServerWithTheRightCertificateGetsTheRequestOverTls() throws Exception {
        Path right = certificates.signed("right", "IP:127.0.0.1");
        try (SSLServerSocket server = TlsPeer.listen(certificates.authority(), right)) {
            Thread sender = sender(server.getLocalPort());
            try (StreamPhone peer = new StreamPhone(accept(server), "TLS")) {
                assertThat(peer.receive()).contains("Via: SIP/2.0/TLS 127.0.0.1:" + tlsPort + ";");
            }
            sender.join();
        }
    }

    @Test
    void aServerWithAnotherNameGetsNothing() throws Exception {
        refused(certificates.signed("elsewhere", "DNS:sip.example.net"), "No subject alternative names matching");
    }

    @Test
    void aServerThatNobodyVouchesForGetsNothing(@TempDir Path other) throws Exception {
        refused(new TestCertificates(other).signed("stranger", "IP:127.0.0.1"), "trust anchors");
    }

    @Test
    void aServerWhoseCertificateHasExpiredGetsNothing() throws Exception {
        refused(certificates.expired("old"), "NotAfter");
    }

    @Test
    void keepAlivesGoToTheProxyFromOurOwnPort() throws Exception {
        try (SipPhone udp = new SipPhone(port)) {
            SipSettings settings = settings(new Outbound("sip:127.0.0.1:" + udp.port(), Duration.ofMillis(100)));
            try (SipStack stack = new SipStack(settings, new RecordingApplication())) {
                assertThat(udp.receive()).isEqualTo("\r\n\r\n");
                assertThat(udp.receive()).isEqualTo("\r\n\r\n");
                assertThat(stack.connections()).isZero();
            }
        }
    }

    @Test
    void aServerThatAnsweredPingsMustGoOnToButNoOtherMust() throws Exception {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            send(tcp(first), 10, Outbound.direct());
            send(tcp(second), 10, Outbound.direct());
            JainSip stack = java.util.Objects.requireNonNull(jain);
            try (StreamPhone answering = new StreamPhone(accept(first), "TCP");
                    StreamPhone silent = new StreamPhone(accept(second), "TCP")) {
                answering.receive();
                silent.receive();
                ping(stack, first, answering);
                ping(stack, second, silent);
                answering.send("\r\n");
                // it has come before what follows it
                answering.send(answering.options().replace("To: <", "To: \"unfinished <"));
                assertThat(answering.receive()).startsWith("SIP/2.0 ");

                ping(stack, first, answering);

                await().atMost(Duration.ofSeconds(15)).until(() -> stack.connections() == 1);
                ping(stack, second, silent);
            }
        }
    }

    private static void ping(JainSip stack, ServerSocket server, StreamPhone peer) throws IOException {
        stack.keepOpen("TCP", (InetSocketAddress) server.getLocalSocketAddress());
        assertThat(peer.receive(4)).isEqualTo("\r\n\r\n");
    }

    private static String tcp(ServerSocket server) {
        return "sip:127.0.0.1:" + server.getLocalPort() + ";transport=tcp";
    }

    private void refused(Path certificate, String reason) throws Exception {
        try (SSLServerSocket server = TlsPeer.listen(certificates.authority(), certificate)) {
            Thread accepting = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    assertThat(socket.getInputStream().read()).isLessThan(0);
                } catch (IOException refusal) {
                    // as it should be
                }
            });
            accepting.start();

            assertThatThrownBy(() -> send(tls(server.getLocalPort()), 10, Outbound.direct()))
                    .rootCause()
                    .hasMessageContaining("No connection with 127.0.0.1")
                    .hasMessageContaining(reason);
            accepting.join();
        }
    }

    private static String tls(int peerPort) {
        return "sip:127.0.0.1:" + peerPort + ";transport=tls";
    }

    private Thread sender(int peerPort) {
        Thread sender = new Thread(() -> {
            try {
                send(tls(peerPort), 10, Outbound.direct());
            } catch (SipException | ParseException e) {
                throw new IllegalStateException(e);
            }
        });
        sender.start();
        return sender;
    }

    private static Socket accept(ServerSocket server) throws IOException {
        server.setSoTimeout(5000);
        return server.accept();
    }

    private void send(String uri, int bodyOctets, Outbound outbound) throws SipException, ParseException {
        if (jain == null) {
            jain = new JainSip(
                    settings(outbound), new OpenDoor(), new Deaf(), datagram -> false, request -> Optional.empty());
        }
        jain.clientTransaction(options(uri, bodyOctets)).sendRequest();
    }

    private SipSettings settings(Outbound outbound) {
        TlsSettings tls = new TlsSettings(ours, TestCertificates.keyOf(ours), certificates.authority(), true, false);
        return SipSettings.on("127.0.0.1", port)
                .withTlsPort(tlsPort)
                .withStreams(StreamSettings.usual().withTls(tls))
                .withTransports(List.of(Transport.UDP, Transport.TCP, Transport.TLS))
                .withOutbound(outbound);
    }

    private SIPRequest options(String uri, int bodyOctets) throws ParseException {
        String text = "OPTIONS " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";rport\r\n"
                + "Max-Forwards: 70\r\nFrom: <sip:a@example.org>;tag=1\r\nTo: <sip:b@example.org>\r\n"
                + "Call-ID: " + System.nanoTime() + "\r\nCSeq: 1 OPTIONS\r\n"
                + "Content-Type: text/plain\r\nContent-Length: " + bodyOctets + "\r\n\r\n" + "x".repeat(bodyOctets);
        return (SIPRequest)
                new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    }

    private static final class OpenDoor implements SIPMessageValve {
        @Override
        public boolean processRequest(SIPRequest request, MessageChannel channel) {
            return true;
        }

        @Override
        public boolean processResponse(Response response, MessageChannel channel) {
            return true;
        }

        @Override
        public void init(javax.sip.SipStack stack) {}

        @Override
        public void destroy() {}
    }

    private static final class Deaf implements SipListener {
        @Override
        public void processRequest(RequestEvent event) {}

        @Override
        public void processResponse(ResponseEvent event) {}

        @Override
        public void processTimeout(TimeoutEvent event) {}

        @Override
        public void processIOException(IOExceptionEvent event) {}

        @Override
        public void processTransactionTerminated(TransactionTerminatedEvent event) {}

        @Override
        public void processDialogTerminated(DialogTerminatedEvent event) {}
    }
}
