package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which challenges are answered, and how often. */
class RegisterChallengeTest extends RegistrarScriptTest {

    RegisterChallengeTest() throws IOException {}

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
    void whatIsNotDueIsNotSent() throws Exception {
        registrar.then("401 Unauthorized", MD5).then("401 Unauthorized", MD5);
        register();
        register();
        clock.pass(Duration.ofMinutes(4));
        register();

        assertThat(registrar.received()).hasSize(2);
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
