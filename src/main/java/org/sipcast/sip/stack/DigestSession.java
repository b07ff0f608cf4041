package org.sipcast.sip.stack;

import java.util.Locale;
import java.util.function.Supplier;

/** The answers to one challenge: as long as its nonce is taken, each request carries the next nonce count (RFC 7616). */
final class DigestSession {

    private final DigestChallenge challenge;
    private final Supplier<String> cnonces;
    private int nonceCount;

    /** @param cnonces a new random value each time */
    DigestSession(DigestChallenge challenge, Supplier<String> cnonces) {
        this.challenge = challenge;
        this.cnonces = cnonces;
    }

    /** The value of an Authorization or Proxy-Authorization header field for the next request (RFC 7616 section 3.4). */
    String authorize(String user, Password password, String method, String uri) {
        DigestAlgorithm algorithm = challenge.algorithm();
        String secret = algorithm.hash(user + ":" + challenge.realm() + ":" + password.secret());
        String request = algorithm.hash(method + ":" + uri);
        StringBuilder value = new StringBuilder("Digest ");
        quoted(value, "username", user);
        quoted(value.append(", "), "realm", challenge.realm());
        quoted(value.append(", "), "nonce", challenge.nonce());
        quoted(value.append(", "), "uri", uri);
        if (challenge.hasQop()) {
            String count = String.format(Locale.ROOT, "%08x", ++nonceCount);
            String cnonce = cnonces.get();
            String middle = ":" + challenge.nonce() + ":" + count + ":" + cnonce + ":auth:";
            quoted(value.append(", "), "response", algorithm.hash(secret + middle + request));
            value.append(", qop=auth, nc=").append(count);
            quoted(value.append(", "), "cnonce", cnonce);
        } else {
            String response = algorithm.hash(secret + ":" + challenge.nonce() + ":" + request);
            quoted(value.append(", "), "response", response);
        }
        if (challenge.hasAlgorithm()) {
            value.append(", algorithm=").append(algorithm.token());
        }
        String opaque = challenge.opaque();
        if (opaque != null) {
            quoted(value.append(", "), "opaque", opaque);
        }
        return value.toString();
    }

    private static void quoted(StringBuilder into, String name, String value) {
        into.append(name).append("=\"").append(value).append('"');
    }
}
