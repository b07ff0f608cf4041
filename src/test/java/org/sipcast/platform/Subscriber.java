package org.sipcast.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
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

/** A user of the platform with one UDP socket, whose every message is a test's. Only refusals are acknowledged by itself. */
final class Subscriber implements AutoCloseable {
    private static final int MAX_MESSAGE = 8192;
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final String user;
    private final String password;
    private final String from;
    private final InetSocketAddress platform;
    private final DatagramSocket socket;
    private final List<SipText> received = new CopyOnWriteArrayList<>();
    private String callId = UUID.randomUUID().toString();
    private final String tag = UUID.randomUUID().toString();
    private @Nullable Digest digest;
    private int nonceCount;
    private int sequence;

    Subscriber(Kamailio platform, String user, String password) {
        this(platform, user, password, Kamailio.DOMAIN);
    }

    /** One who says to be of some domain. */
    Subscriber(Kamailio platform, String user, String password, String domain) {
        this.user = user;
        this.password = password;
        from = "<sip:" + user + "@" + domain + ">";
        this.platform = platform.address();
        try {
            socket = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), 0));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        var thread = new Thread(this::listen, "subscriber-" + user);
        thread.setDaemon(true);
        thread.start();
    }

    String contact() {
        return "<" + uri() + ">";
    }

    /** Where it is reached without the platform. */
    String uri() {
        return "sip:" + user + "@127.0.0.1:" + socket.getLocalPort();
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

    private void send(String method, String uri, String to, int number, String hop, String... headers) {
        var lines = Stream.of(
                method + " " + uri + " SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bK" + tag + number + hop,
                "Max-Forwards: 70",
                "From: " + from + ";tag=" + tag,
                "To: " + to,
                "Call-ID: " + callId,
                "CSeq: " + number + " " + method,
                "Contact: " + contact());
        send(Stream.concat(lines, Stream.of(headers)));
    }

    /** Acknowledges a 2xx along the route that it brought. */
    void acknowledge(SipText answer) {
        send("ACK", uriIn(required(answer, "Contact")), required(answer, "To"), sequence, "ack", routes(answer));
    }

    /** Hangs up along the route that came with the other side's INVITE, or with its answer to ours. */
    SipText hangUp(SipText message) {
        var other = required(message, message.status() == 0 ? "From" : "To");
        return plain("BYE", uriIn(required(message, "Contact")), other, routes(message));
    }

    /** RFC 3261, sections 12.1.1 and 12.1.2. */
    private static String[] routes(SipText message) {
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
        var own = Stream.of("To: " + required(request, "To") + ";tag=" + tag, "Contact: " + contact());
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
        var text = lines.collect(Collectors.joining("\r\n", "", "\r\nContent-Length: 0\r\n\r\n"));
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(new DatagramPacket(octets, octets.length, platform));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try {
            while (true) {
                var packet = new DatagramPacket(new byte[MAX_MESSAGE], MAX_MESSAGE);
                socket.receive(packet);
                received.add(new SipText(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8)));
            }
        } catch (SocketException e) {
            // closed
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
