package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.INVITE;
import static org.sipcast.sip.stack.SipMethod.MESSAGE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests of ours within calls whose peers are a datagram away. */
class DatagramRequestTest extends StackTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final DialogRequest HELLO = text("hello");

    private static DialogRequest text(String words) {
        return new DialogRequest(MESSAGE, "text/plain;charset=utf-8", words, Map.of());
    }

    @Override
    SipSettings settings(SipSettings usual) {
        return usual.withTransports(List.of(Transport.UDP, Transport.TCP));
    }

    private UUID id() {
        return Objects.requireNonNull(application.requests.get(0).dialogId());
    }

    private String playing() throws IOException {
        String ok = call();
        reach(INVITE, ACK);
        return ok;
    }

    @Test
    void aRequestIsRepeatedAsItIsUntilItsAnswer() throws IOException {
        playing();

        CompletableFuture<Integer> status = stack.send(id(), HELLO);
        String first = phone.receiveRequest();
        assertThat(phone.receiveRequest()).isEqualTo(first);
        assertThat(phone.receiveRequest()).isEqualTo(first);
        phone.send(phone.response(first, "200 OK"));

        assertThat(status).succeedsWithin(PATIENCE).isEqualTo(200);
        await().until(() -> phone.receive(T1.multipliedBy(16)).isEmpty());
        assertThat(stack.counts().transactions()).isZero();
    }

    @Test
    void aProvisionalAnswerIsNotTheLastWord() throws IOException {
        playing();

        CompletableFuture<Integer> status = stack.send(id(), HELLO);
        String message = phone.receiveRequest();
        phone.send(phone.response(message, "100 Trying"));
        assertThat(phone.receiveRequest()).isEqualTo(message);
        assertThat(status).isNotDone();
        phone.send(phone.response(message, "202 Accepted"));

        assertThat(status).succeedsWithin(PATIENCE).isEqualTo(202);
    }

    @Test
    void anAnswerInTheShortFormIsOneToo() throws IOException {
        playing();

        CompletableFuture<Integer> status = stack.send(id(), HELLO);
        phone.send(phone.response(phone.receiveRequest(), "200 OK").replace("\r\nVia: ", "\r\nv: "));

        assertThat(status).succeedsWithin(PATIENCE).isEqualTo(200);
    }

    @Test
    void anAnswerThatComesAgainOrLateIsNoneToTheNextRequest() throws IOException {
        playing();

        CompletableFuture<Integer> first = stack.send(id(), HELLO);
        String message = phone.receiveRequest();
        phone.send(phone.response(message, "200 OK"));
        phone.send(phone.response(message, "200 OK"));
        assertThat(first).succeedsWithin(PATIENCE).isEqualTo(200);
        CompletableFuture<Integer> second = stack.send(id(), HELLO);
        String next = phone.receiveRequest("MESSAGE");
        phone.send(phone.response(message, "481 No such call"));
        phone.send(phone.response(next, "200 OK"));

        assertThat(second).succeedsWithin(PATIENCE).isEqualTo(200);
        assertThat(stack.counts().dialogs()).isOne();
    }

    @Test
    void requestsHaveNumbersThatGrowAndBranchesOfTheirOwn() throws IOException {
        playing();

        Set<String> branches = new HashSet<>();
        for (int number = 1; number <= 3; number++) {
            CompletableFuture<Integer> status = stack.send(id(), text("line " + number));
            String message = phone.receiveRequest();
            assertThat(message)
                    .contains("\r\nCSeq: " + number + " MESSAGE\r\n", "\r\nContent-Length: 6\r\n")
                    .endsWith("\r\n\r\nline " + number);
            branches.add(SipPhone.header(message, "Via"));
            phone.send(phone.response(message, "200 OK"));
            assertThat(status).succeedsWithin(PATIENCE).isEqualTo(200);
        }

        assertThat(branches).hasSize(3).allMatch(via -> via.contains(";branch=z9hG4bK") && via.contains(";rport"));
    }

    @Test
    void noRequestOvertakesAnother() throws IOException {
        playing();

        CompletableFuture<Integer> first = stack.send(id(), text("first"));
        CompletableFuture<Integer> second = stack.send(id(), text("second"));
        String one = phone.receiveRequest();
        assertThat(phone.receiveRequest()).isEqualTo(one);
        phone.send(phone.response(one, "200 OK"));
        String two = phone.receiveRequest();
        phone.send(phone.response(two, "200 OK"));

        assertThat(one).contains("\r\nCSeq: 1 MESSAGE\r\n").endsWith("first");
        assertThat(two).contains("\r\nCSeq: 2 MESSAGE\r\n").endsWith("second");
        assertThat(first).succeedsWithin(PATIENCE).isEqualTo(200);
        assertThat(second).succeedsWithin(PATIENCE).isEqualTo(200);
    }

    @Test
    void whoAnswersNothingGetsTheNextRequestAllTheSame() throws IOException {
        playing();

        var unused = stack.send(id(), text("first"));
        CompletableFuture<Integer> second = stack.send(id(), text("second"));
        String two = phone.receiveRequest();
        while (two.endsWith("first")) {
            two = phone.receiveRequest();
        }
        phone.send(phone.response(two, "200 OK"));

        assertThat(second).succeedsWithin(PATIENCE).isEqualTo(200);
    }

    @Test
    void aPeerThatMovesGetsTheNextRequestAtItsNewPlace() throws IOException {
        String ok = playing();
        CompletableFuture<Integer> first = stack.send(id(), HELLO);
        phone.send(phone.response(phone.receiveRequest(), "200 OK"));
        assertThat(first).succeedsWithin(PATIENCE).isEqualTo(200);

        try (SipPhone elsewhere = new SipPhone(port)) {
            phone.send(phone.inDialog("UPDATE", 2, ok, "Contact: <sip:ann@127.0.0.1:" + elsewhere.port() + ">"));
            assertThat(phone.receiveAnswer("2 UPDATE")).startsWith("SIP/2.0 200");

            CompletableFuture<Integer> second = stack.send(id(), HELLO);
            String message = elsewhere.receiveRequest();
            assertThat(message).startsWith("MESSAGE sip:ann@127.0.0.1:" + elsewhere.port() + " SIP/2.0\r\n");
            elsewhere.send(elsewhere.response(message, "200 OK"));

            assertThat(second).succeedsWithin(PATIENCE).isEqualTo(200);
        }
    }

    @Test
    void onlyWhatIsTooLongForUdpGoesOverTcp() throws IOException {
        playing();

        try (ServerSocket tcp = new ServerSocket(phone.port(), 1, InetAddress.getLoopbackAddress())) {
            tcp.setSoTimeout((int) PATIENCE.toMillis());
            CompletableFuture<Integer> longOne = stack.send(id(), text("x".repeat(1300)));
            try (StreamPhone stream = new StreamPhone(tcp.accept(), "TCP")) {
                String message = stream.receive();
                assertThat(message).startsWith("MESSAGE ").contains("Via: SIP/2.0/TCP ");
                stream.send(phone.response(message, "200 OK"));
                assertThat(longOne).succeedsWithin(PATIENCE).isEqualTo(200);
            }
        }

        CompletableFuture<Integer> shortOne = stack.send(id(), HELLO);
        String message = phone.receiveRequest("MESSAGE");
        assertThat(message).contains("Via: SIP/2.0/UDP ");
        phone.send(phone.response(message, "200 OK"));
        assertThat(shortOne).succeedsWithin(PATIENCE).isEqualTo(200);
    }
}
