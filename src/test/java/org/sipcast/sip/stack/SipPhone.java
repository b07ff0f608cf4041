package org.sipcast.sip.stack;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** A phone that sends and receives datagrams as the test says, right or wrong. */
public final class SipPhone implements AutoCloseable {

    private final DatagramSocket socket;
    private final int server;
    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final String callId = UUID.randomUUID().toString();

    public SipPhone(int server) throws IOException {
        this.server = server;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() {
        return socket.getLocalPort();
    }

    String callId() {
        return callId;
    }

    public void send(String message) throws IOException {
        send(message.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), server));
    }

    /** The next message; fails after two seconds. */
    public String receive() throws IOException {
        String message = receive(Duration.ofSeconds(2));
        if (message.isEmpty()) {
            throw new AssertionError("Nothing came");
        }
        return message;
    }

    /** The next message, or nothing if none comes in time. */
    String receive(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        try {
            socket.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    /** The next final response, or the next request. */
    String receiveFinal() throws IOException {
        String message = receive();
        return message.startsWith("SIP/2.0 1") ? receiveFinal() : message;
    }

    /** The next final response with this CSeq; others may have been repeated before it. */
    String receiveAnswer(String cseq) throws IOException {
        String message = receiveFinal();
        return header(message, "CSeq").equals(cseq) ? message : receiveAnswer(cseq);
    }

    /** The next request; a response may have been repeated before it. */
    public String receiveRequest() throws IOException {
        String message = receive();
        return message.startsWith("SIP/2.0 ") ? receiveRequest() : message;
    }

    /** The next request of this method; what came before it may have been repeated. */
    String receiveRequest(String method) throws IOException {
        String message = receive();
        return message.startsWith(method + " ") ? message : receiveRequest(method);
    }

    public String ask(String request) throws IOException {
        send(request);
        return receiveFinal();
    }

    /** An INVITE, with further or other header fields. */
    public String invite(String... headers) {
        return withOffer(request("INVITE", "sip:demo@127.0.0.1:" + server, 1, "", "i", headers));
    }

    /** A re-INVITE or UPDATE with an offer. */
    public String change(String method, int cseq, String ok, String... headers) {
        return withOffer(inDialog(method, cseq, ok, headers));
    }

    static String withOffer(String request) {
        return request.replace(
                "Content-Length: 0\r\n\r\n", "Content-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n");
    }

    /** A call that has been answered and acknowledged; its 200. */
    public String call() throws IOException {
        String ok = ask(invite());
        send(ack(ok));
        return ok;
    }

    public String options() {
        return request("OPTIONS", "sip:demo@127.0.0.1:" + server, 1, "", "o");
    }

    String cancel() {
        return request("CANCEL", "sip:demo@127.0.0.1:" + server, 1, "", "i");
    }

    /** The ACK to the final response of the INVITE. */
    public String ack(String response) {
        String branch = response.startsWith("SIP/2.0 2") ? "a" : "i";
        return request("ACK", "sip:demo@127.0.0.1:" + server, 1, toTag(response), branch);
    }

    public String bye(String ok) {
        return inDialog("BYE", 2, ok);
    }

    public String inDialog(String method, int cseq, String ok, String... headers) {
        return request(method, "sip:demo@127.0.0.1:" + server, cseq, toTag(ok), method + cseq, headers);
    }

    String request(String method, String uri, int cseq, String toTag, String branch, String... headers) {
        String more = Arrays.stream(headers).map(line -> line + "\r\n").collect(Collectors.joining());
        return method + " " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + port() + ";branch=z9hG4bK" + callId + branch + "\r\n"
                + (more.contains("Max-Forwards") ? "" : "Max-Forwards: 70\r\n")
                + "From: \"Ann\" <sip:ann@example.org>;tag=" + tag + "\r\n"
                + "To: <sip:demo@example.org>" + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + (more.contains("Contact") ? "" : "Contact: <sip:ann@127.0.0.1:" + port() + ">\r\n")
                + more
                + "Content-Length: 0\r\n\r\n";
    }

    /** A response to a request that was received. */
    public String response(String request, String status) {
        String copied = request.lines()
                .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*"))
                .collect(Collectors.joining("\r\n"));
        return "SIP/2.0 " + status + "\r\n" + copied + "\r\nContent-Length: 0\r\n\r\n";
    }

    static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    static String toTag(String message) {
        String to = header(message, "To");
        return to.substring(to.indexOf(";tag=") + 5);
    }

    @Override
    public void close() {
        socket.close();
    }
}
