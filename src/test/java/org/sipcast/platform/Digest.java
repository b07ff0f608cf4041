package org.sipcast.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** An answer to a digest challenge (RFC 2617), MD5 with {@code qop=auth}. */
record Digest(String user, String password, String realm, String nonce) {
    private static final String CLIENT_NONCE = "0a4f113b";

    static Digest of(String challenge, String user, String password) {
        return new Digest(user, password, parameter(challenge, "realm"), parameter(challenge, "nonce"));
    }

    private static String parameter(String challenge, String name) {
        var matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(challenge);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + challenge);
        }
        return matcher.group(1);
    }

    /** The value of Authorization or Proxy-Authorization, for the {@code count}th request with this nonce. */
    String credentials(String method, String uri, int count) {
        var nonceCount = "%08x".formatted(count);
        var secret = md5(user + ":" + realm + ":" + password);
        var response = md5(String.join(":", secret, nonce, nonceCount, CLIENT_NONCE, "auth", md5(method + ":" + uri)));
        return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", qop=auth, nc=%s, cnonce=\"%s\", response=\"%s\""
                .formatted(user, realm, nonce, uri, nonceCount, CLIENT_NONCE, response);
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
