package org.sipcast.e2e.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.sipcast.e2e.server.SipcastServer;

/** Lets a program see another time of day than the system's, by libfaketime; what measures durations goes on undisturbed, as in reality. */
final class FakeClock {
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "libfaketimeMT.so.1";

    private final Path file;

    /** @param file says how wrong the clock is */
    FakeClock(Path file) {
        this.file = file;
        show(Duration.ZERO);
    }

    SipcastServer in(SipcastServer server) {
        return server.with("LD_PRELOAD", library().toString())
                .with("FAKETIME_TIMESTAMP_FILE", file.toString())
                .with("FAKETIME_NO_CACHE", "1")
                .with("DONT_FAKE_MONOTONIC", "1")
                // otherwise Java's waits end at once
                .with("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    private static Path library() {
        try (var found = Files.find(LIBRARIES, 4, (path, attributes) -> path.endsWith(Path.of("faketime", LIBRARY)))) {
            return found.findFirst().orElseThrow(() -> new IllegalStateException("the package faketime is missing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on it is later by so much, or earlier. */
    void show(Duration shift) {
        try {
            // in one step, as it may be read at any moment
            Path next = Files.writeString(
                    file.resolveSibling(file.getFileName() + ".next"), "%+d\n".formatted(shift.toSeconds()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
