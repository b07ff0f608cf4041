package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ipv6Test {

    private final int port = Sipp.freePort();
    private final RecordingApplication application = new RecordingApplication();

    @Test
    void aCallOverUdpIsAnswered() throws IOException {
        try (SipStack stack = start();
                DatagramSocket socket = new DatagramSocket(0, loopback())) {
            socket.setSoTimeout(3000);
            assertThat(ask(socket, options(socket.getLocalPort(), "OPTIONS"))).startsWith("SIP/2.0 200");
            assertThat(ask(socket, options(socket.getLocalPort(), "PUBLISH"))).startsWith("SIP/2.0 405");
            assertThat(stack.connections()).isZero();
        }
    }

    @Test
    void aCallOverTcpIsAnswered() throws IOException {
        try (SipStack stack = start();
                StreamPhone caller = new StreamPhone(new Socket(loopback(), port), "TCP")) {
            String ok = caller.call();

            assertThat(SipPhone.header(ok, "Contact")).isEqualTo("<sip:demo@[::1]:" + port + ";transport=tcp>");
            assertThat(stack.connections()).isOne();
        }
    }

    private static InetAddress loopback() throws IOException {
        byte[] address = new byte[16];
        address[15] = 1;
        return InetAddress.getByAddress(address);
    }

    private SipStack start() {
        return new SipStack(
                SipSettings.on("::1", port).withTransports(List.of(Transport.UDP, Transport.TCP)), application);
    }

    private String ask(DatagramSocket socket, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(octets, octets.length, loopback(), port));
        DatagramPacket answer = new DatagramPacket(new byte[4000], 4000);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }

    private String options(int own, String method) {
        return method + " sip:demo@[::1]:" + port + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP [::1]:" + own + ";branch=z9hG4bK" + System.nanoTime() + ";rport\r\n"
                + "Max-Forwards: 70\r\nFrom: <sip:a@[::1]>;tag=1\r\nTo: <sip:demo@[::1]>\r\n"
                + "Call-ID: " + System.nanoTime() + "\r\nCSeq: 1 " + method + "\r\nContent-Length: 0\r\n\r\n";
    }
}
