package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples that RFCs give, and what changes from one answer to the next. */
class DigestTest {

    private static final Password CIRCLE = new Password("Circle of Life");
    private static final String RFC_7616 = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    private static final String RFC_7616_CHALLENGE =
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
                    + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                    + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    @Test
    void answersLikeTheExampleOfRfc2617Section35() {
        DigestSession session = session(
                "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                        + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
                "0a4f113b");

        assertThat(session.authorize("Mufasa", new Password("Circle Of Life"), "GET", "/dir/index.html"))
                .isEqualTo("Digest username=\"Mufasa\", realm=\"testrealm@host.com\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\","
                        + " response=\"6629fae49393a05397450978507c4ef1\", qop=auth, nc=00000001, cnonce=\"0a4f113b\","
                        + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
    }

    @Test
    void answersInMd5LikeTheExampleOfRfc7616Section391() {
        assertThat(session(RFC_7616_CHALLENGE.formatted("MD5"), RFC_7616)
                        .authorize("Mufasa", CIRCLE, "GET", "/dir/index.html"))
                .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"", "algorithm=MD5", "qop=auth,");
    }

    @Test
    void answersInSha256LikeTheExampleOfRfc7616Section391() {
        assertThat(session(RFC_7616_CHALLENGE.formatted("SHA-256"), RFC_7616)
                        .authorize("Mufasa", CIRCLE, "GET", "/dir/index.html"))
                .contains(
                        "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"",
                        "algorithm=SHA-256");
    }

    @Test
    void knowsSha512256() {
        // FIPS 180-4's example
        assertThat(DigestAlgorithm.SHA_512_256.hash("abc"))
                .isEqualTo("53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
    }

    @Test
    void answersWithoutQopLikeRfc2069() {
        String answer = session(
                        "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"", RFC_7616)
                .authorize("Mufasa", new Password("CircleOfLife"), "GET", "/dir/index.html");

        // RFC 2069 section 2.4 with its erratum
        assertThat(answer)
                .contains("response=\"1949323746fe6a43ef61f9606e7febea\"")
                .doesNotContain("qop", "nc=", "cnonce", "algorithm", "opaque");
    }

    @Test
    void countsTheRequestsOfOneNonce() {
        DigestSession session = session("Digest realm=\"r\", nonce=\"n\", qop=\"auth\"", "c");
        session.authorize("u", CIRCLE, "REGISTER", "sip:r");

        assertThat(session.authorize("u", CIRCLE, "REGISTER", "sip:r")).contains("nc=00000002");
    }

    private static DigestSession session(String challenge, String cnonce) {
        return new DigestSession(DigestChallenge.parse(challenge), () -> cnonce);
    }
}
