package org.sipcast.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.JournalRecord;
import org.sipcast.billing.journal.RecordNotWrittenException;
import org.sipcast.billing.journal.TestJournal;
import org.sipcast.call.TestCalls;

class RecordKeeperTest {
    private final TestCalls.HandClock clock = new TestCalls.HandClock();
    private final TestJournal test;
    private final RecordKeeper keeper;

    RecordKeeperTest(@TempDir Path folder) {
        test = TestJournal.sqlite(folder);
        keeper = new RecordKeeper(test.journal(), clock, 3);
    }

    @AfterEach
    void close() throws Exception {
        test.close();
    }

    @Test
    void whileNothingCanBeWrittenNoCallBeginsAndWhatHappensIsWrittenLater() throws Exception {
        keeper.write(event("a", EventType.STARTED, "started"));
        execute("ALTER TABLE record RENAME TO missing");
        assertThatThrownBy(() -> keeper.write(event("b", EventType.STARTED, "started")))
                .isInstanceOf(RecordNotWrittenException.class);
        assertThatThrownBy(keeper::requireWritable).isInstanceOf(JournalUnwritableException.class);
        keeper.keep(event("a", EventType.INTERIM, "interim/1"));
        keeper.keep(event("a", EventType.STOPPED, "stopped"));
        clock.advance(Duration.ofSeconds(2));
        keeper.retry();
        assertThat(keeper.isWritable()).isFalse();
        assertThat(keeper.keptEvents()).isEqualTo(2);

        execute("ALTER TABLE missing RENAME TO record");
        keeper.retry();
        assertThat(keeper.isWritable()).as("before a second has gone by").isFalse();
        clock.advance(Duration.ofSeconds(2));
        keeper.retry();

        assertThatCode(keeper::requireWritable).doesNotThrowAnyException();
        assertThat(test.journal().after(0, 10))
                .extracting(JournalRecord::id)
                .containsExactly("a/started", "a/interim/1", "a/stopped");
    }

    @Test
    void memoryIsNotFilledWithWhatCannotBeWritten() throws Exception {
        execute("ALTER TABLE record RENAME TO missing");
        for (int number = 1; number <= 5; number++) {
            keeper.keep(event("a", EventType.INTERIM, "interim/" + number));
        }
        assertThat(keeper.keptEvents()).isEqualTo(3);
    }

    @Test
    void whatWasKeptIsWrittenBeforeTheJournalIsClosed() throws Exception {
        execute("ALTER TABLE record RENAME TO missing");
        keeper.keepAll(List.of(event("a", EventType.STOPPED, "stopped")));
        execute("ALTER TABLE missing RENAME TO record");
        keeper.close();
        assertThat(test.journal().find("a/stopped")).isPresent();
    }

    private static Event event(String call, EventType type, String word) {
        return TestJournal.event(call, type, word, 0);
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = test.records().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
