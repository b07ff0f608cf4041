package org.sipcast.safety;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** All that is kept of a secret: enough to know it again, and nothing that could get into a log or be read by way of JMX. */
public final class SecretHash {
    private final byte[] hash;

    private SecretHash(byte[] hash) {
        this.hash = hash;
    }

    public static SecretHash of(String secret) {
        return new SecretHash(sha256(secret));
    }

    /** Takes as long for one that is nearly right as for one that is not at all. */
    public boolean matches(String shown) {
        return MessageDigest.isEqual(hash, sha256(shown));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
