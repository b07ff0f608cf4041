package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account's answers to challenges, kept from one request to the next, so that most need no challenge of their own. */
final class Credentials {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CNONCE_OCTETS = 16;

    private final Account account;
    private final Map<Challenger, DigestSession> sessions = new EnumMap<>(Challenger.class);

    Credentials(Account account) {
        this.account = account;
    }

    /** Adds an answer for each who has asked so far; to be done last, and once for each request. */
    void authorize(SIPRequest request) {
        sessions.forEach((challenger, session) -> request.setHeader(Headers.of(
                challenger.answer(),
                session.authorize(
                        account.user(),
                        account.password(),
                        request.getMethod(),
                        request.getRequestURI().toString()))));
    }

    /** Takes the challenge of a response, if it has one that we can answer. */
    Optional<DigestChallenge> take(Challenger challenger, SIPResponse response) {
        Optional<DigestChallenge> challenge = challenge(challenger, response, account.domain());
        challenge.ifPresent(taken -> sessions.put(challenger, new DigestSession(taken, Credentials::randomText)));
        return challenge;
    }

    /** The challenge in a response that we would answer. */
    static Optional<DigestChallenge> challenge(Challenger challenger, SIPResponse response, String realm) {
        return DigestChallenge.best(texts(response, challenger.question()), realm);
    }

    /** Forgets what was refused, so that the next request is challenged anew. */
    void forget(Challenger challenger) {
        sessions.remove(challenger);
    }

    private static List<String> texts(SIPResponse response, String name) {
        List<String> texts = new ArrayList<>();
        for (Iterator<SIPHeader> it = response.getHeaders(name); it.hasNext(); ) {
            texts.add(it.next().getHeaderValue());
        }
        return texts;
    }

    private static String randomText() {
        byte[] octets = new byte[CNONCE_OCTETS];
        RANDOM.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }
}
