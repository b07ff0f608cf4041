package org.sipcast.billing.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Sets feeds back or forward in the journal, while the application runs or not. */
public final class FeedCursor {
    private static final Set<String> SHIPPED = Set.of("csv", "kafka", "ndjson", "rated", "webhook");

    private final DataSource records;
    private final String node;

    public FeedCursor(DataSource records, String node) {
        this.records = records;
        this.node = node;
    }

    /**
     * Makes a feed go on with a record.
     *
     * @param seq the number of the first record that is to be delivered again; one more than the newest for none
     * @return how many records that the journal has now the feed has before it
     * @throws IllegalArgumentException if there is no such feed or no such record
     */
    public long goOnWith(String feed, long seq) throws SQLException {
        try (Connection connection = records.getConnection()) {
            Set<String> feeds = new TreeSet<>(SHIPPED);
            try (PreparedStatement query = connection.prepareStatement("SELECT name FROM feed WHERE node = ?")) {
                query.setString(1, node);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        feeds.add(rows.getString(1));
                    }
                }
            }
            if (!feeds.contains(feed)) {
                throw new IllegalArgumentException("there is no feed " + feed + " but " + String.join(", ", feeds));
            }
            long oldest = number(connection, "SELECT COALESCE(MAX(seq), 0) + 1 FROM anchor WHERE node = ?");
            long newest =
                    Math.max(oldest - 1, number(connection, "SELECT COALESCE(MAX(seq), 0) FROM record WHERE node = ?"));
            if (seq < oldest || seq > newest + 1) {
                throw new IllegalArgumentException("the journal of " + node
                        + (newest < oldest ? " has no records" : " has the records " + oldest + " to " + newest)
                        + ", so the feed can go on with " + oldest + " to " + (newest + 1) + ", not with " + seq);
            }
            try (PreparedStatement move =
                    connection.prepareStatement("INSERT INTO feed (node, name, seq) VALUES (?, ?, ?)"
                            + " ON CONFLICT (node, name) DO UPDATE SET seq = excluded.seq")) {
                move.setString(1, node);
                move.setString(2, feed);
                move.setLong(3, seq - 1);
                move.executeUpdate();
            }
            return newest - seq + 1;
        }
    }

    private long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, node);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
