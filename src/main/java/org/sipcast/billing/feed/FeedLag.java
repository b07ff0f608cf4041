package org.sipcast.billing.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the feeds are behind the journal. */
public final class FeedLag {
    private static final Logger log = LoggerFactory.getLogger(FeedLag.class);
    private static final String FEEDS = "SELECT f.name, f.seq, r.recorded_at FROM feed f"
            + " LEFT JOIN record r ON r.node = f.node AND r.seq = f.seq + 1 WHERE f.node = ?";
    private static final String NEWEST =
            "SELECT MAX(seq) FROM (SELECT MAX(seq) AS seq FROM record WHERE node = ? UNION ALL SELECT seq FROM anchor WHERE node = ?) ends";

    /**
     * One feed's.
     *
     * @param records that it has not delivered
     * @param age of the oldest of them
     */
    public record Lag(long records, Duration age) {}

    /** All feeds' at one moment, and the number of the newest record. */
    public record Lags(long newest, Map<String, Lag> byFeed) {
        public static final Lags NONE = new Lags(0, Map.of());
        private static final Lag NO_LAG = new Lag(0, Duration.ZERO);

        public double records(String feed) {
            return byFeed.getOrDefault(feed, NO_LAG).records();
        }

        public double seconds(String feed) {
            return byFeed.getOrDefault(feed, NO_LAG).age().toMillis() / 1000.0;
        }
    }

    private final DataSource records;
    private final String node;
    private final Clock clock;
    private Lags last = Lags.NONE;

    public FeedLag(DataSource records, String node, Clock clock) {
        this.records = records;
        this.node = node;
        this.clock = clock;
    }

    /** How it stands; as before, while the journal can't be read. */
    public synchronized Lags now() {
        try (Connection connection = records.getConnection()) {
            long newest = newest(connection);
            Map<String, Lag> lags = new TreeMap<>();
            try (PreparedStatement query = connection.prepareStatement(FEEDS)) {
                query.setString(1, node);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        long behind = Math.max(0, newest - rows.getLong(2));
                        lags.put(rows.getString(1), new Lag(behind, age(rows.getString(3))));
                    }
                }
            }
            last = new Lags(newest, lags);
        } catch (SQLException e) {
            log.debug("The feeds' lag can't be read", e);
        }
        return last;
    }

    private long newest(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEWEST)) {
            query.setString(1, node);
            query.setString(2, node);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private Duration age(String recordedAt) {
        try {
            return recordedAt == null ? Duration.ZERO : Duration.between(Instant.parse(recordedAt), clock.instant());
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
