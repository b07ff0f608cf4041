package org.sipcast.billing.journal;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** A journal to be filled with calls by a test, in a database of its own. */
public final class TestJournal implements AutoCloseable {
    public static final String NODE = "test-node";

    private final HikariDataSource records;
    private final Journal journal;

    private TestJournal(HikariDataSource records) {
        this.records = records;
        this.journal = new Journal(records, NODE, Clock.systemUTC());
    }

    /** In {@code records.db} of a folder. */
    public static TestJournal sqlite(Path folder) {
        return new TestJournal(RecordsDatabase.open("jdbc:sqlite:" + folder.resolve("records.db"), "", "", 4));
    }

    /** In a new database of a real PostgreSQL. */
    public static TestJournal postgresql() {
        return new TestJournal(Postgresql.open());
    }

    public DataSource records() {
        return records;
    }

    public Journal journal() {
        return journal;
    }

    public TestJournal started(String call) {
        return append(call, EventType.STARTED, "started", 0);
    }

    public TestJournal interim(String call, int number, long billableMilliseconds) {
        return append(call, EventType.INTERIM, "interim/" + number, billableMilliseconds);
    }

    public TestJournal stopped(String call, long billableMilliseconds) {
        return append(call, EventType.STOPPED, "stopped", billableMilliseconds);
    }

    /** A start and an end of each: {@code call-1} and on. */
    public TestJournal calls(int count) {
        for (int call = 1; call <= count; call++) {
            started("call-" + call).stopped("call-" + call, 1000L * call);
        }
        return this;
    }

    private TestJournal append(String call, EventType type, String word, long billableMilliseconds) {
        journal.append(List.of(event(call, type, word, billableMilliseconds)));
        return this;
    }

    /** An event with contents as shown in docs/decisions/0016-journal.md. */
    public static Event event(String call, EventType type, String word, long billableMilliseconds) {
        Instant time = Instant.parse("2026-01-31T20:15:00.123Z");
        String ended = type == EventType.STOPPED
                ? ",\"endedAt\":\"2026-01-31T20:16:00.123Z\",\"endedBy\":\"viewer\",\"cause\":\"VIEWER_HUNG_UP\""
                : "";
        String data = String.format(
                Locale.ROOT,
                "{\"call\":\"%s\",\"sipCallId\":\"%1$s@wire\",\"channel\":\"livetv\",\"called\":\"sip:livetv@example.org\","
                        + "\"caller\":\"sip:viewer@example.org\",\"identity\":\"sip:+4312345@example.org\","
                        + "\"codecs\":{\"video\":\"VP8\",\"audio\":\"opus\"},\"answeredAt\":\"2026-01-31T20:15:00.123Z\","
                        + "\"firstPacketAt\":\"2026-01-31T20:15:00.203Z\",\"lastProofOfLifeAt\":\"2026-01-31T20:16:00.000Z\","
                        + "\"billableMilliseconds\":%d,\"timeToFirstPacketMilliseconds\":80,"
                        + "\"pauses\":{\"count\":0,\"milliseconds\":0},"
                        + "\"sent\":{\"video\":{\"packets\":100,\"octets\":100000,\"milliseconds\":%2$d},"
                        + "\"audio\":{\"packets\":50,\"octets\":5000,\"milliseconds\":%2$d}},"
                        + "\"received\":{\"video\":{\"lossPercent\":0.1,\"jitterMilliseconds\":2}}"
                        + "%s,\"incomplete\":false,\"node\":\"" + NODE + "\",\"software\":\"sipcast/1.0.0\"}",
                call,
                billableMilliseconds,
                ended);
        return new Event(call + "/" + word, type, call, "livetv", time, data);
    }

    @Override
    public void close() throws IOException, SQLException {
        journal.close();
        records.close();
    }
}
