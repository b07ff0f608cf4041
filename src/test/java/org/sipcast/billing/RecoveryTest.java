package org.sipcast.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.JournalRecord;
import org.sipcast.billing.journal.TestJournal;
import org.sipcast.channel.Channels;

class RecoveryTest {
    /** Ten seconds after the last proof of life in the records. */
    private static final Instant NOW = Instant.parse("2026-01-31T20:16:10Z");

    private final TestJournal test;
    private final Channels channels;
    private Recovery recovery;
    private Event last = TestJournal.event("none", EventType.STARTED, "started", 0);

    RecoveryTest(@TempDir Path folder) {
        test = TestJournal.sqlite(folder);
        channels = Channels.read(Path.of("conf/channels.yaml"), folder);
        recovery = new Recovery(test.journal(), channels, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws Exception {
        test.close();
    }

    @Test
    void aCallIsClosedAtItsLastProofOfLifeOnce() throws Exception {
        test.calls(2).started("open").interim("open", 1, 30_000).interim("open", 2, 59_000);
        JsonNode end = recover(null, null, null);
        test.journal().append(List.of(last));

        assertThat(end.path("billableMilliseconds").asLong()).isEqualTo(59_000);
        assertThat(end.path("endedAt").asText()).isEqualTo("2026-01-31T20:16:00.000Z");
        assertThat(end.path("cause").asText()).isEqualTo("SERVER_KILLED");
        assertThat(end.path("endedBy").asText()).isEqualTo("platform");
        assertThat(end.path("incomplete").asBoolean()).isTrue();
        assertThat(recovery.unfinished()).isEmpty();
        assertThat(test.journal().after(0, 20))
                .extracting(JournalRecord::id)
                .filteredOn(id -> id.equals("open/stopped"))
                .hasSize(1);
    }

    @Test
    void whatAVlcThatStillRunsHasSentCountsUpToTheLastProofOfLife() throws Exception {
        test.started("open").interim("open", 1, 58_000);
        JsonNode end = recover(sent(69_000), age(69.797), age(4));
        assertThat(end.path("endedAt").asText()).isEqualTo("2026-01-31T20:16:06.000Z");
        assertThat(end.path("billableMilliseconds").asLong()).isEqualTo(64_000);
        assertThat(end.at("/sent/video/packets").asLong()).isEqualTo(900);
        assertThat(end.at("/sent/video/drops").asLong(-1)).isZero();
    }

    @Test
    void mediaThatTheLeaseHasStoppedAreBilledInFull() throws Exception {
        test.started("open").interim("open", 1, 58_000);
        assertThat(billed(recover(sent(62_500), age(69.797), age(4)))).isEqualTo(62_500);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -5, 0, 5, 3600})
    void theClockOnTheWallChangesNothing(long seconds) throws Exception {
        test.started("open").interim("open", 1, 58_000);
        setClock(NOW.plusSeconds(seconds));
        JsonNode end = recover(sent(69_000), age(69.797), age(4));
        assertThat(end.path("endedAt").asText()).isEqualTo("2026-01-31T20:16:06.000Z");
        assertThat(billed(end)).isEqualTo(64_000);
    }

    @Test
    void aCallThatHasNoInterimRecordYetIsDatedByItsFirstPacket() throws Exception {
        test.journal().append(List.of(startedOnly()));
        setClock(Instant.parse("2026-01-31T20:15:30.123Z"));
        JsonNode end = recover(sent(26_000), age(26), age(1));
        assertThat(end.path("firstPacketAt").asText()).isEqualTo("2026-01-31T20:15:04.123Z");
        assertThat(end.path("timeToFirstPacketMilliseconds").asLong()).isEqualTo(4000);
        assertThat(end.path("endedAt").asText()).isEqualTo("2026-01-31T20:15:29.123Z");
        assertThat(billed(end)).isEqualTo(25_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void withoutAnInterimRecordAClockThatWasSetDatesItNoLaterThanItWas(long seconds) throws Exception {
        test.journal().append(List.of(startedOnly()));
        setClock(Instant.parse("2026-01-31T20:15:30.123Z").plusSeconds(seconds));
        JsonNode end = recover(sent(26_000), age(26), age(1));
        assertThat(end.path("endedAt").asText()).isEqualTo("2026-01-31T20:15:25.123Z");
        assertThat(billed(end)).isEqualTo(25_000);
        assertThat(end.has("firstPacketAt")).isFalse();
    }

    @Test
    void theTimeFromTheAckToTheFirstPacketIsNotBilled() throws Exception {
        test.journal().append(List.of(startedOnly()));
        setClock(Instant.parse("2026-01-31T20:15:30.123Z"));
        assertThat(billed(recover(sent(28_000), age(26), age(0)))).isEqualTo(26_000);
    }

    @Test
    void aViewerWhoWasNotHeardSinceTheLastRecordPaysForNoMore() throws Exception {
        test.started("open").interim("open", 1, 30_000);
        JsonNode end = recover(sent(69_000), age(69.797), age(60));
        assertThat(billed(end)).isEqualTo(30_000);
        assertThat(end.path("endedAt").asText()).isEqualTo("2026-01-31T20:16:00.000Z");
    }

    @Test
    void aHubIsAskedOnceForAllOfItsCalls() throws Exception {
        test.started("one").started("two");
        assertThat(recovery.unfinishedHubs()).hasSize(1).first().satisfies(hub -> {
            assertThat(hub.hub()).isEqualTo("livetv");
            assertThat(hub.calls()).extracting(Recovery.Unfinished::call).containsExactlyInAnyOrder("one", "two");
        });
    }

    private static long billed(JsonNode end) {
        return end.path("billableMilliseconds").asLong();
    }

    private static Map<String, Map<String, Long>> sent(long milliseconds) {
        return Map.of("video", Map.of("packets", 900L, "milliseconds", milliseconds));
    }

    private static Duration age(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private void setClock(Instant now) {
        recovery = new Recovery(test.journal(), channels, Clock.fixed(now, ZoneOffset.UTC));
    }

    /** A start as it is written: nothing is known of media yet. */
    private static Event startedOnly() {
        String data = "{\"call\":\"open\",\"channel\":\"livetv\",\"answeredAt\":\"2026-01-31T20:15:00.123Z\","
                + "\"lastProofOfLifeAt\":\"2026-01-31T20:15:00.123Z\"}";
        return new Event(
                "open/started", EventType.STARTED, "open", "livetv", Instant.parse("2026-01-31T20:15:00.123Z"), data);
    }

    private JsonNode recover(
            @Nullable Map<String, Map<String, Long>> sent, @Nullable Duration firstAge, @Nullable Duration rtcpAge)
            throws Exception {
        List<Recovery.Unfinished> unfinished = recovery.unfinished();
        assertThat(unfinished).extracting(Recovery.Unfinished::call).containsExactly("open");
        assertThat(unfinished.get(0).hub()).isEqualTo("livetv");
        last = recovery.closed(unfinished.get(0), sent, firstAge, rtcpAge);
        test.journal().append(List.of(last));
        return new ObjectMapper().readTree(last.data());
    }
}
