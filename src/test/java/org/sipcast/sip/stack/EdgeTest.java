package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.INFO;
import static org.sipcast.sip.stack.SipMethod.INVITE;
import static org.sipcast.sip.stack.SipMethod.MESSAGE;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest extends StackTest {

    @Test
    void aRequestThatCameTwoWaysIsOneCall() {
        application.answers = request -> CompletableFuture.supplyAsync(
                () -> Answer.withSdp(RecordingApplication.SDP),
                CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));

        sipp.call("merged");

        reach(INVITE, ACK, BYE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"extension", "scheme", "hops", "bad-request"})
    void whatCannotBeDoneIsRefused(String scenario) {
        sipp.call(scenario);

        assertThat(application.requests).isEmpty();
        assertThat(stack.counts()).isEqualTo(new SipStack.Counts(0, 0, 0, 0));
    }

    @Test
    void aCallerWhoRequiresReliableProvisionalResponsesGetsHisCallWithoutAny() {
        sipp.call("reliable-required");

        reach(INVITE, ACK, BYE);
    }

    @Test
    void aMessageInACallAndAnInfoCarryItsId() throws IOException {
        String ok = call();
        reach(INVITE, ACK);
        application.answers = request -> CompletableFuture.completedFuture(Answer.of(200));

        assertThat(phone.ask(phone.inDialog("MESSAGE", 2, ok))).startsWith("SIP/2.0 200");
        assertThat(phone.ask(phone.inDialog("INFO", 3, ok))).startsWith("SIP/2.0 200");

        reach(INVITE, ACK, MESSAGE, INFO);
        assertThat(application.requests).extracting(SipRequest::dialogId).doesNotContainNull();
    }

    @Test
    void aMethodThatNobodyTakesIsNotAllowedAndAllowSaysSo() throws IOException {
        application.methods.remove(MESSAGE);
        String ok = call();
        reach(INVITE, ACK);

        String refusal = phone.ask(phone.inDialog("MESSAGE", 2, ok));

        assertThat(refusal).startsWith("SIP/2.0 405");
        assertThat(SipPhone.header(refusal, "Allow"))
                .isEqualTo(SipPhone.header(ok, "Allow"))
                .isEqualTo("INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO");
    }

    @Test
    void whoThePlatformSaysIsCallingIsKnownBesideFrom() throws IOException {
        phone.ask(phone.invite("P-Asserted-Identity: <tel:+4312345>, \"Ann Example\" <sip:+4312345@example.org>"));

        SipRequest invite = application.requests.get(0);
        assertThat(invite.identity()).isEqualTo(new SipIdentity("sip:+4312345@example.org", "Ann Example"));
        assertThat(invite.from()).isEqualTo("sip:ann@example.org");
    }

    @Test
    void headerFieldsAreThereForWhoeverAsks() throws IOException {
        phone.ask(phone.invite("X-Tour: one", "x-tour: two", "Subject: Hello"));

        HeaderFields headers = application.requests.get(0).headers();
        assertThat(headers.values("X-TOUR")).containsExactly("one", "two");
        assertThat(headers.values("subject")).containsExactly("Hello");
        assertThat(headers.values("X-None")).isEmpty();
    }
}
