package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.CANCEL;
import static org.sipcast.sip.stack.SipMethod.INVITE;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CancelTest extends StackTest {

    @Test
    void aCancelledCallGets487AndTheCancelFollowsTheInvite() {
        CompletableFuture<Answer> slow = new CompletableFuture<>();
        application.answers = request -> slow;

        sipp.call("cancel");

        reach(INVITE);
        slow.complete(Answer.withSdp(RecordingApplication.SDP));
        reach(INVITE, CANCEL);
        assertThat(application.requests.get(1).dialogId())
                .isEqualTo(application.requests.get(0).dialogId());
        assertThat(stack.counts().dialogs()).isZero();
    }

    @Test
    void aCancelThatComesAfterThe200ChangesNothing() throws IOException {
        String ok = phone.ask(phone.invite());

        assertThat(phone.ask(phone.cancel())).startsWith("SIP/2.0 200").contains("1 CANCEL");

        phone.send(phone.ack(ok));
        reach(INVITE, ACK);
        assertThat(stack.counts().dialogs()).isOne();
    }

    @Test
    void aCancelOfNothingGets481() throws IOException {
        assertThat(phone.ask(phone.cancel())).startsWith("SIP/2.0 481").contains("1 CANCEL");

        assertThat(application.requests).isEmpty();
    }

    @Test
    void aSecondCancelIsAnsweredLikeTheFirst() throws IOException {
        CompletableFuture<Answer> slow = new CompletableFuture<>();
        application.answers = request -> slow;
        phone.send(phone.invite());
        assertThat(phone.receive()).startsWith("SIP/2.0 100");
        reach(INVITE);
        phone.send(phone.cancel());
        phone.send(phone.cancel());

        await().until(() -> {
            String answer = phone.receiveFinal();
            assertThat(answer)
                    .satisfiesAnyOf(
                            text -> assertThat(text).startsWith("SIP/2.0 200").contains("1 CANCEL"),
                            text -> assertThat(text).startsWith("SIP/2.0 487").contains("1 INVITE"));
            return answer.contains("1 INVITE");
        });
        slow.complete(Answer.of(404));
        reach(INVITE, CANCEL);
    }
}
