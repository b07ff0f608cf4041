package org.sipcast.billing.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Deletes old records, whole days (UTC) only, and leaves an anchor from which the chain goes on. What a feed has not handed on
 * yet, or a call that lasts needs, stays with all that follows it.
 */
public final class Retention {
    /** The journal waits while these are deleted. */
    private static final int TOGETHER = 1000;
    /** In which the journal has its turn: SQLite lets those who wait look for theirs now and then only. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DataSource records;
    private final String node;
    private final Clock clock;

    public Retention(DataSource records, String node, Clock clock) {
        this.records = records;
        this.node = node;
        this.clock = clock;
    }

    /**
     * Deletes what may go.
     *
     * @param days how many whole days are kept besides today; 0 keeps all
     * @return how many records were deleted
     */
    public long deleteOld(int days) throws SQLException {
        if (days <= 0) {
            return 0;
        }
        String limit = CloudEvents.timestamp(
                clock.instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days)));
        try (Connection connection = records.getConnection()) {
            long last = lastBefore(connection, limit);
            long deleted = 0;
            for (long some = deleteSome(connection, last); some > 0; some = deleteSome(connection, last)) {
                deleted += some;
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return deleted;
        }
    }

    private long deleteSome(Connection connection, long last) throws SQLException {
        connection.setAutoCommit(false);
        try {
            ChainHead anchor = Chain.anchor(connection, node);
            long until = Math.min(
                    Math.min(last, anchor.seq() + TOGETHER),
                    Math.min(
                            number(connection, "SELECT min(seq) FROM feed WHERE node = ?", Long.MAX_VALUE),
                            number(connection, "SELECT min(seq) - 1 FROM open_call WHERE node = ?", Long.MAX_VALUE)));
            long deleted = until <= anchor.seq() ? 0 : deleteUntil(connection, until);
            connection.setAutoCommit(true);
            return deleted;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private long deleteUntil(Connection connection, long seq) throws SQLException {
        String hash = hashOf(connection, seq);
        if (hash == null) {
            return 0;
        }
        move(connection, seq, hash);
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM record WHERE node = ? AND seq <= ?")) {
            delete.setString(1, node);
            delete.setLong(2, seq);
            return delete.executeUpdate();
        }
    }

    /** Of all that were written before; one that was written later, by a clock that was wrong then, ends them. */
    private long lastBefore(Connection connection, String limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT seq - 1 FROM record WHERE node = ? AND recorded_at >= ? ORDER BY seq LIMIT 1")) {
            query.setString(1, node);
            query.setString(2, limit);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? row.getLong(1)
                        : Chain.head(connection, node).seq();
            }
        }
    }

    private long number(Connection connection, String sql, long otherwise) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, node);
            try (ResultSet row = query.executeQuery()) {
                long number = row.next() ? row.getLong(1) : otherwise;
                return row.wasNull() ? otherwise : number;
            }
        }
    }

    private @Nullable String hashOf(Connection connection, long seq) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT hash FROM record WHERE node = ? AND seq = ?")) {
            query.setString(1, node);
            query.setLong(2, seq);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private void move(Connection connection, long seq, String hash) throws SQLException {
        try (PreparedStatement anchor =
                connection.prepareStatement("INSERT INTO anchor (node, seq, hash) VALUES (?, ?, ?)"
                        + " ON CONFLICT (node) DO UPDATE SET seq = excluded.seq, hash = excluded.hash")) {
            anchor.setString(1, node);
            anchor.setLong(2, seq);
            anchor.setString(3, hash);
            anchor.executeUpdate();
        }
    }
}
