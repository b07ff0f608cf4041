package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.sip.stack.FakeRegistrar.Received;

/** What real registrars seldom do, done by a scripted one. */
class RegistrationClientTest {

    private static final String OK = "200 OK";
    private static final String BOUND = "Contact: CONTACT;expires=60";
    private static final String MD5 = "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"one\", qop=\"auth\"";
    private static final String SHA =
            "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"two\", qop=\"auth\", algorithm=SHA-256, opaque=\"o\"";

    private final int port = FreePorts.one();
    private final HandClock clock = new HandClock();
    private final FakeRegistrar registrar = new FakeRegistrar();
    private final Registrations registrations = new Registrations(
            registrar.uri(),
            Duration.ofSeconds(300),
            List.of(new Account("livetv", "tv", "example.org", new Password("secret"))),
            clock,
            new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 0));
    private final SipStack stack = new SipStack(
            SipSettings.on("127.0.0.1", port).withT1(Duration.ofMillis(20)), new RecordingApplication(), registrations);

    RegistrationClientTest() throws IOException {}

    @AfterEach
    void close() {
        registrar.close();
        // JAIN-SIP takes a second for it, which no test has to wait for
        new Thread(stack::close, "closing").start();
    }

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
    void answersAnMd5ChallengeAndThenCountsOn() throws Exception {
        registrar.then("401 Unauthorized", MD5).then(OK, BOUND).then(OK, BOUND);
        register();
        refresh();

        List<String> answers = credentials("Authorization");
        assertThat(answers.get(0)).isEmpty();
        assertThat(answers.get(1)).contains("nc=00000001", "username=\"tv\"", "uri=\"sip:example.org\"");
        assertThat(answers.get(2)).contains("nc=00000002", "nonce=\"one\"");
        assertThat(cnonce(answers.get(1))).isNotEqualTo(cnonce(answers.get(2)));
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
    void answersTheStrongestOfSeveralChallenges() throws Exception {
        registrar
                .then("401 Unauthorized", MD5, SHA, "WWW-Authenticate: Basic realm=\"x\"")
                .then(OK, BOUND);
        register();

        String answer = credentials("Authorization").get(1);
        String a1 = DigestAlgorithm.SHA_256.hash("tv:example.org:secret");
        String a2 = DigestAlgorithm.SHA_256.hash("REGISTER:sip:example.org");
        assertThat(answer)
                .contains("algorithm=SHA-256", "opaque=\"o\"")
                .contains("response=\""
                        + DigestAlgorithm.SHA_256.hash(a1 + ":two:00000001:" + cnonce(answer) + ":auth:" + a2) + "\"");
    }

    @Test
    void answersAProxyAndTheRegistrarBehindIt() throws Exception {
        registrar
                .then("407 Proxy Authentication Required", "Proxy-Authenticate: Digest realm=\"proxy\", nonce=\"p\"")
                .then("401 Unauthorized", MD5)
                .then(OK, BOUND);

        assertThat(register().lastFailure()).isNull();
        assertThat(credentials("Proxy-Authorization").get(2)).contains("realm=\"proxy\"");
        assertThat(credentials("Authorization").get(2)).contains("realm=\"example.org\"");
    }

    @Test
    void aStaleNonceIsNoFailure() throws Exception {
        registrar
                .then("401 Unauthorized", MD5)
                .then("401 Unauthorized", SHA + ", stale=true")
                .then(OK, BOUND);

        assertThat(register().failures()).isZero();
        assertThat(credentials("Authorization").get(2)).contains("nonce=\"two\"", "nc=00000001");
    }

    @Test
    void anOldNonceThatIsRefusedWithoutBeingCalledStaleIsNoFailureEither() throws Exception {
        registrar.then("401 Unauthorized", MD5).then(OK, BOUND);
        register();
        registrar.then("401 Unauthorized", SHA).then(OK, BOUND);

        assertThat(refresh().failures()).isZero();
    }

    @Test
    void aRegistrarThatCallsEveryNonceStaleIsLeftInPeaceForAWhile() throws Exception {
        for (int i = 0; i < 20; i++) {
            registrar.then("401 Unauthorized", MD5 + ", stale=true");
        }
        RegistrationState state = register();

        assertThat(state.lastFailure()).isEqualTo("401 Unauthorized, again and again");
        assertThat(state.nextAttempt()).isEqualTo(clock.instant().plusSeconds(2));
        assertThat(registrar.received()).hasSize(6);
    }

    @Test
    void aWrongPasswordIsSaidInWordsAndNotTriedAgainSoon() throws Exception {
        registrar.then("401 Unauthorized", MD5).then("401 Unauthorized", MD5).then(OK, BOUND);
        RegistrationState state = register();

        assertThat(state.lastFailure()).isEqualTo("401 Unauthorized, so the user or the password is wrong");
        assertThat(state.nextAttempt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(registrar.received()).hasSize(2);
    }

    @Test
    void aChallengeOfAnUnknownKindIsSaidInWords() throws Exception {
        registrar.then("401 Unauthorized", "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"n\", algorithm=X");

        assertThat(register().lastFailure()).contains("no kind of authentication that is known here");
        assertThat(registrar.received()).hasSize(1);
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
    void whatIsNotDueIsNotSent() throws Exception {
        registrar.then("401 Unauthorized", MD5).then("401 Unauthorized", MD5);
        register();
        register();
        clock.pass(Duration.ofMinutes(4));
        register();

        assertThat(registrar.received()).hasSize(2);
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

    private RegistrationState register() throws Exception {
        return stack.registrations().register("livetv").get(10, TimeUnit.SECONDS);
    }

    private RegistrationState refresh() throws Exception {
        clock.pass(Duration.ofMinutes(15));
        return register();
    }

    private List<String> credentials(String header) {
        return registrar.received().stream()
                .map(request -> request.header(header))
                .toList();
    }

    private static String cnonce(String credentials) {
        Matcher cnonce = Pattern.compile("cnonce=\"([0-9a-f]{32})\"").matcher(credentials);
        assertThat(cnonce.find()).isTrue();
        return cnonce.group(1);
    }
}
