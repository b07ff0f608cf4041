package org.sipcast.billing.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The records of one node: appended to by many threads, read in order, never changed. */
public final class Journal implements AutoCloseable {
    /** Callers whose events are written in one transaction; others wait for the next. */
    private static final int TOGETHER = 1000;

    private final DataSource records;
    private final String node;
    private final JournalWriter writer;
    private final GroupCommit<List<Event>> commits;
    private final @Nullable NodeLock lock;

    /**
     * That of a server which may run in another process at the same time.
     *
     * @param records a database with the journal's tables
     */
    public Journal(DataSource records, String node, Clock clock) {
        this(records, node, clock, null, false);
    }

    /**
     * That of a server, for itself.
     *
     * @throws IllegalStateException if another process is this node's server
     */
    public static Journal locked(DataSource records, String url, String node, Clock clock)
            throws IOException, SQLException {
        Path file = RecordsDatabase.fileOf(url);
        if (file != null) {
            return new Journal(records, node, clock, NodeLock.beside(file, node), false);
        }
        Journal journal = new Journal(records, node, clock, null, true);
        journal.writer.open();
        return journal;
    }

    private Journal(DataSource records, String node, Clock clock, @Nullable NodeLock lock, boolean locking) {
        this.records = records;
        this.node = node;
        this.lock = lock;
        this.writer = new JournalWriter(records, node, clock, locking);
        this.commits = new GroupCommit<>(
                together -> writer.write(together.stream().flatMap(List::stream).toList()), TOGETHER);
    }

    public String node() {
        return node;
    }

    /**
     * Appends events in their order, all or none, and returns when they are durable; one whose id is in the journal changes
     * nothing, nor does an interim one of a call that is over. A failure is tried again twice, at once and 200 ms later; how long an
     * attempt takes is the database's matter.
     *
     * @throws RecordNotWrittenException if they are not in the journal, by all that is known
     */
    public void append(List<Event> events) {
        Throwable failure = commits.write(events);
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

    /** The calls that have a start and no end, oldest first. */
    public List<OpenCall> openCalls() throws SQLException {
        List<OpenCall> open = new ArrayList<>();
        try (Connection connection = records.getConnection();
                PreparedStatement query = connection.prepareStatement(Sql.OPEN_CALLS)) {
            query.setString(1, node);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String call = rows.getString(1);
                    JournalRecord interim = lastOf(connection, call, EventType.INTERIM);
                    JournalRecord last = interim == null ? find(connection, call + "/started") : interim;
                    if (last != null) {
                        open.add(new OpenCall(call, last.channel(), last));
                    }
                }
            }
        }
        return open;
    }

    /** The record with an id, if there is one. */
    public Optional<JournalRecord> find(String id) throws SQLException {
        try (Connection connection = records.getConnection()) {
            return Optional.ofNullable(find(connection, id));
        }
    }

    /** The last of a call's records of a type that it may have several of. */
    public Optional<JournalRecord> lastOf(String call, EventType type) throws SQLException {
        try (Connection connection = records.getConnection()) {
            return Optional.ofNullable(lastOf(connection, call, type));
        }
    }

    private static @Nullable JournalRecord find(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.BY_ID)) {
            query.setString(1, id);
            return first(query);
        }
    }

    private static @Nullable JournalRecord lastOf(Connection connection, String call, EventType type)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.LAST_BETWEEN)) {
            String ids = call + "/" + type.word();
            query.setString(1, ids + "/");
            // the character that follows the slash
            query.setString(2, ids + "0");
            return first(query);
        }
    }

    private static @Nullable JournalRecord first(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? Sql.read(row) : null;
        }
    }

    /** The seq that a query for this node finds; 0 if it finds none. */
    long seq(String query) throws SQLException {
        try (Connection connection = records.getConnection();
                PreparedStatement find = connection.prepareStatement(query)) {
            find.setString(1, node);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
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
