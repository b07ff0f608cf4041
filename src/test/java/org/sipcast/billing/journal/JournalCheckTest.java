package org.sipcast.billing.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalCheckTest {
    private final TestJournal test;

    JournalCheckTest(@TempDir Path folder) {
        test = TestJournal.sqlite(folder);
    }

    @BeforeEach
    void fill() {
        test.calls(3).started("open").interim("open", 1, 5);
    }

    @AfterEach
    void close() throws Exception {
        test.close();
    }

    @Test
    void whatIsAsItWasWrittenIsRight() throws Exception {
        assertThat(new JournalCheck(test.journal()).run()).isEqualTo(new JournalCheck.Result(0, 8, 1, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            DELETE FROM record WHERE seq = 3                                                 | 2 | missing
            DELETE FROM record WHERE seq <= 3                                                | 0 | missing
            UPDATE record SET json = replace(json, ':2000,', ':1000,') WHERE seq = 4         | 3 | hash
            UPDATE record SET channel = 'other' WHERE seq = 4                                | 3 | columns
            UPDATE record SET id = 'call-9/stopped' WHERE seq = 4                            | 3 | columns
            INSERT INTO feed VALUES ('test-node', 'files', 9)                                | 8 | feed
            """)
    void whatWasTamperedWithIsFound(String tampering, long right, String word) throws Exception {
        execute("DROP TRIGGER record_is_never_changed", "DROP TRIGGER record_is_deleted_behind_the_anchor", tampering);

        JournalCheck.Result result = new JournalCheck(test.journal()).run();
        assertThat(result.last()).isEqualTo(right);
        assertThat(result.problem()).contains(word);
    }

    @Test
    void aRecordThatWasReplacedTogetherWithItsHashIsFoundByTheOneThatFollows() throws Exception {
        JournalRecord fourth = test.journal().after(3, 1).get(0);
        String json = fourth.json().replace(":2000,", ":1000,");
        execute(
                "DROP TRIGGER record_is_never_changed",
                "UPDATE record SET json = '" + json + "', hash = '" + CloudEvents.hash(CloudEvents.sha256(), json)
                        + "' WHERE seq = 4");

        JournalCheck.Result result = new JournalCheck(test.journal()).run();
        assertThat(result.last()).isEqualTo(4);
        assertThat(result.problem()).contains("predecessor");
    }

    @Test
    void anInterimRecordAfterTheEndIsFound() throws Exception {
        var late = new CloudEvents(TestJournal.NODE)
                .next(
                        test.journal().head(),
                        TestJournal.event("call-1", EventType.INTERIM, "interim/1", 5),
                        "2026-01-31T20:15:00.123Z");
        try (Connection connection = test.records().getConnection();
                PreparedStatement insert = connection.prepareStatement(Sql.INSERT)) {
            Sql.addInsert(insert, late);
            insert.executeBatch();
        }

        JournalCheck.Result result = new JournalCheck(test.journal()).run();
        assertThat(result.last()).isEqualTo(8);
        assertThat(result.problem()).contains("call-1/interim/1");
    }

    @Test
    void anIdThatComesTwiceIsFound() throws Exception {
        var twice = new CloudEvents(TestJournal.NODE)
                .next(
                        test.journal().head(),
                        TestJournal.event("call-1", EventType.CORRECTED, "stopped", 5),
                        "2026-01-31T20:15:00.123Z");
        execute("ALTER TABLE record RENAME TO unique_record", "CREATE TABLE record AS SELECT * FROM unique_record");
        try (Connection connection = test.records().getConnection();
                PreparedStatement insert = connection.prepareStatement(Sql.INSERT)) {
            Sql.addInsert(insert, twice);
            insert.executeBatch();
        }

        JournalCheck.Result result = new JournalCheck(test.journal()).run();
        assertThat(result.last()).isEqualTo(8);
        assertThat(result.problem()).contains("call-1/stopped");
    }

    private void execute(String... statements) throws Exception {
        try (Connection connection = test.records().getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
