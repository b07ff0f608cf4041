package org.sipcast.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.TestJournal;

class CorrectionTest {
    private final TestJournal test;
    private final Correction correction;

    CorrectionTest(@TempDir Path folder) {
        test = TestJournal.sqlite(folder).calls(1).started("open");
        correction = new Correction(test.journal(), Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        test.close();
    }

    @Test
    void eachCorrectionSaysAllThatIsRightNowAndWhatItChanged() throws Exception {
        correction.append("call-1", Map.of("billableMilliseconds", "500", "pauses.count", "2"), "a test");
        Event second = correction.append("call-1", Map.of("billableMilliseconds", "400"), "another");

        assertThat(second.id()).isEqualTo("call-1/corrected/2");
        assertThat(test.journal().find("call-1/corrected/1")).isPresent();
        JsonNode data = new ObjectMapper().readTree(second.data());
        assertThat(data.path("billableMilliseconds").asLong()).isEqualTo(400);
        assertThat(data.at("/pauses/count").asLong()).isEqualTo(2);
        assertThat(data.path("cause").asText()).isEqualTo("VIEWER_HUNG_UP");
        assertThat(data.path("corrects").asText()).isEqualTo("call-1/corrected/1");
        assertThat(data.path("changed").toString()).isEqualTo("{\"billableMilliseconds\":500}");
        assertThat(data.path("reason").asText()).isEqualTo("another");
    }

    @ParameterizedTest
    @CsvSource({
        "call-1, billable, 5, no field",
        "call-1, call, x, no field",
        "call-1, sent, 5, no field",
        "call-1, billableMilliseconds, much, nothing that",
        "call-1, billableMilliseconds, 1.5, nothing that",
        "call-1, billableMilliseconds, -7, nothing that",
        "call-1, billableMilliseconds, 99999999999999999999, nothing that",
        "call-1, billableMilliseconds, 5 Euros, nothing that",
        "call-1, received.video.lossPercent, -0.1, nothing that",
        "call-1, received.video.lossPercent, 1e999, nothing that",
        "call-1, incomplete, 1, nothing that",
        "call-1, endedAt, tomorrow, nothing that",
        "call-1, endedAt, 2026-01-31, nothing that",
        "call-1, endedAt, 2026-01-31T20:15:00+01:00, nothing that",
        "call-1, endedAt, +12026-01-31T20:15:00Z, nothing that",
        "open, cause, x, no call open",
        "nobody, cause, x, no call nobody"
    })
    void whatCannotBeCorrectedIsRefused(String call, String field, String value, String words) throws Exception {
        int before = test.journal().after(0, 100).size();
        assertThatThrownBy(() -> correction.append(call, Map.of(field, value), "a test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
        assertThat(test.journal().after(0, 100)).hasSize(before);
    }

    @Test
    void timesAndFractionsKeepTheirForm() throws Exception {
        Event event = correction.append(
                "call-1", Map.of("endedAt", "2026-01-31T20:15:59Z", "received.video.lossPercent", "1"), "a test");

        assertThat(event.data())
                .contains("\"endedAt\":\"2026-01-31T20:15:59.000Z\"")
                .contains("\"lossPercent\":1.0");
    }

    @Test
    void twoAtOnceFollowEachOther() throws Exception {
        // by another process, just before this one writes
        Clock disturbed = new Clock() {
            private boolean disturbs = true;

            @Override
            public Instant instant() {
                if (disturbs) {
                    disturbs = false;
                    try {
                        correction.append("call-1", Map.of("pauses.count", "3"), "the other");
                    } catch (SQLException | IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
                return Instant.now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        try (Journal journal = new Journal(test.records(), TestJournal.NODE, Clock.systemUTC())) {
            Event second = new Correction(journal, disturbed)
                    .append("call-1", Map.of("billableMilliseconds", "400"), "a test");

            assertThat(second.id()).isEqualTo("call-1/corrected/2");
            assertThat(test.journal().find("call-1/corrected/1").orElseThrow().json())
                    .contains("the other");
            JsonNode data = new ObjectMapper()
                    .readTree(test.journal()
                            .find("call-1/corrected/2")
                            .orElseThrow()
                            .json())
                    .path("data");
            assertThat(data.path("corrects").asText()).isEqualTo("call-1/corrected/1");
            assertThat(data.path("billableMilliseconds").asLong()).isEqualTo(400);
            assertThat(data.at("/pauses/count").asLong()).isEqualTo(3);
        }
    }

    @Test
    void aCallOfAnotherNodeIsCorrectedThere() throws Exception {
        try (Journal journal = new Journal(test.records(), "other-node", Clock.systemUTC())) {
            Correction elsewhere = new Correction(journal, Clock.systemUTC());
            assertThatThrownBy(() -> elsewhere.append("call-1", Map.of("billableMilliseconds", "5"), "a test"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--sipcast.node=" + TestJournal.NODE);
            assertThat(journal.after(0, 100)).isEmpty();
        }
    }
}
