package org.sipcast.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.sipcast.safety.SecretFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator has to know. Only its hash is kept, so that it can't get into a log or be read by way of JMX. */
public final class ConsolePassword {
    private static final Logger log = LoggerFactory.getLogger(ConsolePassword.class);
    private static final int MIN_CHARACTERS = 12;

    private final byte[] hash;

    private ConsolePassword(byte[] hash) {
        this.hash = hash;
    }

    /**
     * The password that is set up.
     *
     * @param file the file that holds it, or nothing
     * @return nothing if none is set up, or its file can't be read: then there is no console
     * @throws IllegalArgumentException if its file is open to everybody, or it is too short
     */
    public static Optional<ConsolePassword> find(String file) {
        if (file.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(SecretFile.read(Path.of(file)).strip(), file));
        } catch (IOException e) {
            log.warn("There is no console: its password's file {} can't be read ({})", file, e.toString());
            return Optional.empty();
        }
    }

    static ConsolePassword of(String password, String source) {
        if (password.length() < MIN_CHARACTERS) {
            throw new IllegalArgumentException(
                    source + " must hold a password of at least " + MIN_CHARACTERS + " characters");
        }
        return new ConsolePassword(sha256(password));
    }

    /** Takes as long for one that is nearly right as for one that is not at all. */
    boolean matches(String shown) {
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
