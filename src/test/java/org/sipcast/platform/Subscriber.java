package org.sipcast.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.sipcast.e2e.phone.SipText;
import org.sipcast.e2e.program.FreePorts;

/**
 * A user of the platform, whose every message is a test's. Only refusals are acknowledged by itself. What a test adds to a
 * message are header lines and, as the last of them, an SDP body or a line of text.
 */
final class Subscriber implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(8);

    /** What a body of text begins with among the header lines. */
    static final String TEXT = "Content-Type: text/plain\r\n\r\n";

    private final String user;
    private final String password;
    private final String from;
    private final Line line;
    private final List<SipText> received = new CopyOnWriteArrayList<>();
    private String callId = UUID.randomUUID().toString();
    private final String tag = UUID.randomUUID().toString();
    private volatile String answered = "";
    private @Nullable Digest digest;
    private int nonceCount;
    private int sequence;

    Subscriber(Kamailio platform, String user, String password) {
        this(platform, user, password, Kamailio.DOMAIN);
    }

    /** One who says to be of some domain. */
    Subscriber(Kamailio platform, String user, String password, String domain) {
        this(new DatagramLine(platform.address(), FreePorts.loopback(), "127.0.0.1"), user, password, domain);
    }

    Subscriber(Line line, String user, String password, String domain) {
        this.user = user;
        this.password = password;
        this.line = line;
        from = "<sip:" + user + "@" + domain + ">";
        line.listen(message -> take(new SipText(message)));
    }

    private void take(SipText message) {
        if (message.status() == 0 && message.method().equals(answered)) {
            answer(message, "200 OK");
        } else {
            received.add(message);
        }
    }

    /** Answers this method by 200 from now on, and does not mention it. */
    Subscriber answering(String method) {
        answered = method;
        return this;
    }

    /** A browser whose viewer has no account. */
    static Subscriber guest(Line line) {
        return new Subscriber(line, "anonymous", "", "anonymous.invalid");
    }

    String contact() {
        return "<" + uri() + ">";
    }

    /** Where it is reached without the platform. */
    String uri() {
        return "sip:" + user + "@" + line.contact();
    }

    /** The same without its user, as a server is named. */
    String server() {
        return "sip:" + line.contact();
    }

    /** Registers and returns the final answer, the one to the credentials. */
    SipText register(Duration expires) {
        return authenticated("REGISTER", "sip:" + Kamailio.DOMAIN, address(user), "Expires: " + expires.toSeconds());
    }

    /** Sends a request with credentials as soon as they are asked for, and returns the final answer. */
    SipText authenticated(String method, String uri, String to, String... headers) {
        var challenge = plain(method, uri, to, headers);
        var asked = challenge.header(challenge.status() == 401 ? "WWW-Authenticate" : "Proxy-Authenticate");
        if (asked == null) {
            return challenge;
        }
        digest = Digest.of(asked, user, password);
        nonceCount = 0;
        return again(method, uri, to, headers);
    }

    /** Sends a request with the credentials of the last challenge. */
    SipText again(String method, String uri, String to, String... headers) {
        if (digest == null) {
            throw new IllegalStateException("nobody has asked for credentials");
        }
        nonceCount++;
        var name = method.equals("REGISTER") ? "Authorization: " : "Proxy-Authorization: ";
        var credentials = name + digest.credentials(method, uri, nonceCount);
        return plain(
                method,
                uri,
                to,
                Stream.concat(Stream.of(credentials), Stream.of(headers)).toArray(String[]::new));
    }

    /** Sends a request without credentials and returns the final answer. */
    SipText plain(String method, String uri, String to, String... headers) {
        sequence++;
        int number = sequence;
        send(method, uri, to, number, "", headers);
        var answer = await(
                "an answer to " + method,
                message -> message.status() >= 200 && (number + " " + method).equals(message.header("CSeq")));
        if (method.equals("INVITE") && answer.status() >= 300) {
            send("ACK", uri, required(answer, "To"), number, "");
        }
        return answer;
    }

    /** Sends a request of a call of its own, and waits for nothing. */
    void shout(String method, String uri, String to) {
        callId = UUID.randomUUID().toString();
        sequence++;
        send(method, uri, to, sequence, "");
    }

    private void send(String method, String uri, String to, int number, String hop, String... headers) {
        var lines = Stream.of(
                method + " " + uri + " SIP/2.0",
                "Via: " + line.via() + ";branch=z9hG4bK" + tag + number + hop,
                "Max-Forwards: 70",
                "From: " + from + ";tag=" + tag,
                "To: " + to,
                "Call-ID: " + callId,
                "CSeq: " + number + " " + method,
                "Contact: " + contact());
        send(Stream.concat(lines, Stream.of(headers)));
    }

    /** Acknowledges a 2xx along the route that it brought. */
    void acknowledge(SipText answer, String... more) {
        var headers = Stream.concat(Stream.of(routes(answer)), Stream.of(more)).toArray(String[]::new);
        send("ACK", uriIn(required(answer, "Contact")), required(answer, "To"), sequence, "ack", headers);
    }

    /** Hangs up along the route that came with the other side's INVITE, or with its answer to ours. */
    SipText hangUp(SipText message) {
        return within(message, "BYE");
    }

    /** Sends a request within the call that this message of the other side began or confirmed, and returns the final answer. */
    SipText within(SipText message, String method, String... more) {
        var other = required(message, message.status() == 0 ? "From" : "To");
        var headers = Stream.concat(Stream.of(routes(message)), Stream.of(more)).toArray(String[]::new);
        return plain(method, uriIn(required(message, "Contact")), other, headers);
    }

    /** RFC 3261, sections 12.1.1 and 12.1.2. */
    static String[] routes(SipText message) {
        var routes = lines(message, "Record-Route")
                .map(line -> "Route:" + line.substring("Record-Route:".length()))
                .collect(Collectors.toCollection(ArrayList::new));
        if (message.status() > 0) {
            Collections.reverse(routes);
        }
        return routes.toArray(String[]::new);
    }

    /** Answers a request, whose Call-ID is then that of its own later requests. */
    void answer(SipText request, String status, String... headers) {
        callId = required(request, "Call-ID");
        var lines = Stream.of("Via", "Record-Route", "From", "Call-ID", "CSeq").flatMap(name -> lines(request, name));
        var to = required(request, "To");
        var own = Stream.of("To: " + to + (to.contains(";tag=") ? "" : ";tag=" + tag), "Contact: " + contact());
        send(Stream.of(Stream.of("SIP/2.0 " + status), lines, own, Stream.of(headers))
                .flatMap(part -> part));
    }

    SipText awaitRequest(String method) {
        return await(
                method, message -> message.status() == 0 && message.method().equals(method));
    }

    List<SipText> received() {
        return received;
    }

    static String address(String user) {
        return "<sip:" + user + "@" + Kamailio.DOMAIN + ">";
    }

    static String required(SipText message, String name) {
        var value = message.header(name);
        if (value == null) {
            throw new IllegalStateException("no " + name + " in " + message.text());
        }
        return value;
    }

    private static String uriIn(String address) {
        return address.substring(address.indexOf('<') + 1, address.indexOf('>'));
    }

    private static Stream<String> lines(SipText message, String name) {
        var prefix = name.toLowerCase(Locale.ROOT) + ":";
        return message.text().lines().takeWhile(line -> !line.isEmpty()).filter(line -> line.toLowerCase(Locale.ROOT)
                .startsWith(prefix));
    }

    private SipText await(String what, Predicate<SipText> wanted) {
        return Awaitility.await(what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> received.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private void send(Stream<String> lines) {
        var head = new ArrayList<>(lines.toList());
        var last = head.get(head.size() - 1);
        var body = "";
        if (last.startsWith("v=0")) {
            body = last;
            head.set(head.size() - 1, "Content-Type: application/sdp");
        } else if (last.startsWith(TEXT)) {
            body = last.substring(TEXT.length());
            head.set(head.size() - 1, TEXT.strip());
        }
        line.send(String.join("\r\n", head) + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** As when a tab is closed or a machine loses its network: nothing is said. */
    void vanish() {
        line.close();
    }

    @Override
    public void close() {
        vanish();
    }
}
