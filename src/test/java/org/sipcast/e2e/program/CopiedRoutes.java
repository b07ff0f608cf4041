package org.sipcast.e2e.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The shipped routes, where a test can edit them. */
public final class CopiedRoutes {
    private CopiedRoutes() {}

    /** Copies all files of them into a folder that is there. */
    public static Path into(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }
}
