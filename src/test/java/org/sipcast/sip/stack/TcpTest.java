package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.INVITE;

import java.util.List;
import org.junit.jupiter.api.Test;

class TcpTest extends StackTest {

    @Override
    SipSettings settings(SipSettings usual) {
        return usual.withTransports(List.of(Transport.UDP, Transport.TCP));
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
