package org.sipcast.billing.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A connection with prepared statements, and where the chain ends by its word. After any failure it is of no use any more. Not
 * for several threads at once.
 */
final class JournalSession implements AutoCloseable {
    private final Connection connection;
    private final String node;
    private final Clock clock;
    private final boolean locking;
    private final CloudEvents cloudEvents;
    private final PreparedStatement insert;
    private final PreparedStatement open;
    private final PreparedStatement close;
    private final PreparedStatement find;
    private final Set<String> openCalls = new HashSet<>();
    private ChainHead head;

    /**
     * Gives the connection back if it cannot be used.
     *
     * @param locking whether it is of use only while no other process is this node's server; in PostgreSQL
     */
    JournalSession(Connection connection, String node, Clock clock, boolean locking) throws SQLException {
        this.connection = connection;
        this.node = node;
        this.clock = clock;
        this.locking = locking;
        this.cloudEvents = new CloudEvents(node);
        try {
            if (locking) {
                NodeLock.takeFor(connection, node);
            }
            insert = connection.prepareStatement(Sql.INSERT);
            open = connection.prepareStatement(Sql.OPEN_CALL);
            close = connection.prepareStatement(Sql.CLOSE_CALL);
            find = connection.prepareStatement(Sql.FIND_ID);
            head = Chain.head(connection, node);
            readOpenCalls();
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void readOpenCalls() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.OPEN_CALLS)) {
            query.setString(1, node);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    openCalls.add(rows.getString(1));
                }
            }
        }
    }

    /** An interim event whose call has ended, or not begun, is not written: it came too late to say anything. */
    void write(Collection<Event> events) throws SQLException {
        String now = CloudEvents.timestamp(clock.instant());
        ChainHead at = head;
        boolean starts = false;
        boolean stops = false;
        begin();
        for (Event event : events) {
            if (event.type() == EventType.INTERIM && !openCalls.contains(event.call())) {
                continue;
            }
            JournalRecord next = cloudEvents.next(at, event, now);
            at = new ChainHead(next.seq(), next.hash());
            Sql.addInsert(insert, next);
            if (event.type() == EventType.STARTED) {
                Sql.addCall(open, node, event.call(), next.seq());
                openCalls.add(event.call());
                starts = true;
            } else if (event.type() == EventType.STOPPED) {
                Sql.addCall(close, node, event.call());
                openCalls.remove(event.call());
                stops = true;
            }
        }
        insert.executeBatch();
        if (starts) {
            open.executeBatch();
        }
        if (stops) {
            close.executeBatch();
        }
        commit();
        head = at;
    }

    private void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    /** By no {@code commit()}, after which SQLite's driver begins the next transaction at once and keeps others from writing. */
    private void commit() throws SQLException {
        connection.setAutoCommit(true);
    }

    /** Those that are not in the journal: an attempt that failed may have written them all the same. */
    Collection<Event> missing(List<Event> events) throws SQLException {
        begin();
        Map<String, Event> missing = new LinkedHashMap<>();
        for (Event event : events) {
            find.setString(1, event.id());
            try (ResultSet found = find.executeQuery()) {
                if (!found.next()) {
                    missing.putIfAbsent(event.id(), event);
                }
            }
        }
        return missing.values();
    }

    void probe() throws SQLException {
        begin();
        try (PreparedStatement probe = connection.prepareStatement(Sql.PROBE)) {
            probe.setString(1, node);
            probe.setString(2, CloudEvents.timestamp(clock.instant()));
            probe.executeUpdate();
        }
        commit();
    }

    @Override
    public void close() {
        try (Connection toClose = connection) {
            if (!toClose.getAutoCommit()) {
                toClose.rollback();
                toClose.setAutoCommit(true);
            }
            if (locking) {
                NodeLock.release(toClose, node);
            }
        } catch (SQLException e) {
            // it is broken, for whatever reason; the pool finds out about the others
        }
    }
}
