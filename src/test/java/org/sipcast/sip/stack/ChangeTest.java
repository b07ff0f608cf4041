package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.INVITE;
import static org.sipcast.sip.stack.SipMethod.UPDATE;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChangeTest extends StackTest {

    private List<SipMethod> events() {
        return application.requests.stream().map(SipRequest::event).toList();
    }

    private void slowChanges(CompletableFuture<Answer> answer) {
        application.answers = request -> request.event() == UPDATE
                ? answer
                : CompletableFuture.completedFuture(Answer.withSdp(RecordingApplication.SDP));
    }

    /** A call whose ACK is here; its 200. */
    private String playing() throws IOException {
        String ok = call();
        reach(INVITE, ACK);
        return ok;
    }

    @Test
    void aReInviteIsAChangeOfTheSameCall() {
        sipp.call("change");

        reach(INVITE, ACK, INVITE, INVITE, BYE);
        assertThat(events()).containsExactly(INVITE, ACK, UPDATE, UPDATE, BYE);
        assertThat(application.requests)
                .extracting(SipRequest::dialogId)
                .containsOnly(application.requests.get(0).dialogId());
    }

    @Test
    void aReInviteWithoutAnOfferIsAnsweredByItsAck() {
        sipp.call("change-without-offer");

        reach(INVITE, ACK, INVITE, ACK, BYE);
        assertThat(events()).containsExactly(INVITE, ACK, UPDATE, UPDATE, BYE);
        assertThat(application.requests.get(3).body()).contains("m=audio 40010");
    }

    @Test
    void anUpdateChangesACallAndWithoutAnOfferOnlyRefreshesIt() {
        sipp.call("update");

        reach(INVITE, ACK, UPDATE, BYE);
    }

    @Test
    void changesThatCrossAreRefusedForNow() {
        CompletableFuture<Answer> slow = new CompletableFuture<>();
        slowChanges(slow);
        var unused = CompletableFuture.runAsync(() -> {
            await().until(() -> events().contains(UPDATE));
            slow.completeOnTimeout(
                    Answer.withSdp(RecordingApplication.SDP), 300, java.util.concurrent.TimeUnit.MILLISECONDS);
        });

        sipp.call("changes-cross");

        reach(INVITE, ACK, INVITE, BYE);
    }

    @Test
    void aChangeBeforeTheAckIsRefusedForNow() {
        sipp.call("change-before-ack");

        reach(INVITE, ACK, BYE);
    }

    @Test
    void theAnswerToAReInviteIsRepeatedUntilItsAckAndWhenTheReInviteIs() throws IOException {
        String ok = playing();
        String change = phone.change("INVITE", 2, ok);
        phone.send(change);
        String answer = phone.receiveAnswer("2 INVITE");
        assertThat(phone.receiveAnswer("2 INVITE")).isEqualTo(answer);

        phone.send(change);

        assertThat(phone.receiveAnswer("2 INVITE")).isEqualTo(answer);
        phone.send(phone.inDialog("ACK", 2, ok));
        await().until(() -> phone.receive(T1.multipliedBy(16)).isEmpty());
        reach(INVITE, ACK, INVITE);
    }

    @Test
    void aRefusedChangeIsRepeatedUntilItsAckAndTheCallGoesOn() throws IOException {
        String ok = playing();
        application.answers = request -> CompletableFuture.completedFuture(Answer.of(488));
        phone.send(phone.change("INVITE", 2, ok));
        String refusal = phone.receiveAnswer("2 INVITE");
        assertThat(refusal).startsWith("SIP/2.0 488");
        assertThat(phone.receiveAnswer("2 INVITE")).isEqualTo(refusal);

        phone.send(phone.inDialog("ACK", 2, ok).replace("ACK2", "INVITE2"));

        await().until(() -> phone.receive(T1.multipliedBy(20)).isEmpty());
        assertThat(phone.ask(phone.inDialog("BYE", 3, ok))).startsWith("SIP/2.0 200");
        reach(INVITE, ACK, INVITE, BYE);
    }

    @Test
    void aChangeWhoseAckIsLostEndsTheCall() throws IOException {
        String ok = playing();
        phone.ask(phone.change("INVITE", 2, ok));

        String bye = phone.receiveRequest("BYE");

        assertThat(bye).contains("Reason: SIP;cause=408;text=\"no ACK\"");
        phone.send(phone.response(bye, "200 OK"));
        reach(INVITE, ACK, INVITE, BYE);
    }

    @Test
    void anAcceptedChangeMovesThePeerAndARefusedOneDoesNot() throws IOException {
        String ok = playing();
        try (SipPhone elsewhere = new SipPhone(port)) {
            String contact = "Contact: <sip:ann@127.0.0.1:" + elsewhere.port() + ">";
            application.answers = request -> CompletableFuture.completedFuture(Answer.of(488));
            phone.send(phone.change("UPDATE", 2, ok, "Contact: <sip:ann@127.0.0.1:9>"));
            assertThat(phone.receiveAnswer("2 UPDATE")).startsWith("SIP/2.0 488");
            application.answers =
                    request -> CompletableFuture.completedFuture(Answer.withSdp(RecordingApplication.SDP));
            phone.send(phone.change("UPDATE", 3, ok, contact));
            assertThat(phone.receiveAnswer("3 UPDATE")).startsWith("SIP/2.0 200");

            var unused = stack.hangUp(
                    Objects.requireNonNull(application.requests.get(0).dialogId()), null);

            assertThat(elsewhere.receiveRequest()).startsWith("BYE sip:ann@127.0.0.1:" + elsewhere.port());
        }
    }

    @Test
    void aChangeThatIsCancelledIsAnsweredNevertheless() throws IOException {
        CompletableFuture<Answer> slow = new CompletableFuture<>();
        slowChanges(slow);
        String ok = playing();
        phone.send(phone.change("INVITE", 2, ok));
        await().until(() -> events().contains(UPDATE));

        assertThat(phone.ask(phone.inDialog("CANCEL", 2, ok)
                        .replace("CANCEL2;", "INVITE2;")
                        .replace("CANCEL2\r", "INVITE2\r")))
                .startsWith("SIP/2.0 200")
                .contains("2 CANCEL");
        slow.complete(Answer.withSdp(RecordingApplication.SDP));

        assertThat(phone.receiveAnswer("2 INVITE")).startsWith("SIP/2.0 200");
        reach(INVITE, ACK, INVITE);
    }

    @Test
    void aByeDuringAChangeEndsTheCall() throws IOException {
        CompletableFuture<Answer> slow = new CompletableFuture<>();
        slowChanges(slow);
        String ok = playing();
        phone.send(phone.change("INVITE", 2, ok));
        await().until(() -> events().contains(UPDATE));
        assertThat(phone.ask(phone.inDialog("BYE", 3, ok)))
                .startsWith("SIP/2.0 200")
                .contains("3 BYE");

        slow.complete(Answer.withSdp(RecordingApplication.SDP));

        assertThat(phone.receiveAnswer("2 INVITE")).startsWith("SIP/2.0 487");
        reach(INVITE, ACK, INVITE, BYE);
        assertThat(stack.counts().dialogs()).isZero();
    }

    @Test
    void anUpdateOutsideAnyCallGets481() throws IOException {
        assertThat(phone.ask(phone.request("UPDATE", "sip:demo@127.0.0.1", 1, "", "u")))
                .startsWith("SIP/2.0 481")
                .contains("There is no such call here");
    }
}
