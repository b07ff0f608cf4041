package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.INVITE;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HangUpTest extends StackTest {

    private UUID id() {
        return Objects.requireNonNull(application.requests.get(0).dialogId());
    }

    @Test
    void weEndACallWithAByeThatTheCallerAnswers() throws IOException {
        String ok = call();
        reach(INVITE, ACK);

        CompletableFuture<Integer> status = stack.hangUp(id(), "SIP;cause=200;text=\"the film's end\"");

        String bye = phone.receiveRequest();
        assertThat(bye).startsWith("BYE sip:ann@127.0.0.1:" + phone.port() + " SIP/2.0\r\n");
        assertThat(SipPhone.header(bye, "Reason")).isEqualTo("SIP;cause=200;text=\"the film's end\"");
        assertThat(SipPhone.header(bye, "Call-ID")).isEqualTo(phone.callId());
        assertThat(SipPhone.header(bye, "From"))
                .endsWith(SipPhone.header(ok, "To").replaceFirst(".*;tag", ";tag"));
        phone.send(phone.response(bye, "200 OK"));
        assertThat(status).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(200);
        assertThat(stack.counts().dialogs()).isZero();
        reach(INVITE, ACK);
    }

    @Test
    void aByeTakesTheRecordedRoute() throws IOException {
        String ok = phone.ask(phone.invite(
                "Record-Route: <sip:127.0.0.1:" + phone.port() + ";lr;x=1>, <sip:b.example.org;lr>",
                "Contact: <sip:ann@192.0.2.9:1;transport=ws>"));
        phone.send(phone.ack(ok));
        reach(INVITE, ACK);

        var unused = stack.hangUp(id(), null);

        String bye = phone.receiveRequest();
        assertThat(bye).startsWith("BYE sip:ann@192.0.2.9:1;transport=ws SIP/2.0\r\n");
        assertThat(SipPhone.header(bye, "Route"))
                .isEqualTo("<sip:127.0.0.1:" + phone.port() + ";lr;x=1>,<sip:b.example.org;lr>");
    }

    @Test
    void aStrictRouterIsPutIntoTheRequestUri() throws IOException {
        String ok = phone.ask(phone.invite("Record-Route: <sip:127.0.0.1:" + phone.port() + ">"));
        phone.send(phone.ack(ok));
        reach(INVITE, ACK);

        var unused = stack.hangUp(id(), null);

        String bye = phone.receiveRequest();
        assertThat(bye).startsWith("BYE sip:127.0.0.1:" + phone.port() + " SIP/2.0\r\n");
        assertThat(SipPhone.header(bye, "Route")).isEqualTo("<sip:ann@127.0.0.1:" + phone.port() + ">");
    }

    @Test
    void theByeWaitsForTheAck() throws IOException {
        String ok = phone.ask(phone.invite());
        CompletableFuture<Integer> status = stack.hangUp(id(), null);
        assertThat(phone.receive()).isEqualTo(ok);

        phone.send(phone.ack(ok));

        String bye = phone.receiveRequest();
        assertThat(bye).startsWith("BYE ");
        phone.send(phone.response(bye, "200 OK"));
        assertThat(status).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(200);
        reach(INVITE);
    }

    @Test
    void byesThatCrossBothGetTheirAnswer() throws IOException {
        String ok = call();
        reach(INVITE, ACK);
        CompletableFuture<Integer> status = stack.hangUp(id(), null);
        String bye = phone.receiveRequest();

        assertThat(phone.ask(phone.bye(ok))).startsWith("SIP/2.0 200").contains("2 BYE");

        phone.send(phone.response(bye, "481 No such call"));
        assertThat(status).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(481);
        assertThat(stack.counts().dialogs()).isZero();
        reach(INVITE, ACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"byes-cross", "loose-routing"})
    void weEndTheCallOf(String scenario) {
        CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> sipp.call(scenario));
        reach(INVITE, ACK);

        var unused = stack.hangUp(id(), null);

        assertThat(caller).succeedsWithin(Duration.ofSeconds(40));
        await().until(() -> stack.counts().dialogs() == 0);
        reach(INVITE, ACK);
    }

    @Test
    void aByeThatNobodyAnswersIs408() throws IOException {
        call();
        reach(INVITE, ACK);

        assertThat(stack.hangUp(id(), null))
                .succeedsWithin(Duration.ofSeconds(8))
                .isEqualTo(408);
        await().until(() -> stack.counts().dialogs() == 0);
    }

    @Test
    void aTransportThatWeDoNotHaveIs503() throws IOException {
        String ok = phone.ask(phone.invite("Contact: <sip:ann@127.0.0.1:9;transport=sctp>"));
        phone.send(phone.ack(ok));
        reach(INVITE, ACK);

        assertThat(stack.hangUp(id(), null))
                .succeedsWithin(Duration.ofSeconds(2))
                .isEqualTo(503);
        assertThat(stack.counts().dialogs()).isZero();
    }

    @Test
    void aCallThatIsGoneIs481() throws IOException {
        phone.ask(phone.bye(call()));

        assertThat(stack.hangUp(UUID.randomUUID(), null)).isCompletedWithValue(481);
        assertThat(stack.hangUp(id(), null)).isCompletedWithValue(481);
    }

    @Test
    void aReasonThatIsNoneIsRefused() {
        for (String reason : new String[] {"SIP;cause=1\r\nX: y", "", "SIP;text=\"a\"b\"", "a b"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> stack.hangUp(UUID.randomUUID(), reason));
        }
    }
}
