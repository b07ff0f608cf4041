package org.sipcast.billing.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The journal's statements, which SQLite and PostgreSQL understand alike. */
final class Sql {
    static final String COLUMNS = "node, seq, id, event, call, channel, recorded_at, json, hash";
    static final String INSERT = "INSERT INTO record (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String OPEN_CALL = "INSERT INTO open_call (node, call, seq) VALUES (?, ?, ?)";
    static final String CLOSE_CALL = "DELETE FROM open_call WHERE node = ? AND call = ?";
    static final String FIND_ID = "SELECT 1 FROM record WHERE id = ?";
    static final String PROBE = "INSERT INTO probe (node, probed_at) VALUES (?, ?)"
            + " ON CONFLICT (node) DO UPDATE SET probed_at = excluded.probed_at";
    static final String AFTER = "SELECT " + COLUMNS + " FROM record WHERE node = ? AND seq > ? ORDER BY seq LIMIT ?";
    static final String LAST = "SELECT seq, hash FROM record WHERE node = ? ORDER BY seq DESC LIMIT 1";
    static final String OPEN_CALLS = "SELECT call FROM open_call WHERE node = ? ORDER BY seq";
    static final String BY_ID = "SELECT " + COLUMNS + " FROM record WHERE id = ?";
    static final String LAST_BETWEEN =
            "SELECT " + COLUMNS + " FROM record WHERE id > ? AND id < ? ORDER BY seq DESC LIMIT 1";
    static final String FURTHEST_FEED = "SELECT coalesce(max(seq), 0) FROM feed WHERE node = ?";
    static final String SECOND_OF_AN_ID =
            "SELECT max(seq) FROM record WHERE node = ? GROUP BY id HAVING count(*) > 1 ORDER BY 1 LIMIT 1";
    static final String INTERIM_AFTER_STOP = "SELECT min(late.seq) FROM record late JOIN record stop"
            + " ON stop.id = late.call || '/stopped' WHERE late.node = ? AND late.event = 'interim' AND late.seq > stop.seq";
    static final String ANCHOR = "SELECT seq, hash FROM anchor WHERE node = ?";

    private Sql() {}

    static void addInsert(PreparedStatement insert, JournalRecord record) throws SQLException {
        insert.setString(1, record.node());
        insert.setLong(2, record.seq());
        insert.setString(3, record.id());
        insert.setString(4, record.event());
        insert.setString(5, record.call());
        insert.setString(6, record.channel());
        insert.setString(7, record.recordedAt());
        insert.setString(8, record.json());
        insert.setString(9, record.hash());
        insert.addBatch();
    }

    static void addCall(PreparedStatement statement, String node, String call) throws SQLException {
        statement.setString(1, node);
        statement.setString(2, call);
        statement.addBatch();
    }

    static void addCall(PreparedStatement statement, String node, String call, long seq) throws SQLException {
        statement.setString(1, node);
        statement.setString(2, call);
        statement.setLong(3, seq);
        statement.addBatch();
    }

    static JournalRecord read(ResultSet row) throws SQLException {
        return new JournalRecord(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }
}
