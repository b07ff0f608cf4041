package org.sipcast.e2e.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import org.sipcast.e2e.film.DemoFilm;

/** Films for a test run, made once, where the user that VLC runs as can read them wherever the project lies. */
public final class TestMedia {
    /** Length of {@code demo.mkv}. */
    public static final Duration FILM = Duration.ofMinutes(2);

    /** Length of {@code short.mkv}. */
    public static final Duration SHORT_FILM = Duration.ofSeconds(4);

    private static final Path FOLDER = make();

    private TestMedia() {}

    public static Path folder() {
        return FOLDER;
    }

    private static Path make() {
        try {
            var folder = openFolder("sipcast-media-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            Files.move(DemoFilm.make(folder, SHORT_FILM), folder.resolve("short.mkv"));
            DemoFilm.make(folder, FILM);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder below /tmp that every user can read. */
    public static Path openFolder(String prefix) throws IOException {
        return open(Files.createTempDirectory(Path.of("/tmp"), prefix));
    }

    /** Makes a folder that {@link #delete} deleted, for a test that is run once more; every user can read it. */
    static void restoreFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            open(Files.createDirectory(folder));
        }
    }

    private static Path open(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    public static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
