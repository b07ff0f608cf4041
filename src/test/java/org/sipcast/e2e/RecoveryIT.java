package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.program.Program;
import org.sipcast.e2e.server.SipcastServer;

/** The application is killed while somebody watches: the call is closed at the next start, where the viewer was last heard. */
class RecoveryIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer(
            "--sipcast.channels=src/test/resources/e2e/channels.yaml",
            // longer than a start takes on a busy machine
            "--sipcast.lease=60",
            "--sipcast.records.interim=1000",
            "--sipcast.reports.interval=500");

    @ParameterizedTest
    @ValueSource(strings = {"livetv", "demo"})
    void theVlcThatStillRunsSaysWhatItHasSent(String channel) throws IOException {
        try (var phone = new PlainPhone(server.sipAddress())) {
            watch(phone, channel);
            awaitInterimRecords(phone, 2);
            server.kill();
            Instant killed = Instant.now();
            long packets = phone.video().packets();
            await("media without the application")
                    .atMost(LIMIT)
                    .until(() -> phone.video().packets() > packets + 50);
            restart();

            JsonNode stopped = assertClosed(phone);
            assertThat(Instant.parse(stopped.path("lastProofOfLifeAt").asText()))
                    .isAfter(killed);
        }
    }

    @Test
    void withoutItsVlcTheLastInterimRecordCounts() throws IOException {
        try (var phone = new PlainPhone(server.sipAddress())) {
            watch(phone, "livetv");
            awaitInterimRecords(phone, 3);
            ProcessHandle vlc = ProcessHandle.of(server.vlc("livetv").pid()).orElseThrow();
            server.kill();
            vlc.destroyForcibly();
            await().atMost(LIMIT).until(() -> !vlc.isAlive());
            JsonNode interim = last(phone, "interim");
            restart();

            JsonNode stopped = assertClosed(phone);
            assertThat(stopped.path("billableMilliseconds")).isEqualTo(interim.path("billableMilliseconds"));
            assertThat(stopped.path("endedAt")).isEqualTo(interim.path("lastProofOfLifeAt"));
        }
    }

    private static JsonNode assertClosed(PlainPhone phone) {
        List<JsonNode> records = server.recordsOf(phone.callId());
        assertThat(records).extracting(record -> record.path("event").asText()).containsExactly("started", "stopped");
        JsonNode stopped = records.get(1);
        assertThat(stopped.path("cause").asText()).isEqualTo("SERVER_KILLED");
        assertThat(stopped.path("incomplete").asBoolean()).isTrue();
        Duration lasted = Duration.between(
                Instant.parse(stopped.path("answeredAt").asText()),
                Instant.parse(stopped.path("lastProofOfLifeAt").asText()));
        assertThat(stopped.path("billableMilliseconds").asLong())
                .isPositive()
                .isLessThanOrEqualTo(lasted.toMillis() + 1);
        var verification = Program.run(
                LIMIT,
                Map.of("SIPCAST_RECORDS", server.runFolder().toString()),
                List.of("bin/sipcast", "verify-records"));
        assertThat(verification).contains("are as they were written; 0 calls have not ended");
        return stopped;
    }

    /** The one that was killed has left its file behind that says that calls can come in. */
    private static void restart() throws IOException {
        Files.deleteIfExists(server.runFolder().resolve("sipcast.ready"));
        server.start();
    }

    private static JsonNode last(PlainPhone phone, String event) {
        return server.events().stream()
                .filter(record -> record.path("sipCallId").asText().equals(phone.callId())
                        && record.path("event").asText().equals(event))
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    private static void awaitInterimRecords(PlainPhone phone, int count) {
        await("interim records")
                .atMost(LIMIT)
                .until(() -> server.events().stream()
                                .filter(record -> record.path("sipCallId")
                                                .asText()
                                                .equals(phone.callId())
                                        && record.path("event").asText().equals("interim")
                                        && record.path("billableMilliseconds").asLong() > 0)
                                .count()
                        >= count);
    }

    private static void watch(PlainPhone phone, String channel) {
        assertThat(phone.call(channel, phone.offer()).status()).isEqualTo(200);
        phone.beginRtcp();
        await("picture").atMost(LIMIT).until(() -> phone.video().packets() > 0);
    }
}
