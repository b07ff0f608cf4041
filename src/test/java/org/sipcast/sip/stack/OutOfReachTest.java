package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.INVITE;
import static org.sipcast.sip.stack.SipMethod.MESSAGE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Peers that take no connection hold up nobody but themselves. */
class OutOfReachTest extends StackTest {

    /** A connection is given up after four seconds. */
    private static final Duration PROMPT = Duration.ofMillis(1500);

    private final List<SipPhone> others = new ArrayList<>();
    private BlackHole hole;

    @BeforeEach
    void openHole() throws IOException {
        hole = new BlackHole();
    }

    @AfterEach
    void closeAll() throws IOException {
        for (SipPhone other : others) {
            other.close();
        }
        hole.close();
    }

    @Override
    SipSettings settings(SipSettings usual) {
        return usual.withTransports(List.of(Transport.UDP, Transport.TCP));
    }

    private SipPhone another() throws IOException {
        SipPhone another = new SipPhone(port);
        others.add(another);
        return another;
    }

    private UUID id(int request) {
        return Objects.requireNonNull(application.requests.get(request).dialogId());
    }

    private void assertPromptAnswers() throws IOException {
        SipPhone other = another();
        long asked = System.nanoTime();
        other.send(other.options());
        assertThat(other.receive(Duration.ofSeconds(10))).startsWith("SIP/2.0 200");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PROMPT);
    }

    @Test
    void aByeThatHasWaitedForTheAckHoldsUpNoDatagram() throws IOException {
        String ok = phone.ask(phone.invite(hole.contact()));
        CompletableFuture<Integer> status = stack.hangUp(id(0), null);

        phone.send(phone.ack(ok));

        assertPromptAnswers();
        assertThat(status).isNotDone();
        assertThat(status).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(503);
        await().untilAsserted(() -> assertThat(stack.counts().dialogs()).isZero());
    }

    @Test
    void aByeBecauseThePeerHasLostTheCallHoldsUpNoDatagram() throws IOException {
        String ok = call();
        reach(INVITE, ACK);
        var asked = stack.send(id(0), new DialogRequest(MESSAGE, "text/plain", "Hello", Map.of()));
        String question = phone.receiveRequest("MESSAGE");
        phone.send(phone.change("INVITE", 2, ok, hole.contact()));
        phone.send(phone.ack(phone.receiveAnswer("2 INVITE")).replace("CSeq: 1 ", "CSeq: 2 "));

        phone.send(phone.response(question, "481 No such call"));

        assertPromptAnswers();
        assertThat(asked).succeedsWithin(PROMPT).isEqualTo(481);
        await().until(() -> application.methods().contains(BYE));
        await().until(() -> stack.counts().dialogs() == 0);
    }

    @Test
    void hangingUpOnManyAtOnceReturnsAtOnceAndThoseWithinReachHearOfIt() throws IOException {
        for (int i = 0; i < 20; i++) {
            SipPhone lost = another();
            lost.send(lost.ack(lost.ask(lost.invite(hole.contact()))));
        }
        SipPhone near = another();
        near.call();
        await().until(() -> application.methods().stream().filter(ACK::equals).count() == 21);
        List<UUID> calls = application.requests.stream()
                .filter(request -> request.method() == INVITE)
                .map(SipRequest::dialogId)
                .toList();

        long began = System.nanoTime();
        List<CompletableFuture<Integer>> ends =
                calls.stream().map(call -> stack.hangUp(call, null)).toList();

        assertThat(near.receiveRequest()).startsWith("BYE ");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMPT);
        assertThat(ends.subList(0, 20))
                .allSatisfy(end ->
                        assertThat(end).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(503));
    }
}
