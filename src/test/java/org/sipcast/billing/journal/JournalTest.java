package org.sipcast.billing.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(JournalTest.Database.class)
class JournalTest {
    enum Database {
        SQLITE,
        POSTGRESQL
    }

    private final Path folder;
    private final TestJournal test;
    private final Journal journal;

    JournalTest(Database database, @TempDir Path folder) {
        this.folder = folder;
        this.test = database == Database.SQLITE ? TestJournal.sqlite(folder) : TestJournal.postgresql();
        this.journal = test.journal();
    }

    @AfterEach
    void close() throws Exception {
        test.close();
    }

    @Test
    void eachRecordIsACloudEventThatNamesTheHashOfTheOneBefore() throws Exception {
        test.calls(2);

        String before = "0".repeat(64);
        for (JournalRecord record : journal.after(0, 10)) {
            JsonNode event = new ObjectMapper().readTree(record.json());
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.path("id").asText()).isEqualTo(record.id());
            assertThat(event.path("source").asText()).isEqualTo("/sipcast/test-node");
            assertThat(event.path("type").asText()).isEqualTo("org.sipcast.call." + record.event() + ".v1");
            assertThat(event.path("subject").asText()).isEqualTo(record.call());
            assertThat(event.path("time").asText()).isEqualTo("2026-01-31T20:15:00.123Z");
            assertThat(event.path("sequence").asText()).isEqualTo("%019d".formatted(record.seq()));
            assertThat(event.path("data").path("channel").asText()).isEqualTo(record.channel());
            assertThat(event.path("previoushash").asText()).isEqualTo(before);
            byte[] octets = record.json().getBytes(StandardCharsets.UTF_8);
            before = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
            assertThat(record.hash()).isEqualTo(before);
        }
        assertThat(journal.head()).isEqualTo(new ChainHead(4, before));
    }

    @Test
    void sequencesSortAsTextInTheirOrder() throws Exception {
        test.calls(6);

        List<String> sequences = new ArrayList<>();
        for (JournalRecord record : journal.after(0, 20)) {
            sequences.add(
                    new ObjectMapper().readTree(record.json()).path("sequence").asText());
        }
        assertThat(sequences).hasSize(12).isSorted();
        assertThat(CloudEvents.sequence(Long.MAX_VALUE)).isEqualTo(Long.toString(Long.MAX_VALUE));
    }

    @Test
    void manyThreadsLeaveNoGap() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<?>> calls = new ArrayList<>();
        for (int call = 0; call < 400; call++) {
            String id = "call-" + call;
            calls.add(threads.submit(() -> test.started(id).stopped(id, 1)));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        threads.shutdown();

        List<JournalRecord> all = journal.after(0, 1000);
        assertThat(all)
                .extracting(JournalRecord::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 800).boxed().toList());
        assertThat(all).extracting(JournalRecord::id).doesNotHaveDuplicates();
    }

    @Test
    void anEventThatIsWrittenAgainChangesNothing() throws Exception {
        test.started("a").stopped("a", 5000);
        test.started("a").stopped("a", 7000).stopped("a", 5000);
        test.started("b");

        assertThat(journal.after(0, 10))
                .extracting(JournalRecord::id)
                .containsExactly("a/started", "a/stopped", "b/started");
        assertThat(journal.after(1, 1).get(0).json()).contains("\"billableMilliseconds\":5000");
    }

    @Test
    void whatAnotherProcessAppendsIsKeptInTheChain() throws Exception {
        test.started("a");
        try (Journal other = new Journal(test.records(), TestJournal.NODE, Clock.systemUTC())) {
            other.append(List.of(TestJournal.event("b", EventType.STARTED, "started", 0)));
            test.started("c");
            other.append(List.of(TestJournal.event("d", EventType.STARTED, "started", 0)));
        }

        List<JournalRecord> all = journal.after(0, 10);
        assertThat(all).extracting(JournalRecord::seq).containsExactly(1L, 2L, 3L, 4L);
        for (int i = 1; i < 4; i++) {
            assertThat(all.get(i).json())
                    .contains("\"previoushash\":\"" + all.get(i - 1).hash() + "\"");
        }
    }

    @Test
    void aThreadThatIsInterruptedWritesAllTheSame() throws Exception {
        Thread.currentThread().interrupt();
        test.started("a");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(journal.after(0, 10)).hasSize(1);
    }

    @Test
    void textsOfAnyKindComeBackAsTheyWere() throws Exception {
        journal.append(List.of(new Event(
                "a\"\\/started", EventType.STARTED, "a\"\\", "x", Instant.EPOCH, "{\"caller\":\"é€😀\\u0000\"}")));

        JournalRecord record = journal.after(0, 1).get(0);
        assertThat(record.call()).isEqualTo("a\"\\");
        JsonNode event = new ObjectMapper().readTree(record.json());
        assertThat(event.path("subject").asText()).isEqualTo("a\"\\");
        assertThat(event.path("data").path("caller").asText()).isEqualTo("é€😀\u0000");
    }

    @Test
    void noRecordCanBeChangedOrTakenAway() throws SQLException {
        test.calls(1);
        assertThatThrownBy(() -> execute("UPDATE record SET json = '{}'")).hasMessageContaining("never changed");
        assertThatThrownBy(() -> execute("DELETE FROM record")).hasMessageContaining("anchor");
    }

    @Test
    void aSecondProcessForTheSameNodeIsTurnedAway() throws Exception {
        try (Journal one = server("one")) {
            one.append(List.of(TestJournal.event("a", EventType.STARTED, "started", 0)));
            assertThatThrownBy(() -> server("one"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("node one");
            server("two").close();
        }
        server("one").close();
    }

    @Test
    void whoeverLosesItsConnectionAndThenItsNodeToAnotherProcessWritesNoMore() throws Exception {
        assumeThat(url()).startsWith("jdbc:postgresql:");
        try (Journal first = server("one")) {
            first.append(List.of(TestJournal.event("a", EventType.STARTED, "started", 0)));
            execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            try (Journal second = await().ignoreExceptions().until(() -> server("one"), Objects::nonNull)) {
                // not by an append, as in tests an assertion of the driver fails where a batch finds its connection
                // closed
                assertThatThrownBy(first::probe).isInstanceOf(RecordNotWrittenException.class);
                assertThatThrownBy(
                                () -> first.append(List.of(TestJournal.event("a", EventType.STOPPED, "stopped", 5000))))
                        .isInstanceOf(RecordNotWrittenException.class)
                        .hasMessageContaining("node one");
                second.append(List.of(TestJournal.event("b", EventType.STARTED, "started", 0)));
            }
            first.append(List.of(TestJournal.event("a", EventType.STOPPED, "stopped", 5000)));
            assertThat(first.after(0, 10))
                    .extracting(JournalRecord::id)
                    .containsExactly("a/started", "b/started", "a/stopped");
        }
    }

    @Test
    void anInterimEventThatComesAfterTheEndIsNotWritten() throws Exception {
        test.started("a").interim("a", 1, 1000);
        journal.append(List.of(
                TestJournal.event("a", EventType.STOPPED, "stopped", 5000),
                TestJournal.event("a", EventType.INTERIM, "interim/2", 2000)));
        test.interim("a", 3, 3000).interim("b", 1, 1000);

        assertThat(journal.after(0, 10))
                .extracting(JournalRecord::id)
                .containsExactly("a/started", "a/interim/1", "a/stopped");
    }

    private String url() {
        return ((HikariDataSource) test.records()).getJdbcUrl();
    }

    private Journal server(String node) throws Exception {
        return Journal.locked(test.records(), url(), node, Clock.systemUTC());
    }

    @Test
    void theFilesOfSqliteAreForTheirOwnerOnly() throws Exception {
        test.calls(1);
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = test.records().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
