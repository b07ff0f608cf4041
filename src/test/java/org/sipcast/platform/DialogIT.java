package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.SipText;
import org.sipcast.e2e.program.FreePorts;

/** Who has called a channel has a way through the platform to that channel, and by it to nobody else and as nobody else. */
class DialogIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String GUEST = "<sip:anonymous@anonymous.invalid>";

    @RegisterExtension
    static final Kamailio platform = new Kamailio()
            .withAccount("livetv", "antenna")
            .withAccount("ann", "apple")
            .withAccount("bob", "pear");

    private final Subscriber channel = new Subscriber(platform, "livetv", "antenna");
    private final Subscriber victim = new Subscriber(platform, "bob", "pear");

    @BeforeEach
    void registerTheChannel() {
        assertThat(channel.register(MINUTE).status()).isEqualTo(200);
    }

    @AfterEach
    void unregisterTheChannel() {
        channel.register(Duration.ZERO);
        channel.close();
        victim.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "INVITE", "REGISTER", "BYE", "OPTIONS", "SUBSCRIBE"})
    void aGuestReachesNobodyElseByTheWayToAChannel(String method) {
        var line = browser();
        try (var guest = Subscriber.guest(line)) {
            var call = new Call(guest, line, call(guest), GUEST);

            assertThat(call.ask(method, victim.uri())).isEqualTo(481);
            assertThat(call.ask(method, "sip:127.0.0.1:" + portOf(victim))).isEqualTo(481);
            assertThat(call.ask(method, victim.uri() + ";transport=tcp")).isEqualTo(481);

            assertThatTheCallGoesOn(call);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "INVITE", "REGISTER"})
    void neitherDoesAnAccountsOwner(String method) {
        var line = new DatagramLine(platform.address(), FreePorts.loopback(), "127.0.0.1");
        try (var ann = new Subscriber(line, "ann", "apple", Kamailio.DOMAIN)) {
            var call = new Call(ann, line, call(ann), Subscriber.address("ann"));

            assertThat(call.ask(method, victim.uri())).isEqualTo(481);

            assertThatTheCallGoesOn(call);
        }
    }

    @Test
    void whatTheChannelSignedIsGoodForItsOwnAddressOnly() {
        var line = browser();
        try (var guest = Subscriber.guest(line)) {
            var call = new Call(guest, line, call(guest), GUEST);
            var genuine = call.target();
            var signed = genuine.substring(genuine.indexOf(";signed="));

            for (var forged : List.of(
                    victim.uri() + signed,
                    genuine + ";alias=127.0.0.1~" + portOf(victim) + "~1",
                    genuine + ";maddr=127.0.0.2",
                    genuine.replace("livetv", "smpte"),
                    genuine.replace(";signed=", ";signed=0"))) {
                assertThat(call.ask("MESSAGE", forged)).as(forged).isEqualTo(481);
            }
            var detour = "Route: <" + victim.uri() + ";lr>\r\n";
            assertThat(call.ask("MESSAGE", genuine, GUEST, call.to(), detour)).isEqualTo(481);

            assertThatTheCallGoesOn(call);
        }
    }

    @Test
    void nobodySpeaksInAnothersNameWithinACall() {
        var line = browser();
        try (var guest = Subscriber.guest(line)) {
            var call = new Call(guest, line, call(guest), GUEST);

            assertThat(call.ask("MESSAGE", call.target(), "<sip:boss@bank.example>", call.to(), ""))
                    .isEqualTo(481);
            assertThat(call.ask("MESSAGE", call.target(), GUEST, "<sip:livetv@example.org>;tag=other", ""))
                    .isEqualTo(481);
            assertThat(call.ask("REGISTER", call.target())).isEqualTo(481);

            assertThatTheCallGoesOn(call);
        }
    }

    private void assertThatTheCallGoesOn(Call call) {
        assertThat(victim.received()).isEmpty();
        assertThat(channel.received())
                .filteredOn(message -> message.status() == 0)
                .extracting(SipText::method)
                .containsOnly("INVITE", "ACK");
        var end = CompletableFuture.supplyAsync(() -> call.caller().hangUp(call.answer()));
        channel.answer(channel.awaitRequest("BYE"), "200 OK");
        assertThat(end.join().status()).isEqualTo(200);
    }

    private SipText call(Subscriber caller) {
        var call = CompletableFuture.supplyAsync(() ->
                caller.authenticated("INVITE", platform.uri("livetv"), Subscriber.address("livetv"), Sdp.BROWSER));
        channel.answer(channel.awaitRequest("INVITE"), "200 OK", Sdp.CHANNEL);
        caller.acknowledge(call.join());
        channel.awaitRequest("ACK");
        return call.join();
    }

    private static String portOf(Subscriber subscriber) {
        return subscriber.uri().substring(subscriber.uri().lastIndexOf(':') + 1);
    }

    private static WebSocketLine browser() {
        return new WebSocketLine(platform.webSocket("ws"), null, List.of("Origin", "http://localhost:8080"));
    }

    /** A caller's call, who sends within it, along its genuine Route, what no phone would. */
    private record Call(Subscriber caller, Line line, SipText answer, String from) {
        private static int sequence = 1000;

        String target() {
            var contact = Subscriber.required(answer, "Contact");
            return contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
        }

        String to() {
            return Subscriber.required(answer, "To");
        }

        int ask(String method, String uri) {
            return ask(method, uri, from, to(), "");
        }

        /** The status of the final answer. */
        int ask(String method, String uri, String from, String to, String moreRoutes) {
            sequence++;
            var number = sequence + " " + method;
            var own = Subscriber.required(answer, "From");
            line.send(method + " " + uri + " SIP/2.0\r\nVia: " + line.via() + ";branch=z9hG4bK" + UUID.randomUUID()
                    + "\r\nMax-Forwards: 70\r\nFrom: " + from + own.substring(own.indexOf(";tag="))
                    + "\r\nTo: " + to + "\r\nCall-ID: " + Subscriber.required(answer, "Call-ID")
                    + "\r\nCSeq: " + number + "\r\nContact: <sip:x@" + line.contact() + ">\r\n"
                    + String.join("\r\n", Subscriber.routes(answer)) + "\r\n" + moreRoutes
                    + "Content-Length: 0\r\n\r\n");
            return await(number)
                    .atMost(LIMIT)
                    .until(
                            () -> caller.received().stream()
                                    .filter(message -> message.status() >= 200 && number.equals(message.header("CSeq")))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow()
                    .status();
        }
    }
}
