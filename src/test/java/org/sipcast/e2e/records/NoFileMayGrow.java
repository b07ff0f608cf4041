package org.sipcast.e2e.records;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.sipcast.e2e.program.Program;

/** The kernel refuses each write of the application to any file, its log included, as a quota does; every user can set this limit. */
final class NoFileMayGrow implements Outage {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private long javaPid;

    NoFileMayGrow(Path folder) {
        this.folder = folder;
    }

    @Override
    public String url() {
        return "jdbc:sqlite:" + folder.resolve("records.db");
    }

    @Override
    public void begin(long pid) {
        javaPid = pid;
        limit("0");
    }

    @Override
    public void end() {
        limit("unlimited");
    }

    /** The soft limit only: a hard one could not be lifted again. */
    private void limit(String octets) {
        Program.run(LIMIT, Map.of(), List.of("prlimit", "--pid", "" + javaPid, "--fsize=" + octets + ":unlimited"));
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "a limit of all files";
    }
}
