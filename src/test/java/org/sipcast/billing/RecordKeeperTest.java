package org.sipcast.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.HandClock;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.JournalRecord;
import org.sipcast.billing.journal.OpenCall;
import org.sipcast.billing.journal.RecordNotWrittenException;
import org.sipcast.billing.journal.TestJournal;

class RecordKeeperTest {
    private final HandClock clock = new HandClock();
    private final TestJournal test;
    private final RecordKeeper keeper;

    RecordKeeperTest(@TempDir Path folder) {
        test = TestJournal.sqlite(folder);
        keeper = new RecordKeeper(test.journal(), clock);
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
        clock.pass(Duration.ofSeconds(2));
        keeper.retry();
        assertThat(keeper.isWritable()).isFalse();
        assertThat(keeper.keptEvents()).isEqualTo(2);

        execute("ALTER TABLE missing RENAME TO record");
        keeper.retry();
        assertThat(keeper.isWritable()).as("before a second has gone by").isFalse();
        clock.pass(Duration.ofSeconds(2));
        keeper.retry();

        assertThatCode(keeper::requireWritable).doesNotThrowAnyException();
        assertThat(test.journal().after(0, 10))
                .extracting(JournalRecord::id)
                .containsExactly("a/started", "a/interim/1", "a/stopped");
    }

    @Test
    void noEndIsDroppedHoweverManyInterimEventsCome() throws Exception {
        for (int call = 1; call <= 10; call++) {
            keeper.write(event("call-" + call, EventType.STARTED, "started"));
        }
        execute("ALTER TABLE record RENAME TO missing");
        for (int number = 1; number <= 5; number++) {
            for (int call = 1; call <= 10; call++) {
                keeper.keep(event("call-" + call, EventType.INTERIM, "interim/" + number));
            }
        }
        assertThat(keeper.keptEvents()).as("the latest of each call").isEqualTo(10);
        for (int call = 1; call <= 10; call++) {
            keeper.keep(event("call-" + call, EventType.STOPPED, "stopped"));
        }
        execute("ALTER TABLE missing RENAME TO record");
        clock.pass(Duration.ofSeconds(2));
        keeper.retry();

        assertThat(keeper.isWritable()).isTrue();
        assertThat(test.journal().openCalls()).isEmpty();
        assertThat(test.journal().after(10, 100))
                .extracting(JournalRecord::id)
                .hasSize(20)
                .startsWith("call-1/interim/5", "call-2/interim/5")
                .endsWith("call-9/stopped", "call-10/stopped");
    }

    @Test
    void aCallWhoseStartIsOnRecordAlthoughTheAnswerWasLostGetsAnEnd() throws Exception {
        LosingAnswers records = new LosingAnswers(test.records());
        try (Journal journal = new Journal(records.dataSource(), TestJournal.NODE, Clock.systemUTC())) {
            RecordKeeper losing = new RecordKeeper(journal, clock);
            records.loseNextAnswer();
            assertThatThrownBy(() -> losing.write(event("a", EventType.STARTED, "started")))
                    .isInstanceOf(RecordNotWrittenException.class);
            assertThatThrownBy(() -> losing.write(event("b", EventType.STARTED, "started")))
                    .isInstanceOf(RecordNotWrittenException.class);
            assertThat(test.journal().openCalls()).extracting(OpenCall::call).containsExactly("a");
            clock.pass(Duration.ofSeconds(2));
            losing.retry();
            assertThat(losing.isWritable()).isFalse();

            records.comeBack();
            clock.pass(Duration.ofSeconds(2));
            losing.retry();

            assertThat(losing.isWritable()).isTrue();
            assertThat(test.journal().openCalls()).isEmpty();
            assertThat(test.journal().after(0, 10))
                    .extracting(JournalRecord::id)
                    .containsExactly("a/started", "a/stopped");
            JsonNode end = new ObjectMapper()
                    .readTree(test.journal().find("a/stopped").orElseThrow().json())
                    .path("data");
            assertThat(end.path("billableMilliseconds").asLong(-1)).isZero();
            assertThat(end.path("cause").asText()).isEqualTo("SERVER_FAILED");
            assertThat(end.path("endedBy").asText()).isEqualTo("platform");
            assertThat(end.path("endedAt").asText()).isEqualTo("2026-01-31T20:15:00.123Z");
        }
    }

    @RepeatedTest(5)
    void whoClosesWaitsForARetryThatIsUnderWay() throws Exception {
        keeper.write(event("a", EventType.STARTED, "started"));
        execute("ALTER TABLE record RENAME TO missing");
        List<Event> ends = IntStream.range(0, 5000)
                .mapToObj(call -> event("call-" + call, EventType.STOPPED, "stopped"))
                .toList();
        keeper.keepAll(ends);
        execute("ALTER TABLE missing RENAME TO record");
        clock.pass(Duration.ofSeconds(2));

        CompletableFuture<Void> retry = CompletableFuture.runAsync(keeper::retry);
        await().pollInterval(Duration.ofMillis(1)).until(() -> keeper.keptEvents() < 5000);
        keeper.close();

        assertThat(keeper.keptEvents()).isZero();
        assertThat(retry).succeedsWithin(Duration.ofSeconds(20));
        assertThat(test.journal().after(1, 10_000)).hasSize(5000);
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
