package org.sipcast.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs get, of either database. */
abstract class ReadingRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEGAN = Instant.parse("2026-01-31T20:15:00.123Z");

    @SuppressWarnings("NullAway.Init")
    private RecordsServer server;

    abstract RecordsServer start(Clock clock) throws Exception;

    @BeforeEach
    void startServer() throws Exception {
        server = start(Clock.systemUTC());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void everyEventIsByteForByteAsItWasStored() throws Exception {
        String caller = "\"</script> =1+1 \u202e\\\n €😀\" <sip:eve@example.org>";
        server.append(TestEvents.started("call-1", "livetv", caller, BEGAN));
        server.append(TestEvents.started("call-2", "livetv", caller, BEGAN));
        String first = server.json("select json from record where seq = 1").orElseThrow();
        String second = server.json("select json from record where seq = 2").orElseThrow();

        var batch = server.get("/records");
        var lines = server.get("/records", "Accept", "application/x-ndjson");

        assertThat(batch.statusCode()).isEqualTo(200);
        assertThat(batch.headers().firstValue("Content-Type")).contains("application/cloudevents-batch+json");
        assertThat(batch.body()).isEqualTo("[" + first + ",\n" + second + "]\n");
        assertThat(JSON.readTree(batch.body())
                        .get(1)
                        .path("data")
                        .path("caller")
                        .asText())
                .isEqualTo(caller);
        assertThat(lines.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(lines.body()).isEqualTo(first + "\n" + second + "\n");
    }

    @Test
    void whoGoesOnWhereAnAnswerSaysGetsEachEventOnce() throws Exception {
        append(1, 25);
        List<Long> seen = new ArrayList<>();

        String path = "/records?limit=10";
        for (int answers = 0; answers < 4; answers++) {
            var answer = server.get(path);
            JSON.readTree(answer.body())
                    .forEach(event -> seen.add(event.path("sequence").asLong()));
            path = answer.headers().firstValue("Link").orElseThrow().replaceFirst("<(.*)>; rel=\"next\"", "$1");
            assertThat(answer.headers().firstValueAsLong("X-Last-Sequence")).hasValue(seen.size());
        }

        assertThat(seen)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());
        assertThat(server.get(path).body()).isEqualTo("[]\n");
        assertThat(server.get(path, "Accept", "application/x-ndjson").body()).isEmpty();
    }

    @Test
    void aLongAnswerIsCutAndGoesOn() throws Exception {
        String caller = "sip:" + "x".repeat(15_000) + "@example.org";
        for (int call = 1; call <= 130; call++) {
            server.append(TestEvents.started("call-" + call, "livetv", caller, BEGAN));
        }

        var first = server.get("/records?limit=1000");
        long last = first.headers().firstValueAsLong("X-Last-Sequence").orElseThrow();
        var rest = JSON.readTree(server.get("/records?limit=1000&after=" + last).body());

        assertThat(first.body().length()).isLessThan(1 << 21);
        assertThat(JSON.readTree(first.body())).hasSize((int) last);
        assertThat(rest).hasSize(130 - (int) last);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/records?after=-1 | after must be a whole number from 0 to",
                "/records?after=1e3 | not '1e3'",
                "/records?after=99999999999999999999 | after must be",
                "/records?after=%27%20or%201%3D1-- | not '' or 1=1--'",
                "/records?limit=0 | limit must be a whole number from 1 to 1000",
                "/records?limit=1001 | limit must be",
                "/records?after=1&after=2 | given more than once",
                "/records?offset=1 | There is no parameter 'offset' here, only after, limit.",
                "/records?node=other | There is no parameter 'node'",
                "/records?CamelSqlQuery=delete+from+record | There is no parameter 'CamelSqlQuery'",
                "/records/stream?after=x | after must be",
                "/records/stream?limit=1 | There is no parameter 'limit'",
                "/records/summary?day=2026-02-30 | day must be a date such as 2026-01-31",
                "/records/summary?day=+002026-01-01 | day must be a date",
                "/records/summary?zone=Mars/Base | zone must be the name of a time zone",
                "/records/summary?zone=%2B99:99 | zone must be",
                "/records/calls?before=0 | before must be",
                "/records/calls?limit=1001 | limit must be",
                "/records/calls.csv?day=today | day must be a date",
            })
    void whatMakesNoSenseIsRefusedInWords(String path, String words) throws Exception {
        var answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(400);
        assertThat(problem.path("detail").asText()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1\t2"})
    void aLastEventIdThatMakesNoSenseIsRefused(String id) {
        assertThat(server.get("/records/stream", "Last-Event-ID", id).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aHeaderOfTheRequestChangesNoQuery() throws Exception {
        append(1, 2);

        var answer = server.get("/records", "node", "other", "after", "1", "CamelSqlQuery", "select 1");

        assertThat(JSON.readTree(answer.body())).hasSize(2);
    }

    @Test
    void ofOneNodeOnly() throws Exception {
        append(1, 2);
        try (var other = new org.sipcast.billing.journal.Journal(server.records(), "other", Clock.systemUTC())) {
            other.append(List.of(TestEvents.started("elsewhere", "livetv", "sip:x@example.org", BEGAN)));
        }

        assertThat(JSON.readTree(server.get("/records").body())).hasSize(2);
        assertThat(JSON.readTree(server.get("/records/summary").body())
                        .path("running")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aJournalThatIsAwayIsAReasonToTryAgain() {
        server.records().close();

        for (String path : List.of("/records", "/records/summary", "/records/calls", "/records/calls.csv")) {
            var answer = server.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).as(path).isPresent();
            assertThat(answer.body()).as(path).contains("journal can't be read").doesNotContain("Exception", "at org.");
        }
    }

    @Test
    void theStreamLosesAndDoublesNothingWhileRecordsAreWrittenAndReadersComeBack() throws Exception {
        int count = 1500;
        append(1, 300);
        var writing = CompletableFuture.runAsync(() -> append(301, count));
        List<Long> seen = new ArrayList<>();

        for (int connections = 0; seen.size() < count && connections < 200; connections++) {
            var headers =
                    seen.isEmpty() ? new String[0] : new String[] {"Last-Event-ID", "" + seen.get(seen.size() - 1)};
            // the address that it was given first stays, as with a browser
            readSome(7 + 31 * connections % 120, count, seen, "/records/stream?after=0", headers);
        }
        writing.get(30, TimeUnit.SECONDS);

        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }

    @Test
    void aReaderWhoStaysGetsEachEventOnceAsItIsWritten() throws Exception {
        var answer = server.follow("/records/stream");
        append(1, 400);
        List<String> stored = new ArrayList<>();
        List<String> got = new ArrayList<>();
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            while (got.size() < 400) {
                String line = lines.readLine();
                if (line.startsWith("data: ")) {
                    got.add(line.substring(6));
                }
            }
        }
        for (JsonNode event : JSON.readTree(server.get("/records?limit=400").body())) {
            stored.add(event.toString());
        }
        assertThat(got).isEqualTo(stored);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
    }

    @Test
    void anEventComesWithinASecond() throws Exception {
        var answer = server.follow("/records/stream");
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            lines.readLine();
            long written = System.nanoTime();
            append(1, 1);
            String line = lines.readLine();
            while (!line.startsWith("id: 1")) {
                line = lines.readLine();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - written)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void theStreamGoesOnWhenTheJournalCanBeReadAgain() throws Exception {
        var answer = server.follow("/records/stream");
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            append(1, 1);
            awaitId(lines, 1);
            server.hideRecords();
            awaitLine(lines, ": heartbeat");
            server.showRecords();
            append(2, 2);
            awaitId(lines, 2);
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoAsksForWhatHasBeenDeletedGetsHeartbeatsAndWhatIsNew() throws Exception {
        append(1, 3);
        try (var other = server.follow("/records/stream?after=3").body()) {
            // the tail goes on from the third
            awaitLine(reader(other), ": heartbeat");
            server.deleteRecords();
            try (var lines = reader(server.follow("/records/stream").body())) {
                awaitLine(lines, ": heartbeat");
                awaitLine(lines, ": heartbeat");
                append(4, 4);
                awaitId(lines, 4);
            }
        }
    }

    @Test
    void endsWithTheApplication() throws Exception {
        var answer = server.follow("/records/stream");
        var ended = new AtomicBoolean();
        var reading = CompletableFuture.runAsync(() -> {
            try (var body = answer.body()) {
                body.readAllBytes();
                ended.set(true);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        server.stopServing();

        reading.get(10, TimeUnit.SECONDS);
        assertThat(ended).isTrue();
    }

    @Test
    void onlySoManyFollowAndOthersWhenTheyHaveGone() throws Exception {
        List<java.io.InputStream> bodies = new ArrayList<>();
        for (int reader = 0; reader < RecordsServer.READERS; reader++) {
            bodies.add(server.follow("/records/stream").body());
        }

        assertThat(server.get("/records/stream").statusCode()).isEqualTo(503);
        assertThat(server.get("/records").statusCode()).isEqualTo(200);

        bodies.get(0).close();
        await("room").atMost(Duration.ofSeconds(10)).until(() -> {
            var answer = server.follow("/records/stream");
            answer.body().close();
            return answer.statusCode() == 200;
        });
    }

    private void append(int from, int to) {
        for (int call = from; call <= to; call++) {
            server.append(TestEvents.started("call-" + call, "livetv", "sip:viewer@example.org", BEGAN));
        }
    }

    private void readSome(int events, int last, List<Long> seen, String path, String... headers) throws Exception {
        var answer = server.follow(path, headers);
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (int read = 0; read < events && !seen.contains((long) last); ) {
                String line = lines.readLine();
                if (line.startsWith("id: ")) {
                    seen.add(Long.parseLong(line.substring(4)));
                    read++;
                }
            }
        }
    }

    private static BufferedReader reader(InputStream body) {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static void awaitId(BufferedReader lines, long id) throws Exception {
        awaitLine(lines, "id: " + id);
    }

    private static void awaitLine(BufferedReader lines, String wanted) throws Exception {
        for (String line = lines.readLine(); !line.equals(wanted); ) {
            line = lines.readLine();
        }
    }
}
