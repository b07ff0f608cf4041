package org.sipcast.billing.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class RetentionTest {
    private static final Instant TODAY = Instant.parse("2026-01-10T12:00:00Z");

    private final HikariDataSource records;

    RetentionTest(boolean postgresql, @TempDir Path folder) {
        records = postgresql
                ? Postgresql.open()
                : RecordsDatabase.open("jdbc:sqlite:" + folder.resolve("records.db"), "", "", 4);
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void wholeDaysAreDeletedAndTheChainGoesOn() throws Exception {
        write(9, "a/started", "a/stopped");
        write(3, "b/started", "b/stopped");
        write(0, "c/started");

        assertThat(deleteOld(0)).isZero();
        assertThat(deleteOld(3)).isEqualTo(2);
        assertThat(deleteOld(3)).isZero();
        write(0, "d/started");
        try (Journal journal = journal(0)) {
            assertThat(journal.after(0, 10)).extracting(JournalRecord::seq).containsExactly(3L, 4L, 5L, 6L);
            assertThat(new JournalCheck(journal).run()).isEqualTo(new JournalCheck.Result(2, 6, 2, null));
        }
        assertThat(deleteOld(2)).isEqualTo(2);
    }

    @Test
    void theChainGoesOnWhereAllWasDeleted() throws Exception {
        write(9, "a/started", "a/stopped");
        assertThat(deleteOld(1)).isEqualTo(2);
        write(0, "b/started");
        try (Journal journal = journal(0)) {
            assertThat(new JournalCheck(journal).run()).isEqualTo(new JournalCheck.Result(2, 3, 1, null));
        }
    }

    @Test
    void whatAFeedHasNotTakenStays() throws Exception {
        write(9, "a/started", "a/stopped", "b/started", "b/stopped");
        try (Connection connection = records.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO feed (node, name, seq) VALUES ('n', 'files', 3), ('n', 'kafka', 4)");
        }
        assertThat(deleteOld(1)).isEqualTo(3);
    }

    @Test
    void whatACallNeedsThatLastsStays() throws Exception {
        write(9, "a/started", "long/started", "a/stopped");
        assertThat(deleteOld(1)).isEqualTo(1);
    }

    @Test
    void theJournalIsWrittenWhileMuchIsDeleted() throws Exception {
        write(
                9,
                IntStream.range(0, 3000)
                        .boxed()
                        .flatMap(call -> Stream.of(call + "/started", call + "/stopped"))
                        .toArray(String[]::new));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Journal journal = journal(0)) {
            Future<Long> deleted = other.submit(() -> deleteOld(1));
            List<Long> anchors = new ArrayList<>();
            for (int call = 0; !deleted.isDone(); call++) {
                journal.append(List.of(event("new-" + call + "/started")));
                anchors.add(journal.anchor().seq());
            }
            assertThat(deleted.get()).isEqualTo(6000);
            assertThat(anchors).contains(1000L, 3000L, 5000L);
            assertThat(new JournalCheck(journal).run().problem()).isNull();
        } finally {
            other.shutdown();
        }
    }

    private long deleteOld(int days) throws Exception {
        return new Retention(records, "n", Clock.fixed(TODAY, ZoneOffset.UTC)).deleteOld(days);
    }

    private void write(int daysAgo, String... ids) throws Exception {
        try (Journal journal = journal(daysAgo)) {
            journal.append(Stream.of(ids).map(RetentionTest::event).toList());
        }
    }

    private static Event event(String id) {
        String call = id.substring(0, id.indexOf('/'));
        EventType type = id.endsWith("started") ? EventType.STARTED : EventType.STOPPED;
        return new Event(id, type, call, "livetv", TODAY, "{\"channel\":\"livetv\"}");
    }

    private Journal journal(int daysAgo) {
        return new Journal(records, "n", Clock.fixed(TODAY.minus(Duration.ofDays(daysAgo)), ZoneOffset.UTC));
    }
}
