package org.sipcast.sip.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A challenge that we can answer (RFC 7616 section 3.3).
 *
 * @param opaque to be sent back, if there is any
 * @param hasAlgorithm whether the challenge names its algorithm, so that the answer should
 * @param hasQop whether qop=auth is offered; without, the answer is that of RFC 2069
 * @param isStale whether only the nonce was too old, and not the password wrong
 */
record DigestChallenge(
        String realm,
        String nonce,
        @Nullable String opaque,
        DigestAlgorithm algorithm,
        boolean hasAlgorithm,
        boolean hasQop,
        boolean isStale) {

    private static final Logger LOG = LoggerFactory.getLogger(DigestChallenge.class);

    /**
     * Reads the value of a WWW-Authenticate or Proxy-Authenticate header field.
     *
     * @throws IllegalArgumentException if it is none, or one that we cannot answer: another scheme, an algorithm we do
     *     not know, no quality of protection but auth-int
     */
    static DigestChallenge parse(String text) {
        AuthParameters parameters = AuthParameters.parse(text);
        if (!parameters.scheme().equalsIgnoreCase("Digest")) {
            throw new IllegalArgumentException("another scheme than Digest: " + parameters.scheme());
        }
        Map<String, String> values = parameters.values();
        String algorithm = values.get("algorithm");
        return new DigestChallenge(
                required(values, "realm"),
                required(values, "nonce"),
                values.get("opaque"),
                DigestAlgorithm.named(algorithm == null ? "MD5" : algorithm)
                        .orElseThrow(() -> new IllegalArgumentException("unknown algorithm " + algorithm)),
                algorithm != null,
                offersAuth(values.get("qop")),
                "true".equalsIgnoreCase(values.get("stale")));
    }

    /**
     * The one of several challenges to answer: of those for our realm, or for the first one if none is, the strongest.
     * RFC 8760 section 2.4 would have the topmost unless a local policy says otherwise; this is ours, so that whoever
     * orders the header fields cannot make us use MD5.
     *
     * @param realm the one that our credentials are probably meant for
     */
    static Optional<DigestChallenge> best(List<String> texts, String realm) {
        List<DigestChallenge> known = new ArrayList<>();
        for (String text : texts) {
            try {
                known.add(parse(text));
            } catch (IllegalArgumentException e) {
                LOG.debug("A challenge that cannot be answered: {}", e.getMessage());
            }
        }
        Optional<String> chosen = known.stream()
                .map(DigestChallenge::realm)
                .filter(realm::equals)
                .findFirst()
                .or(() -> known.stream().map(DigestChallenge::realm).findFirst());
        return known.stream()
                .filter(challenge -> challenge.realm.equals(chosen.orElse(null)))
                .max(Comparator.comparing(DigestChallenge::algorithm));
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private static boolean offersAuth(@Nullable String qop) {
        if (qop == null) {
            return false;
        }
        if (Arrays.stream(qop.split(",", -1)).map(String::strip).noneMatch("auth"::equalsIgnoreCase)) {
            throw new IllegalArgumentException("unknown qop " + qop);
        }
        return true;
    }
}
