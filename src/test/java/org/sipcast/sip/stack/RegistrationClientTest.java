package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipcast.sip.stack.FakeRegistrar.Received;

/** What real registrars seldom do, done by a scripted one. */
class RegistrationClientTest extends RegistrarScriptTest {

    RegistrationClientTest() throws IOException {}

    @Test
    void asksForTheAddressOfRecordAtTheDomainByTheRegistrar() throws Exception {
        registrar.then(OK, BOUND);

        RegistrationState state = register();

        assertThat(state.registeredUntil()).isEqualTo(clock.instant().plusSeconds(60));
        Received request = registrar.received().get(0);
        assertThat(request.text()).startsWith("REGISTER sip:example.org SIP/2.0\r\n");
        assertThat(request.header("Route")).isEqualTo("<" + registrar.uri() + ";lr>");
        assertThat(request.header("To")).isEqualTo("<sip:tv@example.org>");
        assertThat(request.header("From")).startsWith("<sip:tv@example.org>;tag=");
        assertThat(request.header("Contact")).isEqualTo("<sip:livetv@127.0.0.1:" + port + ">");
        assertThat(request.header("Expires")).isEqualTo("300");
        assertThat(request.header("Supported")).isEqualTo("path");
        assertThat(request.header("Via")).contains(";rport", ":" + port);
    }

    @Test
    void allRequestsHaveOneCallIdAndARisingCSeq() throws Exception {
        registrar.then("401 Unauthorized", MD5).then(OK, BOUND).then(OK, BOUND);
        register();
        refresh();

        assertThat(registrar.received())
                .extracting(request -> request.header("CSeq"))
                .containsExactly("1 REGISTER", "2 REGISTER", "3 REGISTER");
        assertThat(registrar.received())
                .extracting(request -> request.header("Call-ID"))
                .containsOnly(registrar.received().get(0).header("Call-ID"));
        assertThat(registrar.received())
                .extracting(request -> request.header("From"))
                .containsOnly(registrar.received().get(0).header("From"));
    }

    @Test
    void anIntervalThatIsTooBriefIsMadeLongerForGood() throws Exception {
        registrar.then("423 Interval Too Brief", "Min-Expires: 900").then(OK, "Contact: CONTACT;expires=900");
        assertThat(register().registeredUntil()).isEqualTo(clock.instant().plusSeconds(900));

        registrar.then(OK, BOUND);
        refresh();
        assertThat(registrar.received())
                .extracting(request -> request.header("Expires"))
                .containsExactly("300", "900", "900");
    }

    @Test
    void ofSeveralBindingsOnlyOursCounts() throws Exception {
        registrar.then(OK, "Contact: <sip:livetv@192.0.2.7:5080>;expires=9, CONTACT;expires=60", "Expires: 7");

        assertThat(register().registeredUntil()).isEqualTo(clock.instant().plusSeconds(60));
    }

    @Test
    void withoutATimeOfOurContactThatOfTheAnswerCounts() throws Exception {
        registrar.then(OK, "Contact: CONTACT", "Expires: 70");

        assertThat(register().registeredUntil()).isEqualTo(clock.instant().plusSeconds(70));
    }

    @Test
    void aRegistrarThatDoesNotKeepOurContactHasNotRegisteredUs() throws Exception {
        registrar.then(OK, "Contact: <sip:other@192.0.2.7:5080>;expires=60");

        assertThat(register().lastFailure()).contains("did not keep our Contact");
    }

    @Test
    void theServiceRouteIsKeptInItsOrderAndTheSeenAddressShown() throws Exception {
        registrar.then(
                OK,
                BOUND,
                "Path: <sip:edge.example.org;lr>",
                "Service-Route: <sip:one.example.org;lr>, <sip:two.example.org;lr>",
                "Service-Route: <sip:three.example.org;lr>");
        RegistrationState state = register();

        assertThat(state.serviceRoute())
                .containsExactly("<sip:one.example.org;lr>", "<sip:two.example.org;lr>", "<sip:three.example.org;lr>");
        assertThat(state.seenAs()).isEqualTo("192.0.2.9:4242");
    }

    @Test
    void aRefusalIsSaidInThePlatformsWords() throws Exception {
        registrar.then("403 Forbidden", "Warning: 399 example.org \"The bill was not paid\"");

        assertThat(register().lastFailure()).isEqualTo("403 Forbidden, The bill was not paid");
    }

    @Test
    void anOverloadedPlatformIsAskedAgainWhenItSaid() throws Exception {
        registrar.then("503 Service Unavailable", "Retry-After: 90");

        assertThat(register().nextAttempt()).isEqualTo(clock.instant().plusSeconds(90));
    }

    @Test
    void silenceIsAFailureAfterTheTransactionsTime() throws Exception {
        RegistrationState state = register();

        assertThat(state.lastFailure()).isEqualTo("no answer");
        assertThat(state.nextAttempt()).isEqualTo(clock.instant().plusSeconds(2));
    }

    @Test
    void unregistersByAnExpiryOfZeroAndStaysAway() throws Exception {
        registrar.then("401 Unauthorized", MD5).then(OK, BOUND).then(OK);
        register();
        RegistrationState state = stack.registrations().unregister("livetv").get(5, TimeUnit.SECONDS);

        assertThat(state.registeredUntil()).isNull();
        assertThat(registrar.received().get(2).header("Expires")).isEqualTo("0");
        assertThat(registrar.received().get(2).header("Authorization")).contains("nc=00000002");
        assertThat(refresh().hasLeft()).isTrue();
        assertThat(registrar.received()).hasSize(3);
    }

    @Test
    void whoIsNotRegisteredLeavesWithoutAWord() throws Exception {
        stack.registrations().unregister("livetv").get(5, TimeUnit.SECONDS);

        assertThat(registrar.received()).isEmpty();
    }

    @Test
    void aChannelWithoutAnAccountCannotBeRegistered() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stack.registrations().register("demo"))
                .withMessage("Channel demo has no account to register");
    }
}
