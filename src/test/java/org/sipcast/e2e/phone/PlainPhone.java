package org.sipcast.e2e.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.sipcast.e2e.program.FreePorts;

/** A phone that decodes nothing: it makes one call and shows each message and each packet's arrival. */
public final class PlainPhone implements AutoCloseable {
    private static final int MAX_MESSAGE = 8192;
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final List<SipText> received = new CopyOnWriteArrayList<>();
    private final String callId = UUID.randomUUID() + "@phone";
    private final String from = "<sip:plain@127.0.0.1>;tag=" + UUID.randomUUID();
    private final RtpEar video = new RtpEar();
    private final RtpEar audio = new RtpEar();
    private String uri = "";
    private String inviteBranch = "";
    private int sequence;
    private @Nullable SipText answer;
    private String infoPackage = "";

    public PlainPhone(InetSocketAddress server) {
        this.server = server;
        try {
            socket = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), 0));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        var thread = new Thread(this::listen, "plain-phone-" + socket.getLocalPort());
        thread.setDaemon(true);
        thread.start();
    }

    public RtpEar video() {
        return video;
    }

    public RtpEar audio() {
        return audio;
    }

    public String callId() {
        return callId;
    }

    /** An offer of VP8 and Opus to watch only, as browsers make it. */
    public String offer() {
        return offer("VP8/90000", "opus/48000/2");
    }

    public String offer(String videoCodec, String audioCodec) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "c=IN IP4 127.0.0.1",
                "t=0 0",
                "m=audio " + audio.port() + " RTP/AVP 111",
                "a=rtpmap:111 " + audioCodec,
                "a=recvonly",
                "m=video " + video.port() + " RTP/AVP 120",
                "a=rtpmap:120 " + videoCodec,
                "a=recvonly",
                "");
    }

    /** Says in its INVITE that it takes INFO of this package (RFC 6086). */
    public PlainPhone taking(String name) {
        infoPackage = name;
        return this;
    }

    /** Steers the film by INFO, as the page does, and returns the answer. */
    public SipText steer(String words) {
        return within("INFO", "text/plain\r\nInfo-Package: film\r\nContent-Disposition: Info-Package", words);
    }

    /** Says a line within the call, and returns the answer. */
    public SipText say(String line) {
        return within("MESSAGE", "text/plain", line);
    }

    /** Changes the call by UPDATE, and returns the answer. */
    public SipText update(String offer) {
        return within("UPDATE", "application/sdp", offer);
    }

    private SipText within(String method, String type, String body) {
        var accepted = answer;
        if (accepted == null) {
            throw new IllegalStateException("there is no call");
        }
        int number = ++sequence;
        send(request(method, target(accepted), newBranch(), number, accepted.required("To"), body)
                .replace("application/sdp", type));
        return await(
                "an answer to " + body,
                message -> message.status() >= 200 && (number + " " + method).equals(message.header("CSeq")));
    }

    /** Calls, waits for the final answer, acknowledges it and returns it. */
    public SipText call(String channel, String offer) {
        invite(channel, offer);
        var response = awaitFinal("INVITE");
        acknowledge(response);
        return response;
    }

    /** Sends an INVITE and waits for nothing. */
    public void invite(String channel, String offer) {
        uri = "sip:" + channel + "@" + server.getAddress().getHostAddress() + ":" + server.getPort();
        inviteBranch = newBranch();
        sequence++;
        String invite = request("INVITE", uri, inviteBranch, sequence, "<" + uri + ">", offer);
        send(infoPackage.isEmpty() ? invite : invite.replace("Contact:", "Recv-Info: " + infoPackage + "\r\nContact:"));
    }

    /** Sends CANCEL for the INVITE and returns its own answer. */
    public SipText cancel() {
        send(request("CANCEL", uri, inviteBranch, sequence, "<" + uri + ">", ""));
        return awaitFinal("CANCEL");
    }

    /** Acknowledges a final answer to the INVITE: hop by hop if it is a refusal (RFC 3261 section 17.1.1.3). */
    public void acknowledge(SipText response) {
        acknowledge(response, "");
    }

    /** The same with the answer to an offer in it. */
    public void acknowledge(SipText response, String body) {
        boolean isAccepted = response.status() < 300;
        if (isAccepted) {
            answer = response;
        }
        send(request(
                "ACK",
                isAccepted ? target(response) : uri,
                isAccepted ? newBranch() : inviteBranch,
                sequence,
                response.required("To"),
                body));
    }

    /** Begins to send RTCP about picture and sound. */
    public void beginRtcp() {
        video.beginReports();
        audio.beginReports();
    }

    /** Sends no RTCP any more, as if something in between had begun to drop it. */
    public void stopRtcp() {
        video.stopReports();
        audio.stopReports();
    }

    /** Hangs up and returns the answer to the BYE. */
    public SipText hangUp() {
        var accepted = answer;
        if (accepted == null) {
            throw new IllegalStateException("there is no call to hang up");
        }
        sequence++;
        send(request("BYE", target(accepted), newBranch(), sequence, accepted.required("To"), ""));
        return awaitFinal("BYE");
    }

    /** Waits for a provisional answer, before which nothing may be cancelled (RFC 3261 section 9.1). */
    public SipText awaitProvisional() {
        return await("a provisional answer", message -> message.status() >= 100 && message.status() < 200);
    }

    public SipText awaitFinal(String method) {
        return await(
                "a final answer to " + method,
                message -> message.status() >= 200 && message.method().equals(method));
    }

    /** Waits for a request, which has then been answered by 200. */
    public SipText awaitRequest(String method) {
        return await(
                method, message -> message.status() == 0 && message.method().equals(method));
    }

    public List<SipText> received() {
        return received;
    }

    private SipText await(String what, Predicate<SipText> wanted) {
        return Awaitility.await(what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> received.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static String target(SipText response) {
        var contact = response.required("Contact");
        return contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
    }

    private static String newBranch() {
        return "z9hG4bK" + UUID.randomUUID();
    }

    private String request(String method, String target, String branch, int number, String to, String body) {
        return method + " " + target + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=" + branch + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: " + from + "\r\n"
                + "To: " + to + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + number + " " + method + "\r\n"
                + "Contact: <sip:plain@127.0.0.1:" + socket.getLocalPort() + ">\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private void send(String message) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(new DatagramPacket(octets, octets.length, server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try {
            while (true) {
                var packet = new DatagramPacket(new byte[MAX_MESSAGE], MAX_MESSAGE);
                socket.receive(packet);
                var message = SipText.of(packet.getData(), packet.getLength());
                if (message.status() == 0) {
                    send("SIP/2.0 200 OK\r\n" + message.repeated("Via", "From", "To", "Call-ID", "CSeq")
                            + "Content-Length: 0\r\n\r\n");
                }
                received.add(message);
            }
        } catch (SocketException e) {
            // closed
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Is gone, as a browser tab that is closed: nothing is said, and nothing answered any more. */
    public void vanish() {
        socket.close();
        video.close();
        audio.close();
    }

    @Override
    public void close() {
        vanish();
    }
}
