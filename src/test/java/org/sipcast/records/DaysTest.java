package org.sipcast.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.HandClock;

/** The figures of a day. */
class DaysTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALLER = "sip:viewer@example.org";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final HandClock clock = new HandClock();

    @SuppressWarnings("NullAway.Init")
    private RecordsServer server;

    @BeforeEach
    void start() {
        server = RecordsServer.sqlite(folder, clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void addsUpWhatEndedAndWhatRuns() throws Exception {
        call("a", "livetv", "2026-06-01T08:00:00Z", "2026-06-01T08:10:00Z", 590_000);
        call("b", "livetv", "2026-06-01T08:20:00Z", "2026-06-01T08:30:00Z", 600_000);
        at("2026-06-01T09:00:00Z");
        server.append(TestEvents.started("c", "radio", CALLER, clock.instant()));
        at("2026-06-01T09:01:00Z");
        server.append(TestEvents.interim("c", "radio", CALLER, Instant.parse("2026-06-01T09:00:00Z"), 1, 60_000));
        at("2026-06-01T09:02:00Z");

        var summary = get("/records/summary?day=2026-06-01");

        assertThat(summary.path("calls").asInt()).isEqualTo(2);
        assertThat(summary.path("running").asInt()).isOne();
        assertThat(summary.path("billedMilliseconds").asLong()).isEqualTo(1_250_000);
        assertThat(summary.path("channels").toString())
                .isEqualTo("[{\"channel\":\"livetv\",\"calls\":2,\"running\":0,\"billedMilliseconds\":1190000},"
                        + "{\"channel\":\"radio\",\"calls\":1,\"running\":1,\"billedMilliseconds\":60000}]");
        assertThat(summary.path("sequence").asLong()).isEqualTo(6);
        assertThat(get("/records/summary")).as("today").isEqualTo(summary);
    }

    @Test
    void goesOnFromWhatItHasRead() throws Exception {
        at("2026-06-01T08:00:00Z");
        server.append(TestEvents.started("a", "livetv", CALLER, clock.instant()));
        assertThat(get("/records/summary").path("running").asInt()).isOne();

        at("2026-06-01T08:01:00Z");
        server.append(TestEvents.stopped(
                "a", "livetv", CALLER, Instant.parse("2026-06-01T08:00:00Z"), clock.instant(), 60_000));

        var summary = get("/records/summary");
        assertThat(summary.path("running").asInt()).isZero();
        assertThat(summary.path("calls").asInt()).isOne();
    }

    @Test
    void aCallCountsOnTheDayOfItsEndInTheZoneThatIsAskedFor() throws Exception {
        // midnight in Vienna is 22:00 UTC in summer
        call("a", "livetv", "2026-06-01T21:50:00Z", "2026-06-01T22:10:00Z", 1_200_000);
        at("2026-06-03T12:00:00Z");

        assertThat(get("/records/summary?day=2026-06-01").path("calls").asInt()).isOne();
        assertThat(get("/records/summary?day=2026-06-02").path("calls").asInt()).isZero();
        var before = get("/records/summary?zone=Europe/Vienna&day=2026-06-01");
        var after = get("/records/summary?zone=Europe/Vienna&day=2026-06-02");
        assertThat(before.path("calls").asInt()).isZero();
        assertThat(before.path("running").asInt()).isZero();
        assertThat(before.path("viewers").path("peak").asInt())
                .as("who watched before midnight")
                .isOne();
        assertThat(after.path("calls").asInt()).isOne();
        assertThat(after.path("from").asText()).isEqualTo("2026-06-01T22:00:00Z");
        assertThat(after.path("viewers").path("most").get(0).asInt()).isOne();
        assertThat(after.path("viewers").path("most").get(2).asInt()).isZero();
    }

    @Test
    void whoWatchesSinceYesterdayIsKnownByItsInterimEvents() throws Exception {
        var began = Instant.parse("2026-06-01T10:00:00Z");
        at(began.toString());
        server.append(TestEvents.started("a", "livetv", CALLER, began));
        for (int minute = 5; minute < 60 * 40; minute += 5) {
            at(began.plus(Duration.ofMinutes(minute)).toString());
            server.append(TestEvents.interim("a", "livetv", CALLER, began, minute, minute * 60_000L));
        }

        var summary = get("/records/summary?day=2026-06-03");

        assertThat(summary.path("running").asInt()).isOne();
        assertThat(summary.path("billedMilliseconds").asLong()).isEqualTo(2395 * 60_000L);
        assertThat(summary.path("viewers").path("most").get(0).asInt()).isOne();
        assertThat(get("/records/summary?day=2026-06-02")
                        .path("viewers")
                        .path("peak")
                        .asInt())
                .isOne();
    }

    @Test
    void whoWatchesSinceYesterdayIsKnownHoweverRareInterimEventsAre() throws Exception {
        var began = Instant.parse("2026-06-01T10:00:00Z");
        at(began.toString());
        server.append(TestEvents.started("a", "livetv", CALLER, began));
        for (int hour = 1; hour < 40; hour++) {
            at(began.plus(Duration.ofHours(hour)).toString());
            server.append(TestEvents.interim("a", "livetv", CALLER, began, hour, hour * 3_600_000L));
        }
        clock.pass(Duration.ofMinutes(50));
        var days = new Days(new JournalRows(server::records, RecordsServer.NODE), clock, Duration.ofHours(1));

        var today = days.ask(
                new Day(LocalDate.of(2026, 6, 3), ZoneOffset.UTC),
                (book, read) -> book.summary(days.node(), read, days.now()));

        assertThat(today.running()).isOne();
        assertThat(today.billedMilliseconds()).isEqualTo(39 * 3_600_000L);
    }

    @Test
    void anInterimEventBehindTheEndDoesNotBringACallBack() throws Exception {
        call("a", "livetv", "2026-06-01T23:50:00Z", "2026-06-01T23:59:59.999Z", 599_999);
        var began = Instant.parse("2026-06-01T23:50:00Z");
        server.append(TestEvents.interim("a", "livetv", CALLER, began, 1, 540_000));
        assertThat(get("/records/summary?day=2026-06-01").path("running").asInt())
                .isZero();

        at("2026-06-02T00:00:00.001Z");
        server.append(TestEvents.interim("a", "livetv", CALLER, began, 2, 590_000));

        assertThat(get("/records/summary?day=2026-06-02").path("running").asInt())
                .isZero();
        assertThat(get("/records/summary?day=2026-06-01")
                        .path("billedMilliseconds")
                        .asLong())
                .isEqualTo(599_999);
    }

    @Test
    void aDayOfTwentyFiveHoursHasAllItsSteps() throws Exception {
        call("a", "livetv", "2025-10-25T23:00:00Z", "2025-10-26T22:59:00Z", 1);
        at("2026-06-03T12:00:00Z");

        var day = get("/records/summary?zone=Europe/Vienna&day=2025-10-26");

        assertThat(day.path("viewers").path("most")).hasSize(25 * 12);
        assertThat(day.path("viewers").path("most").get(299).asInt()).isOne();
    }

    @Test
    void aCorrectionTakesThePlaceOfWhatItCorrects() throws Exception {
        call("a", "livetv", "2026-06-01T08:00:00Z", "2026-06-01T08:10:00Z", 600_000);
        var began = Instant.parse("2026-06-01T08:00:00Z");
        server.append(TestEvents.corrected("a", "livetv", CALLER, began, began.plusSeconds(600), 1_000));

        var call = get("/records/calls?day=2026-06-01").path("calls").get(0);

        assertThat(call.path("billedMilliseconds").asLong()).isEqualTo(1_000);
        assertThat(call.path("corrected").asBoolean()).isTrue();
        assertThat(get("/records/summary?day=2026-06-01")
                        .path("billedMilliseconds")
                        .asLong())
                .isEqualTo(1_000);
    }

    @Test
    void aCorrectionOfAnyLaterDayIsInTheDayOfTheEnd() throws Exception {
        var began = Instant.parse("2026-06-01T08:00:00Z");
        call("a", "livetv", "2026-06-01T08:00:00Z", "2026-06-01T08:10:00Z", 600_000);
        call("b", "livetv", "2026-06-01T08:00:00Z", "2026-06-01T08:10:00Z", 600_000);
        at("2026-06-02T01:00:00Z");
        server.append(TestEvents.corrected("a", "livetv", CALLER, began, began.plusSeconds(600), 1_000));
        assertThat(billed("2026-06-01")).isEqualTo(601_000);

        at("2026-06-09T12:00:00Z");
        call("c", "livetv", "2026-06-09T08:00:00Z", "2026-06-09T08:10:00Z", 600_000);
        assertThat(billed("2026-06-01")).isEqualTo(601_000);
        server.append(TestEvents.corrected("b", "livetv", CALLER, began, began.plusSeconds(600), 2_000));

        assertThat(billed("2026-06-01")).as("a day that had been looked at").isEqualTo(3_000);
        assertThat(get("/records/calls?day=2026-06-01").path("calls"))
                .hasSize(2)
                .allMatch(call -> call.path("corrected").asBoolean());
        assertThat(billed("2026-06-09")).isEqualTo(600_000);
        assertThat(get("/records/summary?day=2026-06-01&zone=Europe/Vienna")
                        .path("billedMilliseconds")
                        .asLong())
                .as("one that had not")
                .isEqualTo(3_000);
    }

    @Test
    void callsComePageByPageTheNewestFirst() throws Exception {
        for (int call = 1; call <= 7; call++) {
            call(
                    "call-" + call,
                    "livetv",
                    "2026-06-01T08:0" + call + ":00Z",
                    "2026-06-01T08:0" + call + ":30Z",
                    30_000);
        }
        List<String> seen = new ArrayList<>();
        String before = "";
        for (int page = 0; page < 3; page++) {
            var answer = get("/records/calls?day=2026-06-01&limit=3" + before);
            answer.path("calls").forEach(call -> seen.add(call.path("call").asText()));
            before = "&before=" + answer.path("older").asText();
        }

        assertThat(seen).containsExactly("call-7", "call-6", "call-5", "call-4", "call-3", "call-2", "call-1");
        assertThat(before).isEqualTo("&before=null");
    }

    @Test
    void noCallerWritesAFormulaIntoASpreadsheet() throws Exception {
        List<String> callers = List.of(
                "=HYPERLINK(\"http://evil.example\")",
                "+1234",
                "-2+3",
                "@SUM(A1)",
                "\tx",
                " =1+1",
                "\r=1",
                "a\"b,c\nd");
        for (int call = 0; call < callers.size(); call++) {
            at("2026-06-01T08:00:00Z");
            var now = clock.instant();
            server.append(TestEvents.stopped("call-" + call, "livetv", callers.get(call), now, now, 1_500));
        }

        var answer = server.get("/records/calls.csv?day=2026-06-01");

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8; header=present");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"calls-2026-06-01.csv\"");
        assertThat(answer.body().lines())
                .hasSize(callers.size() + 1)
                .noneMatch(line -> line.matches(".*(^|,)\"?\\s*[=+@\\t-].*"));
        assertThat(answer.body())
                .contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", "\"a\"\"b,c d\"", ",1.500,")
                .endsWith("\r\n");
    }

    @Test
    void adayOfFiftyThousandCallsIsShownInSeconds() throws Exception {
        server.fill(Instant.parse("2026-06-01T00:00:00Z"), 50_000);
        at("2026-06-01T23:59:00Z");

        long asked = System.nanoTime();
        var summary = get("/records/summary?day=2026-06-01");
        var first = Duration.ofNanos(System.nanoTime() - asked);
        asked = System.nanoTime();
        get("/records/summary?day=2026-06-01");
        get("/records/calls?day=2026-06-01");
        var again = Duration.ofNanos(System.nanoTime() - asked);
        var csv = server.get("/records/calls.csv?day=2026-06-01").body();

        System.out.printf(
                "50,000 calls: first look %d ms, later ones %d ms, CSV %d octets%n",
                first.toMillis(), again.toMillis(), csv.length());
        assertThat(summary.path("calls").asInt()).isEqualTo(50_000);
        assertThat(summary.path("billedMilliseconds").asLong()).isEqualTo(50_000L * 60_000);
        assertThat(csv.lines()).hasSize(50_001);
        assertThat(first).isLessThan(Duration.ofSeconds(30));
        assertThat(again).isLessThan(Duration.ofSeconds(5));
    }

    private long billed(String day) throws Exception {
        return get("/records/summary?day=" + day).path("billedMilliseconds").asLong();
    }

    private void call(String call, String channel, String began, String ended, long billed) {
        at(began);
        server.append(TestEvents.started(call, channel, CALLER, clock.instant()));
        at(ended);
        server.append(TestEvents.stopped(call, channel, CALLER, Instant.parse(began), clock.instant(), billed));
    }

    private JsonNode get(String path) throws Exception {
        var answer = server.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private void at(String time) {
        clock.set(Instant.parse(time));
    }
}
