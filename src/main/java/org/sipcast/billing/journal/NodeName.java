package org.sipcast.billing.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The name by which a server's records are told from others'. */
public final class NodeName {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    private NodeName() {}

    /**
     * The configured name, or the host's where none is configured.
     *
     * @throws IllegalArgumentException if it has other characters than host names have
     */
    public static String of(String configured) {
        String name = configured.isBlank() ? hostname() : configured.strip();
        if (!VALID.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "sipcast.node must be up to 63 letters, digits, dots, dashes and underscores, not '" + name + "'");
        }
        return name;
    }

    private static String hostname() {
        try {
            return Files.readString(HOSTNAME).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("the host has no name that can be read; set sipcast.node", e);
        }
    }
}
