package org.sipcast.billing.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that requests are signed with, by HMAC-SHA256 as in Standard Webhooks 1.0. Its text shows nothing of it. */
final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final SecretKeySpec key;

    private WebhookSecret(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * @param text 24 to 64 octets in base64, with or without {@code whsec_} before them
     * @throws IllegalArgumentException for anything else; it does not quote the text
     */
    static WebhookSecret parse(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the webhook's secret is not base64");
        }
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException("the webhook's secret has " + key.length + " octets; it must have "
                    + SHORTEST + " to " + LONGEST + ": echo whsec_$(openssl rand -base64 32)");
        }
        return new WebhookSecret(key);
    }

    String signature(String id, long timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] code = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", e);
        }
    }
}
