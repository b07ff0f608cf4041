package org.sipcast.chat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with an entry on each line, read again when somebody has changed it. {@code #} begins a comment; without a file there are none. */
final class ListFile<T> {
    private static final Logger log = LoggerFactory.getLogger(ListFile.class);
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Path file;
    private final Function<List<String>, T> meaning;
    private T content;
    private @Nullable FileTime read;
    private long looked;

    ListFile(Path file, Function<List<String>, T> meaning) {
        this.file = file;
        this.meaning = meaning;
        content = meaning.apply(List.of());
        looked = System.nanoTime() - LOOK_NANOS;
    }

    /** What it says; a change counts within a second. */
    synchronized T now() {
        long now = System.nanoTime();
        if (now - looked >= LOOK_NANOS) {
            looked = now;
            look();
        }
        return content;
    }

    private void look() {
        try {
            FileTime changed = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            if (changed == null ? read != null : !changed.equals(read)) {
                content = meaning.apply(changed == null ? List.of() : entries());
                read = changed;
                log.info("{} is read", file);
            }
        } catch (IOException | RuntimeException e) {
            log.warn("{} can't be read, so what it said before goes on: {}", file, e.toString());
        }
    }

    private List<String> entries() throws IOException {
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
