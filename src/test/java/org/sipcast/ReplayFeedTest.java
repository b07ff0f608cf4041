package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.billing.journal.TestJournal;

/** The journal stays open, as in an application that runs. */
class ReplayFeedTest {
    @TempDir
    Path folder = Path.of("set by JUnit");

    private TestJournal journal;

    @BeforeEach
    void open() {
        journal = TestJournal.sqlite(folder).calls(5);
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
    }

    @Test
    void theFeedGoesOnWithThatRecord() throws Exception {
        assertThat(replay("kafka", "4"))
                .isEqualTo("Feed kafka of test-node goes on with record 4; 7 of the journal's records are before it.");
        assertThat(cursor()).isEqualTo(3);
        assertThat(replay("kafka", "11")).contains("0 of the journal's records");
        assertThat(replay("kafka", "1")).contains("10 of the journal's records");
        assertThat(cursor()).isZero();
    }

    @Test
    void whatIsNotThereIsRefusedInWords() {
        assertThatThrownBy(() -> replay("kafak", "4"))
                .hasMessageContaining("there is no feed kafak but csv, kafka, ndjson");
        assertThatThrownBy(() -> replay("kafka", "12"))
                .hasMessageContaining("has the records 1 to 10")
                .hasMessageEndingWith("not with 12");
        assertThatThrownBy(() -> replay("kafka", "0")).hasMessageEndingWith("not with 0");
        assertThatThrownBy(() -> replay("kafka", "-1")).hasMessageStartingWith("usage: ");
        assertThatThrownBy(() -> ReplayFeed.replay("kafka")).hasMessageStartingWith("usage: ");
    }

    private String replay(String feed, String seq) throws SQLException {
        return ReplayFeed.replay(
                feed,
                seq,
                "--sipcast.records.url=jdbc:sqlite:" + folder.resolve("records.db"),
                "--sipcast.node=" + TestJournal.NODE);
    }

    private long cursor() throws SQLException {
        try (Connection connection = journal.records().getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT seq FROM feed WHERE name = 'kafka'")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
