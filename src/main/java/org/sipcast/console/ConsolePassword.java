package org.sipcast.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.sipcast.safety.SecretFile;
import org.sipcast.safety.SecretHash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator has to know. Only its hash is kept. */
public final class ConsolePassword {
    private static final Logger log = LoggerFactory.getLogger(ConsolePassword.class);
    private static final int MIN_CHARACTERS = 12;

    private final SecretHash hash;

    private ConsolePassword(SecretHash hash) {
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
        return new ConsolePassword(SecretHash.of(password));
    }

    boolean matches(String shown) {
        return hash.matches(shown);
    }
}
