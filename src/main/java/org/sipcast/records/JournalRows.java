package org.sipcast.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** What one node has written into the journal, in its order. Waits for the database: not for an event loop. */
final class JournalRows {
    private static final String AFTER = "SELECT seq, json FROM record WHERE node = ? AND seq > ? ORDER BY seq LIMIT ?";
    private static final String LAST = "SELECT max(seq) FROM record WHERE node = ?";

    private final Supplier<DataSource> database;
    private final String node;

    JournalRows(Supplier<DataSource> database, String node) {
        this.database = database;
        this.node = node;
    }

    /**
     * An event.
     *
     * @param json as it was written
     */
    record Row(long seq, String json) {}

    String node() {
        return node;
    }

    Connection connect() throws SQLException {
        return database.get().getConnection();
    }

    /** Those that follow; fewer than there are if their text is long, but never none for that reason. */
    List<Row> after(long seq, int limit, int maxCharacters) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(AFTER)) {
            select.setString(1, node);
            select.setLong(2, seq);
            select.setInt(3, limit);
            int characters = 0;
            try (ResultSet results = select.executeQuery()) {
                while (characters < maxCharacters && results.next()) {
                    Row row = new Row(results.getLong(1), results.getString(2));
                    characters += row.json().length();
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** The last one's number; 0 if there is none. */
    long last() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(LAST)) {
            select.setString(1, node);
            try (ResultSet results = select.executeQuery()) {
                return results.next() ? results.getLong(1) : 0;
            }
        }
    }
}
