package org.sipcast.billing.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process from taking calls for the same node: it would close the first one's calls as its own of before. The
 * lock goes with its process, however that ends.
 */
public final class NodeLock implements AutoCloseable {
    /** Of all advisory locks of a PostgreSQL, ours: "sipc". */
    private static final int LOCKS = 0x73697063;

    private final Held held;

    private interface Held {
        void release() throws IOException, SQLException;
    }

    private NodeLock(Held held) {
        this.held = held;
    }

    /**
     * Takes the lock: beside the file of SQLite, or in PostgreSQL.
     *
     * @throws IllegalStateException if another has it
     */
    public static NodeLock take(DataSource records, String url, String node) throws IOException, SQLException {
        Path file = RecordsDatabase.fileOf(url);
        Held held = file == null ? inPostgresql(records, node) : beside(file, node);
        if (held == null) {
            throw new IllegalStateException("another Sipcast keeps records for node " + node
                    + (file == null ? "" : " in " + file) + "; give this one another sipcast.node");
        }
        return new NodeLock(held);
    }

    private static @Nullable Held beside(Path file, String node) throws IOException {
        FileChannel channel = FileChannel.open(
                file.resolveSibling(file.getFileName() + "." + node + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel::close;
            }
        } catch (OverlappingFileLockException e) {
            // this process has it
        }
        channel.close();
        return null;
    }

    private static @Nullable Held inPostgresql(DataSource records, String node) throws SQLException {
        Connection connection = records.getConnection();
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?, hashtext(?))")) {
            lock.setInt(1, LOCKS);
            lock.setString(2, node);
            try (ResultSet taken = lock.executeQuery()) {
                if (taken.next() && taken.getBoolean(1)) {
                    return () -> release(connection, node);
                }
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return null;
    }

    private static void release(Connection connection, String node) throws SQLException {
        try (Connection toClose = connection;
                PreparedStatement unlock = toClose.prepareStatement("SELECT pg_advisory_unlock(?, hashtext(?))")) {
            unlock.setInt(1, LOCKS);
            unlock.setString(2, node);
            unlock.executeQuery().close();
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        held.release();
    }
}
