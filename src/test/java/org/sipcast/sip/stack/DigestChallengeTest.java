package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestChallengeTest {

    private static final String MD5 = "Digest realm=\"example.org\", nonce=\"md5\", algorithm=MD5, qop=\"auth\"";
    private static final String SHA = "Digest realm=\"example.org\", nonce=\"sha\", algorithm=SHA-256, qop=\"auth\"";
    private static final String OTHER = "Digest realm=\"proxy.example.net\", nonce=\"other\", algorithm=SHA-256";

    @Test
    void readsAChallengeWithoutItsQuotationMarks() {
        assertThat(
                        DigestChallenge.parse(
                                "digest Realm = \"a\\\"b, c\" ,nonce=\"n=,\",opaque=\"\",stale=TRUE,qop=auth,charset=UTF-8,userhash=true"))
                .isEqualTo(new DigestChallenge("a\\\"b, c", "n=,", "", DigestAlgorithm.MD5, false, true, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Digest",
                "Digest ",
                "Digest realm=\"r\"",
                "Digest nonce=\"n\"",
                "Digest realm=\"r\" nonce=\"n\"",
                "Digest realm=\"r\", nonce=\"n\",",
                "Digest realm=\"r\", nonce=\"n",
                "Digest realm=\"r\", nonce=\"n\"x",
                "Digest realm=\"r\", nonce=\"n\", nonce=\"m\"",
                "Digest realm=\"r\", nonce=\"n\r\nX: y\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=MD4",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "Basic realm=\"r\", nonce=\"n\"",
            })
    void refusesWhatIsBrokenOrCannotBeAnswered(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DigestChallenge.parse(text));
    }

    @Test
    void ofSeveralChallengesTheStrongestIsAnsweredWhateverTheirOrder() {
        assertThat(best(MD5, SHA)).isEqualTo("sha");
        assertThat(best(SHA, MD5)).isEqualTo("sha");
    }

    @Test
    void theRealmOfTheAccountGoesBeforeStrength() {
        assertThat(best(OTHER, MD5)).isEqualTo("md5");
    }

    @Test
    void anUnknownRealmIsAnsweredIfThereIsNoOther() {
        assertThat(best(OTHER)).isEqualTo("other");
    }

    @Test
    void whatCannotBeAnsweredIsPassedOver() {
        assertThat(best("Digest realm=\"example.org\", nonce=\"n\", algorithm=AKAv1-MD5", "nonsense", MD5))
                .isEqualTo("md5");
        assertThat(DigestChallenge.best(List.of("nonsense"), "example.org")).isEmpty();
    }

    private static String best(String... challenges) {
        return DigestChallenge.best(List.of(challenges), "example.org")
                .orElseThrow()
                .nonce();
    }
}
