package org.sipcast.e2e.records;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.sipcast.e2e.program.FreePorts;

/** A PostgreSQL that is stopped, and started again with its data on its port. */
final class AbsentDatabase implements Outage {
    private final Path data;
    private final int port = FreePorts.one();
    private EmbeddedPostgres server;

    AbsentDatabase(Path folder) throws IOException {
        data = folder.resolve("postgresql");
        server = start();
    }

    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    @Override
    public void begin(long javaPid) throws IOException {
        server.close();
    }

    @Override
    public void end() throws IOException {
        server = start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    @Override
    public String toString() {
        return "a database that is gone";
    }
}
