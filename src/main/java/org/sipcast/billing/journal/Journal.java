package org.sipcast.billing.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The records of one node: appended to by many threads, read in order, never changed. */
public final class Journal implements AutoCloseable {
    /** In one transaction; others wait for the next. */
    private static final int TOGETHER = 1000;

    private final DataSource records;
    private final String node;
    private final JournalWriter writer;
    private final GroupCommit<Event> commits;
    private final @Nullable NodeLock lock;

    /**
     * That of a server which may run in another process at the same time.
     *
     * @param records a database with the journal's tables
     */
    public Journal(DataSource records, String node, Clock clock) {
        this(records, node, clock, null);
    }

    /**
     * That of a server, for itself.
     *
     * @throws IllegalStateException if another process is this node's server
     */
    public static Journal locked(DataSource records, String url, String node, Clock clock)
            throws IOException, SQLException {
        return new Journal(records, node, clock, NodeLock.take(records, url, node));
    }

    private Journal(DataSource records, String node, Clock clock, @Nullable NodeLock lock) {
        this.records = records;
        this.node = node;
        this.lock = lock;
        this.writer = new JournalWriter(records, node, clock);
        this.commits = new GroupCommit<>(writer::write, TOGETHER);
    }

    public String node() {
        return node;
    }

    /**
     * Appends an event and returns when it is durable; one whose id is in the journal changes nothing. A failure is tried again
     * for some hundred milliseconds.
     *
     * @throws RecordNotWrittenException if it is not in the journal, by all that is known
     */
    public void append(Event event) {
        Throwable failure = commits.write(event);
        if (failure != null) {
            throw new RecordNotWrittenException(failure);
        }
    }

    /**
     * Tries whether anything can be written.
     *
     * @throws RecordNotWrittenException if not
     */
    public void probe() {
        commits.between(() -> {
            try {
                writer.probe();
            } catch (SQLException | RuntimeException e) {
                throw new RecordNotWrittenException(e);
            }
        });
    }

    /**
     * The records that follow one, in order.
     *
     * @param seq 0 for all from the beginning
     * @param limit at most as many
     */
    public List<JournalRecord> after(long seq, int limit) throws SQLException {
        List<JournalRecord> found = new ArrayList<>();
        try (Connection connection = records.getConnection();
                PreparedStatement query = connection.prepareStatement(Sql.AFTER)) {
            query.setString(1, node);
            query.setLong(2, seq);
            query.setInt(3, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(Sql.read(rows));
                }
            }
        }
        return found;
    }

    /** Where the chain ends. */
    public ChainHead head() throws SQLException {
        try (Connection connection = records.getConnection()) {
            return Chain.head(connection, node);
        }
    }

    /** What the oldest record that is kept comes after. */
    public ChainHead anchor() throws SQLException {
        try (Connection connection = records.getConnection()) {
            return Chain.anchor(connection, node);
        }
    }

    /** Gives its connection back, and the lock. */
    @Override
    public void close() throws IOException, SQLException {
        commits.between(writer::close);
        if (lock != null) {
            lock.close();
        }
    }
}
