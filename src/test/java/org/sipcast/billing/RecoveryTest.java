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
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.JournalRecord;
import org.sipcast.billing.journal.TestJournal;
import org.sipcast.channel.Channels;

class RecoveryTest {
    /** Ten seconds after the last proof of life in the records. */
    private static final Instant NOW = Instant.parse("2026-01-31T20:16:10Z");

    private final TestJournal test;
    private final Recovery recovery;
    private Event last = TestJournal.event("none", EventType.STARTED, "started", 0);

    RecoveryTest(@TempDir Path folder) {
        test = TestJournal.sqlite(folder);
        Channels channels = Channels.read(Path.of("conf/channels.yaml"), folder);
        recovery = new Recovery(test.journal(), channels, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws Exception {
        test.close();
    }

    @Test
    void aCallIsClosedAtItsLastProofOfLifeOnce() throws Exception {
        test.calls(2).started("open").interim("open", 1, 30_000).interim("open", 2, 59_000);
        JsonNode end = recover(null, null);
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
        test.started("open").interim("open", 1, 30_000);
        JsonNode end =
                recover(Map.of("video", Map.of("packets", 900L, "milliseconds", 40_000L)), Duration.ofSeconds(4));
        assertThat(end.path("endedAt").asText()).isEqualTo("2026-01-31T20:16:06.000Z");
        assertThat(end.path("billableMilliseconds").asLong()).isEqualTo(36_000);
        assertThat(end.at("/sent/video/packets").asLong()).isEqualTo(900);
    }

    @Test
    void theTimeFromTheAckToTheFirstPacketIsNotBilled() throws Exception {
        test.started("open").interim("open", 1, 30_000);
        JsonNode end =
                recover(Map.of("video", Map.of("packets", 900L, "milliseconds", 39_500L)), Duration.ofSeconds(4));
        assertThat(end.path("billableMilliseconds").asLong()).isEqualTo(35_500);
    }

    @Test
    void aViewerWhoWasNotHeardSinceTheLastRecordPaysForNoMore() throws Exception {
        test.started("open").interim("open", 1, 30_000);
        JsonNode end =
                recover(Map.of("video", Map.of("packets", 900L, "milliseconds", 38_000L)), Duration.ofSeconds(60));
        assertThat(end.path("billableMilliseconds").asLong()).isEqualTo(30_000);
        assertThat(end.path("endedAt").asText()).isEqualTo("2026-01-31T20:16:00.000Z");
    }

    private JsonNode recover(@Nullable Map<String, Map<String, Long>> sent, @Nullable Duration rtcpAge)
            throws Exception {
        List<Recovery.Unfinished> unfinished = recovery.unfinished();
        assertThat(unfinished).extracting(Recovery.Unfinished::call).containsExactly("open");
        assertThat(unfinished.get(0).hub()).isEqualTo("livetv");
        last = recovery.closed(unfinished.get(0), sent, rtcpAge);
        test.journal().append(List.of(last));
        return new ObjectMapper().readTree(last.data());
    }
}
