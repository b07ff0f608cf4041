package org.sipcast.e2e.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.sipcast.e2e.program.Program;

/** A disk for the journal alone, in memory, which is then filled. Only root can make one. */
final class FullDisk implements Outage {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final Path filling;

    FullDisk(Path parent) throws IOException {
        folder = Files.createDirectory(parent.resolve("disk"));
        filling = folder.resolve("filling");
        Program.run(
                LIMIT, Map.of(), List.of("mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "none", folder.toString()));
    }

    @Override
    public String url() {
        return "jdbc:sqlite:" + folder.resolve("records.db");
    }

    @Override
    public void begin(long javaPid) throws IOException {
        try (var out = Files.newOutputStream(filling)) {
            while (true) {
                out.write(new byte[1024]);
            }
        } catch (IOException full) {
            if (Files.getFileStore(folder).getUsableSpace() > 0) {
                throw full;
            }
        }
    }

    @Override
    public void end() throws IOException {
        Files.delete(filling);
    }

    @Override
    public void close() {
        Program.run(LIMIT, Map.of(), List.of("umount", folder.toString()));
    }

    @Override
    public String toString() {
        return "a full disk";
    }
}
