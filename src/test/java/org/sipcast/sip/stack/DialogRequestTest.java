package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.INFO;
import static org.sipcast.sip.stack.SipMethod.INVITE;
import static org.sipcast.sip.stack.SipMethod.MESSAGE;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DialogRequestTest extends StackTest {

    private static final DialogRequest HELLO = new DialogRequest(MESSAGE, "text/plain", "Grüß Gott", Map.of());

    private UUID id() {
        return Objects.requireNonNull(application.requests.get(0).dialogId());
    }

    @Test
    void aMessageInACallReachesThePhoneAndItsStatusComesBack() throws IOException {
        call();
        reach(INVITE, ACK);

        CompletableFuture<Integer> first = stack.send(id(), HELLO);
        String message = phone.receiveRequest();
        phone.send(phone.response(message, "202 Accepted"));
        CompletableFuture<Integer> second = stack.send(id(), HELLO);

        assertThat(message)
                .startsWith("MESSAGE sip:ann@127.0.0.1:" + phone.port())
                .contains("Content-Type: text/plain\r\n", "CSeq: 1 MESSAGE")
                .endsWith("\r\n\r\nGrüß Gott");
        assertThat(first).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(202);
        assertThat(phone.receiveRequest()).contains("CSeq: 2 MESSAGE");
        assertThat(second).isNotDone();
    }

    @Test
    void messagesAndInfosGoBothWays() {
        CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> sipp.call("message-and-info"));
        reach(INVITE, ACK);
        application.answers = request -> CompletableFuture.completedFuture(Answer.of(200));

        assertThat(stack.send(id(), new DialogRequest(MESSAGE, "text/plain", "The one that you asked for", Map.of())))
                .succeedsWithin(Duration.ofSeconds(8))
                .isEqualTo(202);
        assertThat(stack.send(id(), new DialogRequest(INFO, "application/dtmf-relay", "Signal=5", Map.of())))
                .succeedsWithin(Duration.ofSeconds(8))
                .isEqualTo(200);

        assertThat(caller).succeedsWithin(Duration.ofSeconds(40));
        reach(INVITE, ACK, MESSAGE, INFO, BYE);
        assertThat(application.requests).extracting(SipRequest::dialogId).containsOnly(id());
        assertThat(application.requests.get(2).body()).startsWith("Which film is this?");
    }

    @Test
    void aCallThatThePeerHasLostEnds() throws IOException {
        call();
        reach(INVITE, ACK);

        CompletableFuture<Integer> status = stack.send(id(), HELLO);
        phone.send(phone.response(phone.receiveRequest(), "481 No such call"));

        assertThat(status).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(481);
        String bye = phone.receiveRequest("BYE");
        phone.send(phone.response(bye, "481 No such call"));
        reach(INVITE, ACK, BYE);
        assertThat(application.requests.get(2).isLocal()).isTrue();
    }

    @Test
    void aCallWhosePeerAnswersNothingEnds() throws IOException {
        call();
        reach(INVITE, ACK);

        assertThat(stack.send(id(), HELLO))
                .succeedsWithin(Duration.ofSeconds(8))
                .isEqualTo(408);

        reach(INVITE, ACK, BYE);
    }

    @Test
    void aCallThatIsGoneIs481() {
        assertThat(stack.send(UUID.randomUUID(), HELLO)).isCompletedWithValue(481);
    }

    @Test
    void aBodyNeedsATypeThatIsOne() {
        for (String type : new String[] {"text", "text/plain\r\nX: y", ""}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new DialogRequest(MESSAGE, type, "hello", Map.of()));
        }
    }
}
