package org.sipcast.e2e.records;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Another process, this one, holds the write lock of the journal's SQLite file. */
final class LockedDatabase implements Outage {
    private final Path folder;
    private @Nullable Connection holder;

    LockedDatabase(Path folder) {
        this.folder = folder;
    }

    @Override
    public String url() {
        return "jdbc:sqlite:" + folder.resolve("records.db");
    }

    @Override
    public void begin(long javaPid) throws SQLException {
        holder = DriverManager.getConnection(url());
        try (var statement = holder.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("BEGIN EXCLUSIVE");
        }
    }

    @Override
    public void end() throws SQLException {
        if (holder != null) {
            holder.close();
            holder = null;
        }
    }

    @Override
    public void close() throws SQLException {
        end();
    }

    @Override
    public String toString() {
        return "a locked database";
    }
}
