package org.sipcast.e2e.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.kill.JournalRow;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;

/** Whoever sets the application's clock while somebody watches changes nothing of what is billed; records are dated by it from then on. */
class ClockJumpIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("set by JUnit");

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void anHourMoreOrLessIsNotBilled(int hours) {
        var clock = new FakeClock(folder.resolve("clock"));
        Path journal = folder.resolve("records.db");
        try (var server = clock.in(new SipcastServer(
                                "--sipcast.records.url=jdbc:sqlite:" + journal, "--sipcast.records.interim=2000"))
                        .start();
                var phone = new PlainPhone(server.sipAddress())) {
            assertThat(phone.call("livetv", phone.offer()).status()).isEqualTo(200);
            await("picture").atMost(LIMIT).until(() -> phone.video().packets() > 0);
            phone.beginRtcp();
            watchFor(phone, Duration.ofSeconds(3));

            clock.show(Duration.ofHours(hours));
            long interims = interims(journal, phone);
            // longer than a lease lasts that is not renewed
            watchFor(phone, Duration.ofSeconds(18));
            assertThat(interims(journal, phone)).as("interim records go on").isGreaterThan(interims + 4);
            assertThat(phone.hangUp().status()).isEqualTo(200);
            assertThat(lastLine(server))
                    .isCloseTo(Instant.now().plus(Duration.ofHours(hours)), within(1, ChronoUnit.MINUTES));

            JsonNode end = await("the end's record")
                    .atMost(LIMIT)
                    .until(() -> events(journal, phone), rows -> rows.stream().anyMatch(ClockJumpIT::isEnd))
                    .stream()
                    .filter(ClockJumpIT::isEnd)
                    .findFirst()
                    .orElseThrow()
                    .data();
            System.out.println(hours + " h: seen " + phone.video().heard() + ", " + end);
            assertThat(Duration.ofMillis(end.path("billableMilliseconds").asLong()))
                    .isCloseTo(phone.video().heard(), Duration.ofSeconds(1));
            assertThat(end.path("timeToFirstPacketMilliseconds").asLong(-1)).isBetween(0L, 10_000L);
            assertThat(end.path("pauses").path("milliseconds").asLong()).isZero();
            assertThat(end.path("cause").asText()).isEqualTo("VIEWER_HUNG_UP");
            assertThat(Duration.between(time(end, "answeredAt"), time(end, "endedAt")))
                    .isCloseTo(phone.video().heard().plusHours(hours), Duration.ofMinutes(1));
            assertThat(JournalRow.problems(JournalRow.readAll(journal))).isEmpty();
        }
    }

    private static void watchFor(PlainPhone phone, Duration time) {
        await("media all the time")
                .during(time)
                .atMost(time.plusSeconds(5))
                .until(() -> phone.video().silence().compareTo(Duration.ofSeconds(1)) < 0);
    }

    /** When the application wrote to its log last, as it believes. */
    private static Instant lastLine(SipcastServer server) {
        return server.log()
                .lines()
                .filter(line -> line.matches("\\d{4}-.*"))
                .reduce((one, next) -> next)
                .map(line -> Instant.parse(line.split(" ", 2)[0]))
                .orElseThrow();
    }

    private static Instant time(JsonNode data, String name) {
        return Instant.parse(data.path(name).asText());
    }

    private static boolean isEnd(JournalRow row) {
        return row.event().equals("stopped");
    }

    private static long interims(Path journal, PlainPhone phone) {
        return events(journal, phone).stream()
                .filter(row -> row.event().equals("interim"))
                .count();
    }

    private static List<JournalRow> events(Path journal, PlainPhone phone) {
        return JournalRow.readAll(journal).stream()
                .filter(row -> row.callId().equals(phone.callId()))
                .toList();
    }
}
