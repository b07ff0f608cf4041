package org.sipcast.e2e.phone;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A viewer on hold who sends what a test says, right or wrong, and keeps what comes; every request of the server is answered by 200. */
public final class ChatPhone implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private static final String TEXT = "Content-Type: text/plain\r\n";
    private static final String SDP = "Content-Type: application/sdp\r\n";
    private static final byte[] OFFER = octets(String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "a=inactive",
            "m=video 9 RTP/AVP 96",
            "a=rtpmap:96 VP8/90000",
            ""));

    private final PhoneLine line;
    private final InetSocketAddress server;
    private final String from;
    private final String callId = UUID.randomUUID().toString();
    private final List<SipText> received = new CopyOnWriteArrayList<>();
    private String accepts = "";
    private int sequence;
    private @Nullable SipText call;
    private volatile boolean answers = true;

    private ChatPhone(PhoneLine line, InetSocketAddress server, String name, String user) {
        this.line = line;
        this.server = server;
        from = name + "<sip:" + user + "@127.0.0.1>;tag=" + UUID.randomUUID();
        line.listen(this::take);
    }

    /** Over UDP, with a display name and its own user part. */
    public static ChatPhone udp(InetSocketAddress server, String name, String user) {
        return named(PhoneLine.udp(server), server, name, user);
    }

    /** Over one TCP connection. */
    public static ChatPhone tcp(InetSocketAddress server, String name, String user) {
        return named(PhoneLine.tcp(server), server, name, user);
    }

    private static ChatPhone named(PhoneLine line, InetSocketAddress server, String name, String user) {
        return new ChatPhone(line, server, name.isEmpty() ? "" : "\"" + name + "\" ", user);
    }

    /** The Accept of its INVITE. */
    public ChatPhone accepting(String types) {
        accepts = "Accept: " + types + "\r\n";
        return this;
    }

    /** From now on it says nothing more to whatever comes. */
    public ChatPhone silent() {
        answers = false;
        return this;
    }

    /** Calls a channel without media, and returns once it watches. */
    public ChatPhone watch(String channel) {
        var answer = ask("INVITE", uri(channel), "<" + uri(channel) + ">", accepts + SDP, OFFER);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
        call = answer;
        line.send(request("ACK", target(), sequence, answer.required("To"), "", new byte[0]));
        return this;
    }

    /** Calls a channel and waits for nothing. */
    public void shoutInvite(String channel) {
        sequence++;
        line.send(request("INVITE", uri(channel), sequence, "<" + uri(channel) + ">", SDP, OFFER));
    }

    private String uri(String channel) {
        return "sip:" + channel + "@127.0.0.1:" + server.getPort();
    }

    /** Sends a line within another one's call, as far as that can be seen from outside, and returns the answer. */
    public SipText sayAs(ChatPhone other, String words) {
        sequence++;
        int number = sequence;
        var stolen = new String(
                request("MESSAGE", other.target(), number, other.required().required("To"), TEXT, octets(words)),
                StandardCharsets.UTF_8);
        line.send(octets(stolen.replace(callId, other.callId)));
        return await(
                "MESSAGE", message -> message.status() >= 200 && (number + " MESSAGE").equals(message.header("CSeq")));
    }

    public String callId() {
        return callId;
    }

    /** Says a line within the call, and returns the answer. */
    public SipText say(String words) {
        return send(TEXT, octets(words));
    }

    /** Sends a MESSAGE within the call with these header lines, and returns the final answer. */
    public SipText send(String headers, byte[] body) {
        return ask("MESSAGE", target(), required().required("To"), headers, body);
    }

    /** The same, and waits for nothing; returns its CSeq. */
    public int shout(String headers, byte[] body) {
        sequence++;
        line.send(request("MESSAGE", target(), sequence, required().required("To"), headers, body));
        return sequence;
    }

    /** Sends a line to a channel outside of any call, and returns the final answer. */
    public SipText sayOutside(String channel, String words) {
        return ask("MESSAGE", uri(channel), "<" + uri(channel) + ">", TEXT, octets(words));
    }

    public SipText hangUp() {
        return ask("BYE", target(), required().required("To"), "", new byte[0]);
    }

    /** The answer to a request that was shouted, once it is there. */
    public Optional<SipText> answerTo(int number) {
        return received.stream()
                .filter(message ->
                        message.status() >= 200 && message.required("CSeq").startsWith(number + " "))
                .findFirst();
    }

    /** What others have said, in order. */
    public List<String> heard() {
        return bodies().filter(body -> !body.startsWith("* ")).toList();
    }

    /** What was said of others, in order. */
    public List<String> notices() {
        return bodies().filter(body -> body.startsWith("* ")).toList();
    }

    private Stream<String> bodies() {
        return messages().stream().map(SipText::body);
    }

    /** The MESSAGEs that came, in order. */
    public List<SipText> messages() {
        return received.stream()
                .filter(message -> message.status() == 0 && message.method().equals("MESSAGE"))
                .toList();
    }

    private SipText ask(String method, String uri, String to, String headers, byte[] body) {
        sequence++;
        int number = sequence;
        line.send(request(method, uri, number, to, headers, body));
        return await(
                method, message -> message.status() >= 200 && (number + " " + method).equals(message.header("CSeq")));
    }

    private SipText await(String what, Predicate<SipText> wanted) {
        return Awaitility.await("an answer to " + what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> received.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private SipText required() {
        if (call == null) {
            throw new IllegalStateException("there is no call");
        }
        return call;
    }

    private String target() {
        var contact = required().required("Contact");
        return contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
    }

    private byte[] request(String method, String uri, int number, String to, String headers, byte[] body) {
        var head = method + " " + uri + " SIP/2.0\r\n"
                + "Via: " + line.via() + ";branch=z9hG4bK" + UUID.randomUUID() + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: " + from + "\r\n"
                + "To: " + to + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + number + " " + method + "\r\n"
                + "Contact: <sip:viewer@" + line.contact() + ">\r\n"
                + headers
                + "Content-Length: " + body.length + "\r\n\r\n";
        var message = new ByteArrayOutputStream();
        message.writeBytes(octets(head));
        message.writeBytes(body);
        return message.toByteArray();
    }

    private void take(byte[] message) {
        var text = SipText.of(message, message.length);
        if (text.status() == 0 && answers && !text.method().equals("ACK")) {
            line.send(octets("SIP/2.0 200 OK\r\n" + text.repeated("Via", "From", "To", "Call-ID", "CSeq")
                    + "Content-Length: 0\r\n\r\n"));
        }
        boolean isRepeated = text.status() == 0
                && received.stream().anyMatch(earlier -> Arrays.equals(octets(earlier.text()), octets(text.text())));
        if (!isRepeated) {
            received.add(text);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        line.close();
    }
}
