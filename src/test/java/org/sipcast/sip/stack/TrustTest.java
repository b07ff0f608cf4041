package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TrustTest extends StackTest {

    @Override
    SipSettings settings(SipSettings usual) {
        return usual.withTrusted(source -> false).withTransports(List.of(Transport.UDP, Transport.TCP));
    }

    @Test
    void aStrangerGets403AndNothingIsKeptOfHim() {
        sipp.call("stranger");

        assertThat(application.requests).isEmpty();
        assertThat(stack.counts()).isEqualTo(new SipStack.Counts(0, 0, 0, 0));
    }

    @Test
    void theLogSaysOnceWhoIsRefusedAndWhereHeWouldBeLetIn() throws IOException {
        Logger log = (Logger) LoggerFactory.getLogger(Strangers.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            assertThat(phone.ask(phone.invite())).startsWith("SIP/2.0 403");
            assertThat(phone.ask(phone.invite())).startsWith("SIP/2.0 403");

            assertThat(lines.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                    .startsWith("Refusing INVITE from 127.0.0.1 with 403")
                    .contains("sipcast.sip.trusted-peers"));
        } finally {
            log.detachAppender(lines);
        }
    }

    @Test
    void whatViaSaysMakesNobodyTrusted() throws IOException {
        String invite = phone.invite().replace("Via: SIP/2.0/UDP 127.0.0.1", "Via: SIP/2.0/UDP 192.0.2.1");

        assertThat(phone.ask(invite.replace(";branch", ";rport;branch"))).startsWith("SIP/2.0 403");
    }

    @Test
    void theAnswerGoesWhereTheRequestCameFromWhateverViaAsksFor() throws IOException {
        try (SipPhone victim = new SipPhone(port)) {
            String invite = phone.invite().replace(";branch", ";maddr=127.0.0.1;rport;branch");

            assertThat(phone.ask(invite)).startsWith("SIP/2.0 403").doesNotContain("maddr");

            assertThat(victim.receive(T1)).isEmpty();
        }
    }

    @Test
    void aStrangersConnectionIsClosedAtOnce() throws IOException {
        try (StreamPhone stranger = StreamPhone.tcp(port)) {
            assertThat(stranger.receive()).isEmpty();
        }
    }

    @Test
    void whatAStrangerSendsBadlyIsIgnored() throws IOException {
        phone.send(phone.invite().replace("CSeq: 1 INVITE", "CSeq: one INVITE"));

        assertThat(phone.receive(T1.multipliedBy(5))).isEmpty();
    }
}
