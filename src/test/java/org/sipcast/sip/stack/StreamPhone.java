package org.sipcast.sip.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;

/** A phone on one TCP or TLS connection, that sends octets as the test says, right or wrong. */
final class StreamPhone implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Socket socket;
    private final String transport;
    private final String callId = UUID.randomUUID().toString();
    private String scheme = "sip";

    StreamPhone(Socket socket, String transport) throws IOException {
        this.socket = socket;
        this.transport = transport;
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
    }

    static StreamPhone tcp(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new StreamPhone(socket, "TCP");
    }

    /** One that says sips in its URIs. */
    StreamPhone secured() {
        scheme = "sips";
        return this;
    }

    String callId() {
        return callId;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** The next message; empty once the other side has closed. */
    String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!message.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int octet = read(in);
            if (octet < 0) {
                return "";
            }
            message.write(octet);
        }
        String head = message.toString(StandardCharsets.UTF_8);
        String length = SipPhone.header(head, "Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return head + new String(body, StandardCharsets.UTF_8);
    }

    private static int read(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    String receiveFinal() throws IOException {
        String message = receive();
        return message.startsWith("SIP/2.0 1") ? receiveFinal() : message;
    }

    /** The next octets, as many as asked for. */
    String receive(int octets) throws IOException {
        return new String(socket.getInputStream().readNBytes(octets), StandardCharsets.UTF_8);
    }

    /** Waits until the other side has closed, whatever it sends before. */
    void awaitEnd() throws IOException {
        while (!receive().isEmpty()) {
            // the rest of what was on its way
        }
    }

    String invite(String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return request("INVITE", 1, "", "i", more + "Content-Type: application/sdp\r\n", "v=0\r\n");
    }

    /** A call that has been answered and acknowledged; its 200. */
    String call() throws IOException {
        send(invite());
        String ok = receiveFinal();
        send(ack(ok));
        return ok;
    }

    String options() {
        return request("OPTIONS", 1, "", "o", "", "");
    }

    String ack(String ok) {
        return request("ACK", 1, ";tag=" + SipPhone.toTag(ok), "a", "", "");
    }

    String bye(String ok) {
        return request("BYE", 2, ";tag=" + SipPhone.toTag(ok), "b", "", "");
    }

    String response(String request, String status) {
        String copied = request.lines()
                .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*"))
                .collect(Collectors.joining("\r\n"));
        return "SIP/2.0 " + status + "\r\n" + copied + "\r\nContent-Length: 0\r\n\r\n";
    }

    /** The port in Contact takes no connections, as behind an address translation. */
    private String request(String method, int cseq, String toTag, String branch, String headers, String body) {
        return method + " " + scheme + ":demo@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/" + transport + " 127.0.0.1:9;branch=z9hG4bK" + callId + branch + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:ann@example.org>;tag=a\r\n"
                + "To: <sip:demo@example.org>" + toTag + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + "Contact: <" + scheme + ":ann@127.0.0.1:9;transport=" + transport.toLowerCase(java.util.Locale.ROOT)
                + ">\r\n"
                + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
