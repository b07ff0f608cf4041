package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.INVITE;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionTimerTest extends StackTest {

    @Override
    SipStack start(SipSettings settings) {
        return new SipStack(settings, application, Registrations.none(), Duration.ofMillis(10));
    }

    @Test
    void theCallerIsToRefreshAndTheCallEndsWhereHeDoesNot() {
        sipp.call("session-timer");

        reach(INVITE, ACK, BYE);
        assertThat(application.requests.get(2).isLocal()).isTrue();
        assertThat(application.requests.get(2).reason()).isEqualTo("the session was not refreshed");
    }

    @Test
    void whereTheCallerInsistsWeRefresh() {
        sipp.call("session-refreshed");

        reach(INVITE, ACK, BYE);
        await().until(() -> stack.counts().timers() == 0);
    }

    @Test
    void aRefreshThatIsNotKnownToThePeerEndsTheCall() throws IOException {
        String ok = phone.ask(phone.invite("Supported: timer", "Allow: UPDATE", "Session-Expires: 90;refresher=uas"));
        phone.send(phone.ack(ok));

        phone.send(phone.response(phone.receiveRequest(), "481 No such call"));

        String bye = phone.receiveRequest("BYE");
        assertThat(bye).contains("Reason: SIP;cause=481;");
        phone.send(phone.response(bye, "481 No such call"));
        reach(INVITE, ACK, BYE);
    }

    @Test
    void tooSmallAnIntervalIsRefusedWithTheSmallest() {
        sipp.call("interval");

        assertThat(application.requests).isEmpty();
    }

    @Test
    void anIntervalThatAProxyAskedForIsOursToRefreshOrElseThereIsNone() throws IOException {
        String ok = phone.ask(phone.invite("Session-Expires: 1800"));

        assertThat(ok).startsWith("SIP/2.0 200").doesNotContain("Session-Expires", "Require");
        phone.send(phone.ack(ok));
        try (SipPhone other = new SipPhone(port)) {
            String timed = other.ask(other.invite("x: 1800", "Allow: INVITE, UPDATE"));
            assertThat(SipPhone.header(timed, "Session-Expires")).isEqualTo("1800;refresher=uas");
            assertThat(timed).doesNotContain("Require");
            other.send(other.ack(timed));
        }
    }
}
