package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.vlc.telnet.MediumCounters;
import org.sipcast.vlc.telnet.SinkCounters;

/** The application begins where another was killed, with what that one left behind. */
class UnfinishedCallsTest extends ShippedRoutes {
    private static final String DATA =
            "{\"answeredAt\":\"2026-01-01T00:00:00.000Z\",\"lastProofOfLifeAt\":\"2026-01-01T00:00:00.000Z\","
                    + "\"firstPacketAt\":\"2026-01-01T00:00:00.100Z\"}";

    @Test
    void whatAHubHasCountedIsReadThenRecordedAndThenDeleted() throws Exception {
        for (String call : List.of("seen", "gone")) {
            journal()
                    .append(List.of(new Event(
                            call + "/started",
                            EventType.STARTED,
                            call,
                            "livetv",
                            Instant.parse("2026-01-01T00:00:00Z"),
                            DATA)));
        }
        sinks = Map.of(
                "seen",
                new SinkCounters(
                        new MediumCounters(
                                7,
                                700,
                                Duration.ofSeconds(9),
                                0,
                                Duration.ofSeconds(1),
                                null,
                                null,
                                false,
                                Duration.ofSeconds(11),
                                "9:8"),
                        null));
        template.sendBody("direct:recover-calls", null);

        assertThat(records())
                .hasSize(4)
                .anyMatch(event -> event.contains("seen/stopped") && event.contains("\"billableMilliseconds\":9000"))
                .anyMatch(event -> event.contains("gone/stopped") && event.contains("\"billableMilliseconds\":0"));
        assertThat(deeds)
                .containsExactly(
                        "vlc:list-sinks livetv/livetv",
                        "vlc:delete-sink livetv/livetv after 3 records",
                        "vlc:delete-sink livetv/livetv after 4 records");
    }
}
