package org.sipcast.safety;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Files that hold a secret. */
public final class SecretFile {
    private static final long MAX_OCTETS = 4096;

    private SecretFile() {}

    /**
     * What it holds.
     *
     * @throws IllegalArgumentException if everybody on this machine can read it, or it is too long for a secret
     */
    public static String read(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IllegalArgumentException("everybody on this machine can read the secret in " + file
                    + ", so it is none: make another one, and chmod 600 the file");
        }
        if (Files.size(file) > MAX_OCTETS) {
            throw new IllegalArgumentException(file + " is too long for a secret");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
