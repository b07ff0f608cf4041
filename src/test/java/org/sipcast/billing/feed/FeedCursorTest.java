package org.sipcast.billing.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipcast.billing.journal.TestJournal;

class FeedCursorTest extends FeedTest {
    private TestJournal journal;
    private FeedCursor cursor;

    @BeforeEach
    void open() {
        journal = sqlite().calls(5);
        cursor = new FeedCursor(journal.records(), TestJournal.NODE);
    }

    @Test
    void theFeedGoesOnWithThatRecord() throws Exception {
        assertThat(cursor.goOnWith("kafka", 4)).isEqualTo(7);
        assertThat(place()).isEqualTo(3);
        assertThat(cursor.goOnWith("kafka", 11)).isZero();
        assertThat(cursor.goOnWith("kafka", 1)).isEqualTo(10);
        assertThat(place()).isZero();
    }

    @Test
    void whatIsNotThereIsRefusedInWords() {
        assertThatThrownBy(() -> cursor.goOnWith("kafak", 4))
                .hasMessageContaining("there is no feed kafak but csv, kafka, ndjson");
        assertThatThrownBy(() -> cursor.goOnWith("kafka", 12))
                .hasMessageContaining("has the records 1 to 10")
                .hasMessageEndingWith("not with 12");
        assertThatThrownBy(() -> cursor.goOnWith("kafka", 0)).hasMessageEndingWith("not with 0");
    }

    private long place() throws Exception {
        try (Connection connection = journal.records().getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT seq FROM feed WHERE name = 'kafka'")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
