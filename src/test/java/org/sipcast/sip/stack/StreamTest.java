package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.INVITE;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.sip.stream.StreamSettings;

/** Messages on a TCP connection, however they are cut, and what is no message. */
class StreamTest extends StackTest {

    private static final Duration PATIENCE = Duration.ofMillis(400);

    @Override
    SipSettings settings(SipSettings usual) {
        return usual.withTransports(List.of(Transport.UDP, Transport.TCP))
                .withStreams(new StreamSettings(50, Duration.ofSeconds(30), PATIENCE, 16384, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100})
    void aMessageMayComeInPieces(int octets) throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port)) {
            String invite = caller.invite();
            for (int from = 0; from < invite.length(); from += octets) {
                caller.send(invite.substring(from, Math.min(invite.length(), from + octets)));
            }

            assertThat(caller.receiveFinal()).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void messagesMayComeInOnePiece() throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port)) {
            String ok = caller.call();
            caller.send(caller.options() + caller.bye(ok));

            assertThat(List.of(caller.receive(), caller.receive()))
                    .allSatisfy(answer -> assertThat(answer).startsWith("SIP/2.0 200"));
            await().untilAsserted(() ->
                    assertThat(application.methods()).containsExactlyInAnyOrder(INVITE, ACK, SipMethod.OPTIONS, BYE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"l: 5", "L:5", "CONTENT-LENGTH : 5", "Content-Length:\r\n 5"})
    void theLengthMayBeWrittenInAnyForm(String length) throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port)) {
            caller.send(caller.invite().replace("Content-Length: 5", length));

            assertThat(caller.receiveFinal()).startsWith("SIP/2.0 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: 2147483647",
                "Content-Length: 99999999999",
                "Content-Length: 20000",
                "Content-Length: five",
                "Content-Length: 5\r\nContent-Length: 6"
            })
    void aLengthThatCannotBeEndsTheConnectionAndNothingElse(String length) throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port);
                StreamPhone other = StreamPhone.tcp(port)) {
            caller.send(caller.invite().replace("Content-Length: 5", length));

            caller.awaitEnd();
            assertThat(other.call()).startsWith("SIP/2.0 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", "\0\1\2\3\r\n\r\n", "\u00ff\u00fe\r\n\r\n"})
    void garbageEndsTheConnection(String garbage) throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port)) {
            caller.send(garbage);

            caller.awaitEnd();
        }
    }

    @Test
    void aHeadWithoutEndEndsTheConnection() throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port)) {
            caller.send("INVITE sip:demo@127.0.0.1 SIP/2.0\r\nSubject: " + "x".repeat(20_000));

            caller.awaitEnd();
        }
    }

    @Test
    void aRequestThatCannotBeReadGets400AndTheConnectionStays() throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port)) {
            caller.send(caller.options()
                    .replace("Max-Forwards", "Expires: never\r\nMax-Forwards")
                    .replace("To: <sip:demo@example.org>", "To: \"unfinished <sip:demo@example.org>"));

            assertThat(caller.receive()).startsWith("SIP/2.0 400");
            assertThat(caller.call()).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void whoTakesTooLongForAMessageLosesTheConnection() throws IOException {
        try (StreamPhone silent = StreamPhone.tcp(port);
                StreamPhone slow = StreamPhone.tcp(port)) {
            slow.send("INVITE sip:demo@127.0.0.1 SIP/2.0\r\n");

            silent.awaitEnd();
            slow.awaitEnd();
        }
        await().untilAsserted(() -> assertThat(stack.connections()).isZero());
    }

    @Test
    void aPingIsAnsweredAlsoInTwoHalvesAndBetweenMessages() throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port)) {
            caller.send("\r\n\r\n");
            assertThat(caller.receive(2)).isEqualTo("\r\n");

            caller.send("\r");
            caller.send("\n");
            caller.send("\r\n" + caller.options());
            assertThat(caller.receive(2)).isEqualTo("\r\n");
            assertThat(caller.receive()).startsWith("SIP/2.0 200");
            caller.send("\r\n\r\n");
            assertThat(caller.receive(2)).isEqualTo("\r\n");
        }
    }

    @Test
    void moreConnectionsThanAllowedAreClosedAtOnce() throws IOException {
        List<StreamPhone> phones = new java.util.ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                StreamPhone phone = StreamPhone.tcp(port);
                phones.add(phone);
                phone.send(phone.options());
                assertThat(phone.receive()).startsWith("SIP/2.0 200");
            }
            try (StreamPhone oneTooMany = StreamPhone.tcp(port)) {
                oneTooMany.awaitEnd();
            }
        } finally {
            for (StreamPhone phone : phones) {
                phone.close();
            }
        }
        await().untilAsserted(() -> assertThat(stack.connections()).isZero());
    }

    @Test
    void ourByeGoesOverTheConnectionThatTheCallCameOver() throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port)) {
            caller.call();
            reach(INVITE, ACK);

            CompletableFuture<Integer> status = hangUp();
            String bye = caller.receive();

            assertThat(bye).startsWith("BYE sip:ann@127.0.0.1:9").contains("Via: SIP/2.0/TCP 127.0.0.1:" + port);
            caller.send(caller.response(bye, "200 OK"));
            assertThat(status.join()).isEqualTo(200);
        }
    }

    @Test
    void withoutThatConnectionOurByeGoesToTheContactOrFailsAtOnce() throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port)) {
            caller.call();
            reach(INVITE, ACK);
        }
        await().untilAsserted(() -> assertThat(stack.connections()).isZero());

        assertThat(hangUp().join()).isEqualTo(503);
    }

    @Test
    void anAnswerSaysWhereWeAreReached() throws IOException {
        try (StreamPhone caller = StreamPhone.tcp(port)) {
            String ok = caller.call();

            assertThat(SipPhone.header(ok, "Contact")).isEqualTo("<sip:demo@127.0.0.1:" + port + ";transport=tcp>");
            assertThat(SipPhone.header(ok, "Via")).contains(";rport=", "received=127.0.0.1");
        }
    }

    @Test
    void aRequestWhoseViaSpeaksOfAnotherTransportIsIgnored() throws IOException {
        phone.send(phone.options().replace("SIP/2.0/UDP", "SIP/2.0/TCP"));

        assertThat(phone.receive(T1.multipliedBy(5))).isEmpty();
        assertThat(stack.connections()).isZero();
    }

    private CompletableFuture<Integer> hangUp() {
        UUID id = application.requests.get(0).dialogId();
        assertThat(id).isNotNull();
        return stack.hangUp(java.util.Objects.requireNonNull(id), null);
    }
}
