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

/**
 * Keeps a second process from taking calls for the same node: it would close the first one's calls as its own of before. The
 * lock goes with its process, however that ends; in PostgreSQL with the connection by which it was taken.
 */
final class NodeLock implements AutoCloseable {
    /** Of all advisory locks of a PostgreSQL, ours: "sipc". */
    private static final int LOCKS = 0x73697063;

    private final FileChannel file;

    private NodeLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock beside a file of SQLite.
     *
     * @throws IllegalStateException if another has it
     */
    static NodeLock beside(Path file, String node) throws IOException {
        FileChannel channel = FileChannel.open(
                file.resolveSibling(file.getFileName() + "." + node + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new NodeLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // this process has it
        }
        channel.close();
        throw taken(node, " in " + file);
    }

    /**
     * Takes the lock for as long as a connection to PostgreSQL lasts.
     *
     * @throws IllegalStateException if another has it
     */
    static void takeFor(Connection connection, String node) throws SQLException {
        if (!ask(connection, "SELECT pg_try_advisory_lock(?, hashtext(?))", node)) {
            throw taken(node, "");
        }
    }

    /** Gives back what {@link #takeFor} took, or nothing if it is not held. */
    static void release(Connection connection, String node) throws SQLException {
        ask(connection, "SELECT pg_advisory_unlock(?, hashtext(?))", node);
    }

    private static boolean ask(Connection connection, String question, String node) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(question)) {
            query.setInt(1, LOCKS);
            query.setString(2, node);
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static IllegalStateException taken(String node, String where) {
        return new IllegalStateException(
                "another Sipcast keeps records for node " + node + where + "; give this one another sipcast.node");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
