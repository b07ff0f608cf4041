package org.sipcast;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.sipcast.billing.feed.FeedCursor;
import org.sipcast.billing.journal.NodeName;
import org.sipcast.billing.journal.RecordsDatabase;

/** Makes a feed deliver records again: {@code bin/sipcast replay-feed NAME SEQ}. */
public final class ReplayFeed {
    private ReplayFeed() {}

    /** Ends with 0, or with 1 and words about what is wrong. */
    @SuppressWarnings("SystemOut") // its words are for the terminal
    public static void main(String[] arguments) {
        try {
            System.out.println(replay(arguments));
        } catch (IllegalArgumentException | SQLException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            System.err.println("The database of records can't be used: " + e.getMessage());
            System.exit(1);
        }
    }

    static String replay(String... arguments) throws SQLException {
        if (arguments.length < 2 || !arguments[1].matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "usage: bin/sipcast replay-feed NAME SEQ [--name=value …]; SEQ is the first"
                            + " record that the feed is to deliver again");
        }
        String feed = arguments[0];
        long seq = Long.parseLong(arguments[1]);
        Properties overriding = new Properties();
        overriding.putAll(Settings.fromArguments(Arrays.copyOfRange(arguments, 2, arguments.length)));
        CamelContext settings = new DefaultCamelContext();
        settings.getPropertiesComponent().setLocation("file:conf/application.properties");
        settings.getPropertiesComponent().setOverrideProperties(overriding);
        try (HikariDataSource records = RecordsDatabase.open(
                settings.resolvePropertyPlaceholders("{{sipcast.records.url}}"),
                settings.resolvePropertyPlaceholders("{{sipcast.records.user}}"),
                settings.resolvePropertyPlaceholders("{{sipcast.records.password}}"),
                1)) {
            String node = NodeName.of(settings.resolvePropertyPlaceholders("{{sipcast.node}}"));
            long ahead = new FeedCursor(records, node).goOnWith(feed, seq);
            return "Feed " + feed + " of " + node + " goes on with record " + seq + "; " + ahead
                    + " of the journal's records are before it.";
        }
    }
}
