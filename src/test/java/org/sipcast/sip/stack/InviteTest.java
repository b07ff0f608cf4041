package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.INVITE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InviteTest extends StackTest {

    @Test
    void whoCallsWithoutAnOfferGetsOneAndAnswersItInTheAck() {
        sipp.call("late-offer");

        reach(INVITE, ACK, BYE);
        assertThat(application.requests.get(0).body()).isNull();
        assertThat(application.requests.get(1).event()).isEqualTo(ACK);
        assertThat(application.requests.get(1).body()).contains("m=audio 40000");
    }

    @Test
    void anAckWithoutTheAnswerToOurOfferCarriesNone() {
        sipp.call("late-offer-unanswered");

        reach(INVITE, ACK);
        assertThat(application.requests.get(1).body()).isNull();
    }

    @Test
    void aCallIsAnsweredAcknowledgedAndEnded() {
        sipp.call("call");

        reach(INVITE, ACK, BYE);
        assertThat(application.requests.get(0).remote()).isNotNull();
    }

    @Test
    void anInviteThatIsRepeatedBeforeAndAfterThe200IsOneCall() {
        application.answers = request -> CompletableFuture.supplyAsync(
                () -> Answer.withSdp(RecordingApplication.SDP),
                CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));

        sipp.call("repeated-invite");

        reach(INVITE, ACK, BYE);
    }

    @Test
    void anInviteThatIsRepeatedAfterTheAckStaysUnanswered() throws IOException {
        call();
        reach(INVITE, ACK);

        phone.send(phone.invite());

        assertThat(phone.receive(T1.multipliedBy(4))).isEmpty();
        reach(INVITE, ACK);
    }

    @Test
    void the200IsRepeatedWithGrowingPausesUntilTheAck() throws IOException {
        long asked = System.nanoTime();
        String first = phone.ask(phone.invite());
        for (int sinceTheAnswer : new int[] {1, 3, 7}) {
            assertThat(phone.receive()).isEqualTo(first);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(T1.multipliedBy(sinceTheAnswer));
        }

        phone.send(phone.ack(first));

        reach(INVITE, ACK);
        await().until(() -> phone.receive(T1.multipliedBy(16)).isEmpty());
    }

    @Test
    void callsBeyondTheLimitAreAskedToComeBack() throws IOException {
        CountDownLatch hold = new CountDownLatch(1);
        application.answers = request -> {
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.completedFuture(Answer.of(404));
        };
        List<SipPhone> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SipPhone caller = new SipPhone(port);
            callers.add(caller);
            caller.send(caller.invite());
            assertThat(caller.receive()).startsWith("SIP/2.0 100");
        }
        await().until(() -> application.requests.size() == 4);

        String refusal = phone.ask(phone.invite());

        assertThat(refusal).startsWith("SIP/2.0 503").contains("Retry-After: 5");
        hold.countDown();
        for (SipPhone caller : callers) {
            assertThat(caller.receiveFinal()).startsWith("SIP/2.0 404");
            caller.close();
        }
    }

    @Test
    void aLostAckEndsTheCallAndTheApplicationIsTold() {
        sipp.call("lost-ack");

        reach(INVITE, BYE);
        assertThat(application.requests.get(1).isLocal()).isTrue();
        assertThat(application.requests.get(1).reason()).isEqualTo("no ACK");
        assertThat(stack.counts().dialogs()).isZero();
    }

    @Test
    void aSecondAckIsNoEvent() throws IOException {
        String ok = call();
        phone.send(phone.ack(ok));
        reach(INVITE, ACK);
        phone.ask(phone.bye(ok));

        reach(INVITE, ACK, BYE);
    }

    @Test
    void aByeBeforeTheAckEndsTheCall() throws IOException {
        String ok = phone.ask(phone.invite());

        assertThat(phone.ask(phone.bye(ok))).startsWith("SIP/2.0 200").contains("2 BYE");

        phone.send(phone.ack(ok));
        assertThat(phone.receive(T1.multipliedBy(4))).isEmpty();
        reach(INVITE, BYE);
    }

    @Test
    void aRefusalSaysWhyInWordsThatCannotAddHeaderFields() throws IOException {
        application.answers = request -> CompletableFuture.completedFuture(Answer.of(486)
                .withReasonPhrase("Busy\r\nX-Evil: 1")
                .withWarning("All \"seats\" taken\r\nX-Evil: 2")
                .withRetryAfter(Duration.ofSeconds(7)));

        String refusal = phone.ask(phone.invite());

        assertThat(refusal).startsWith("SIP/2.0 486 Busy X-Evil: 1\r\n").doesNotContain("\nX-Evil");
        assertThat(SipPhone.header(refusal, "Warning"))
                .isEqualTo("399 127.0.0.1 \"All \\\"seats\\\" taken X-Evil: 2\"");
        assertThat(SipPhone.header(refusal, "Retry-After")).isEqualTo("7");
    }

    @Test
    void aRefusalIsRepeatedUntilItsAck() throws IOException {
        application.answers = request -> CompletableFuture.completedFuture(Answer.of(404));
        String refusal = phone.ask(phone.invite());
        assertThat(phone.receive()).isEqualTo(refusal);

        phone.send(phone.ack(refusal));

        await().until(() -> phone.receive(T1.multipliedBy(20)).isEmpty());
        reach(INVITE);
    }

    @Test
    void aFailureOfTheApplicationIsA500WithoutDetails() throws IOException {
        application.answers = request -> CompletableFuture.failedFuture(new IOException("secret place"));

        assertThat(phone.ask(phone.invite()))
                .startsWith("SIP/2.0 500 Server Internal Error")
                .doesNotContain("secret");
    }

    @Test
    void anAnswerThatSipCannotSayIsA500() throws IOException {
        application.answers = request -> CompletableFuture.completedFuture(
                Answer.withSdp(RecordingApplication.SDP).withHeader("X-Bad", "a\r\nb"));

        assertThat(phone.ask(phone.invite())).startsWith("SIP/2.0 500");
    }

    @Test
    void anApplicationThatDoesNotAnswerIsAnsweredFor() throws IOException {
        application.answers = request -> new CompletableFuture<>();

        assertThat(phone.ask(phone.invite())).startsWith("SIP/2.0 504");
    }

    @Test
    void anOfferMayBeMissing() throws IOException {
        String invite = phone.request("INVITE", "sip:demo@127.0.0.1", 1, "", "i");

        assertThat(phone.ask(invite)).startsWith("SIP/2.0 200");

        assertThat(application.requests.get(0).body()).isNull();
    }

    @Override
    SipSettings settings(SipSettings usual) {
        return new SipSettings(
                usual.address(),
                null,
                usual.port(),
                usual.tlsPort(),
                usual.transports(),
                usual.trusted(),
                usual.userAgent(),
                usual.t1(),
                Duration.ofMillis(800),
                4,
                4,
                usual.streams(),
                usual.outbound());
    }
}
