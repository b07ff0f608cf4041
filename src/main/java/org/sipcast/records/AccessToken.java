package org.sipcast.records;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipcast.safety.SecretFile;
import org.sipcast.safety.SecretHash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What whoever reads records has to know (RFC 6750). Only its hash is kept. */
public final class AccessToken {
    private static final Logger log = LoggerFactory.getLogger(AccessToken.class);

    /** The characters of a bearer token; short ones can be guessed. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]{16,512}=*");

    private final SecretHash hash;

    private AccessToken(SecretHash hash) {
        this.hash = hash;
    }

    /**
     * The token that is set up.
     *
     * @param token the token itself, or nothing
     * @param file the file that holds it otherwise, or nothing
     * @return nothing if none is set up, or its file can't be read
     * @throws IllegalArgumentException if its file is open to everybody, or it is too short or has characters that none may have
     */
    public static Optional<AccessToken> find(String token, String file) {
        if (!token.isBlank()) {
            return Optional.of(of(token.strip(), "sipcast.records.token"));
        }
        return file.isBlank() ? Optional.empty() : read(Path.of(file));
    }

    private static Optional<AccessToken> read(Path file) {
        try {
            return Optional.of(of(SecretFile.read(file).strip(), file.toString()));
        } catch (IOException e) {
            log.warn("Nobody can read records by HTTP: the token's file {} can't be read ({})", file, e.toString());
            return Optional.empty();
        }
    }

    private static AccessToken of(String token, String source) {
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    source + " must hold a token of 16 to 512 letters, digits and -._~+/, nothing else");
        }
        return new AccessToken(SecretHash.of(token));
    }

    boolean matches(String presented) {
        return hash.matches(presented);
    }
}
