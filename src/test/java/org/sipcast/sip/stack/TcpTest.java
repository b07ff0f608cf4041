package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.INVITE;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpTest extends StackTest {

    @Override
    SipSettings settings(SipSettings usual) {
        return new SipSettings(
                usual.address(),
                null,
                usual.port(),
                List.of(Transport.UDP, Transport.TCP),
                usual.trusted(),
                usual.userAgent(),
                T1,
                Duration.ofSeconds(5),
                4,
                4);
    }

    @Test
    void aCallCanComeByTcpAndAnotherByUdp() {
        sipp.call("call", "-t", "t1");
        reach(INVITE, ACK, BYE);
        assertThat(application.requests.get(0).transport()).isEqualTo("TCP");

        sipp.call("call");
        reach(INVITE, ACK, BYE, INVITE, ACK, BYE);
    }

    @Test
    void refusalsGoBackOverTheConnection() {
        sipp.call("not-allowed", "-t", "t1");
        sipp.call("change", "-t", "t1");
        sipp.call("lost-ack", "-t", "t1");
    }
}
