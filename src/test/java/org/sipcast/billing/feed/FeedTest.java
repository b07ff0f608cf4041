package org.sipcast.billing.feed;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.FeedApplication;
import org.sipcast.billing.journal.JournalRecord;
import org.sipcast.billing.journal.TestJournal;

/** What tests of feeds share: a journal, and the application, which can be ended and started again. */
abstract class FeedTest {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @TempDir
    Path folder = Path.of("set by JUnit");

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    final <T extends AutoCloseable> T closedAtTheEnd(T resource) {
        open.push(resource);
        return resource;
    }

    final TestJournal sqlite() {
        return closedAtTheEnd(TestJournal.sqlite(folder));
    }

    final TestJournal postgresql() {
        return closedAtTheEnd(TestJournal.postgresql());
    }

    final FeedApplication start(TestJournal journal, Map<String, String> settings) {
        return closedAtTheEnd(FeedApplication.start(journal, settings));
    }

    final void stop(FeedApplication application) {
        open.remove(application);
        application.close();
    }

    static List<String> events(TestJournal journal) throws SQLException {
        return journal.journal().after(0, 100_000).stream()
                .map(JournalRecord::json)
                .toList();
    }

    static void replay(TestJournal journal, String feed, long cursor) throws SQLException {
        try (Connection connection = journal.records().getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE feed SET seq = ? WHERE node = ? AND name = ?")) {
            update.setLong(1, cursor);
            update.setString(2, TestJournal.NODE);
            update.setString(3, feed);
            update.executeUpdate();
        }
    }
}
