package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.INVITE;
import static org.sipcast.sip.stack.SipMethod.OPTIONS;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class RefusalTest extends StackTest {

    @Test
    void aByeOutsideAnyCallGets481() throws IOException {
        sipp.call("unknown-dialog");

        assertThat(phone.ask(phone.request("BYE", "sip:demo@127.0.0.1", 2, "", "b")))
                .startsWith("SIP/2.0 481");
        assertThat(application.requests).isEmpty();
    }

    @Test
    void aMethodThatIsNotOfferedGets405AndAnUnknownOne501() throws IOException {
        sipp.call("not-allowed");

        String refusal = phone.ask(phone.request("BREW", "sip:demo@127.0.0.1", 1, "", "x"));
        assertThat(refusal).startsWith("SIP/2.0 501");
        assertThat(SipPhone.header(refusal, "Allow"))
                .isEqualTo("INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, MESSAGE, INFO");
    }

    @Test
    void whereNobodyTakesChangesTheyAreRefusedAndTheCallGoesOn() {
        application.methods.remove(SipMethod.UPDATE);

        sipp.call("change-refused");

        reach(INVITE, ACK, BYE);
    }

    @Test
    void eachRefusalIsCountedByItsStatus() throws IOException {
        application.methods.remove(SipMethod.UPDATE);
        sipp.call("unknown-dialog");
        sipp.call("unknown-dialog");
        sipp.call("change-refused");

        assertThat(stack.refusals()).containsEntry(481, 2L).containsEntry(488, 1L);
        assertThat(stack.refusals().keySet()).doesNotContain(200, 487);
    }

    @Test
    void optionsSaysWhatWeCanDo() {
        application.answers = request -> CompletableFuture.completedFuture(Answer.of(200));

        sipp.call("options");

        reach(OPTIONS);
        assertThat(application.requests.get(0).dialogId()).isNull();
    }

    @Test
    void optionsInACallCarryItsId() throws IOException {
        String ok = call();
        reach(INVITE, ACK);
        application.answers = request -> CompletableFuture.completedFuture(Answer.of(200));

        assertThat(phone.ask(phone.inDialog("OPTIONS", 2, ok))).startsWith("SIP/2.0 200");

        reach(INVITE, ACK, OPTIONS);
        assertThat(application.requests.get(2).dialogId())
                .isEqualTo(application.requests.get(0).dialogId())
                .isNotNull();
    }

    @Test
    void aNumberThatGoesBackwardsGets500() throws IOException {
        String ok = call();
        assertThat(phone.ask(phone.inDialog("OPTIONS", 5, ok))).startsWith("SIP/2.0 200");

        assertThat(phone.ask(phone.inDialog("BYE", 4, ok))).startsWith("SIP/2.0 500 CSeq out of order");

        assertThat(phone.ask(phone.inDialog("BYE", 6, ok))).startsWith("SIP/2.0 200");
    }

    @Test
    void aByeThatIsRepeatedGetsItsAnswerAgain() throws IOException {
        String bye = phone.bye(call());
        // a BYE may overtake the ACK
        reach(INVITE, ACK);

        String answer = phone.ask(bye);

        assertThat(phone.ask(bye)).startsWith("SIP/2.0 200").isEqualTo(answer);
        reach(INVITE, ACK, BYE);
    }

    @Test
    void aByeWithTheTagsOfAnotherCallGets481() throws IOException {
        String ok = call();
        try (SipPhone other = new SipPhone(port)) {
            assertThat(other.ask(other.bye(ok))).startsWith("SIP/2.0 481");
        }
        assertThat(stack.counts().dialogs()).isOne();
    }

    @Test
    void aRefusalThatNothingIsKeptOfIsTheSameEachTime() throws IOException {
        String invite = phone.invite("Require: precondition");

        String refusal = phone.ask(invite);

        assertThat(phone.ask(invite)).isEqualTo(refusal);
        assertThat(stack.counts()).isEqualTo(new SipStack.Counts(0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            sip:demo@127.0.0.1    | Max-Forwards: 0                             | 483
            tel:+431234           | X: y                                        | 416
            sip:demo@127.0.0.1    | Require: precondition                       | 420
            sip:demo@127.0.0.1    | Contact: <tel:+431234>                      | 400 An INVITE's Contact must be a SIP URI
            sip:demo@127.0.0.1    | Contact: <sip:a@b>, <sip:c@d>               | 400 An INVITE needs exactly one Contact
            sip:demo@127.0.0.1    | CSeq: two INVITE                            | 400
            """)
    void whatCannotBeDoneIsRefusedWithTheReason(String uri, String header, String expected) throws IOException {
        assertThat(phone.ask(phone.request("INVITE", uri, 1, "", "i", header)))
                .startsWith("SIP/2.0 " + expected)
                .doesNotContain("\n\n");

        assertThat(application.requests).isEmpty();
    }

    @Test
    void whatIsRequiredAndNotUnderstoodIsNamed() throws IOException {
        String refusal = phone.ask(phone.invite("Require: 100rel, foo, timer, Bar"));

        assertThat(SipPhone.header(refusal, "Unsupported")).isEqualTo("foo, Bar");
    }

    @Test
    void theLogHasTheWordsOfARefusalWithItsCallId() throws IOException {
        Logger log = (Logger) LoggerFactory.getLogger(FrontDoor.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            String refusal = phone.ask(phone.invite().replace("application/sdp", "application/isup"));

            assertThat(SipPhone.header(refusal, "Warning")).contains("Calls are described by application/sdp only");
            assertThat(lines.list)
                    .singleElement()
                    .satisfies(line -> assertThat(line.getFormattedMessage())
                            .contains(
                                    "with 415 Unsupported media type: Calls are described by application/sdp only",
                                    "Call-ID " + SipPhone.header(refusal, "Call-ID")))
                    .satisfies(line -> assertThat(line.getThrowableProxy()).isNull());
        } finally {
            log.detachAppender(lines);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Content-Length: 5     | Content-Length: 99999999999999  | Content-Length
            Content-Length: 5     | Content-Length: -1              | Content-Length
            CSeq: 1 INVITE        | CSeq: 99999999999999 INVITE     | CSeq
            From: "Ann" <sip:ann  | From: "Ann" <sip:%zz            | From
            INVITE sip:demo       | INVITE si p:demo                | first line
            """)
    void aLineThatCannotBeReadIsNamed(String good, String bad, String line) throws IOException {
        assertThat(phone.ask(phone.invite().replace(good, bad)))
                .startsWith("SIP/2.0 400 Bad Request (unreadable " + line + ")\r\n");
    }

    @ParameterizedTest
    @CsvSource({"469, Bad Info Package", "422, Session Interval Too Small", "421, Extension Required", "404, Not found"
    })
    void aStatusHasItsOwnWords(int status, String words) throws IOException {
        application.answers = request -> CompletableFuture.completedFuture(Answer.of(status));

        assertThat(phone.ask(phone.request("OPTIONS", "sip:demo@127.0.0.1", 1, "", "o")))
                .startsWith("SIP/2.0 " + status + " " + words + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/mixed;boundary=x"})
    void aBodyThatIsNoSessionDescriptionGets415(String type) throws IOException {
        String refusal = phone.ask(phone.invite().replace("application/sdp", type));

        assertThat(refusal).startsWith("SIP/2.0 415");
        assertThat(SipPhone.header(refusal, "Accept")).isEqualTo("application/sdp");
    }

    @Test
    void aCharsetThatNobodyKnowsGets400() throws IOException {
        String invite = phone.invite().replace("application/sdp", "application/sdp;charset=nonsense");

        assertThat(phone.ask(invite)).startsWith("SIP/2.0 400 Bad Request (unknown charset)\r\n");
    }

    @Test
    void aBodyThatIsCompressedGets415() throws IOException {
        assertThat(phone.ask(phone.invite("Content-Encoding: gzip"))).startsWith("SIP/2.0 415");
    }
}
