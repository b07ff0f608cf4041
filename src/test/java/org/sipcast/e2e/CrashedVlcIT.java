package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.phone.RtpEar;
import org.sipcast.e2e.server.SipcastServer;

/** A VLC crashes while people watch: another takes its place, and each stream goes on as if packets had been lost. */
class CrashedVlcIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LONGEST_HOLE = Duration.ofSeconds(4);

    /** How far ahead another VLC goes on, and what may have been sent since the last report. */
    private static final long AHEAD = 16_384;

    private static final long SENT_SINCE = 600;

    private static final Duration REPORTS = Duration.ofMillis(500);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer(
            "--sipcast.channels=src/test/resources/e2e/channels.yaml",
            "--sipcast.reports.interval=" + REPORTS.toMillis(),
            "--sipcast.records.interim=1000",
            // often enough to meet the hole
            "--sipcast.reconcile=200",
            "--sipcast.lease.renewal=200");

    @ParameterizedTest
    @CsvSource({"livetv,KILL", "demo,KILL", "livetv,SEGV"})
    void theStreamsGoOnInAnotherVlcAheadOfWhereTheyWere(String channel, String signal) {
        try (var phone = new PlainPhone(server.sipAddress());
                var other = new PlainPhone(server.sipAddress())) {
            watch(phone, channel);
            watch(other, channel);
            awaitPackets(phone, 200);
            awaitPackets(other, 200);
            var from = Objects.requireNonNull(phone.video().sender());
            long before = phone.video().packets() + phone.audio().packets();
            var vlc = server.vlc(channel);
            long pid = vlc.pid();

            vlc.signal(signal);
            awaitPackets(phone, phone.audio().packets() + 100);
            awaitPackets(other, other.audio().packets() + 100);

            assertThat(server.vlc(channel).pid()).isNotEqualTo(pid);
            assertThat(phone.video().sender()).isEqualTo(from);
            System.out.printf(
                    "%s after SIG%s: hole of %d ms in the picture, %d ms in the sound%n",
                    channel,
                    signal,
                    phone.video().longestGap().toMillis(),
                    phone.audio().longestGap().toMillis());
            for (RtpEar ear : List.of(phone.video(), phone.audio(), other.video(), other.audio())) {
                assertThat(ear.ssrcs()).hasSize(1);
                assertThat(ear.steppedBack()).isZero();
                assertThat(ear.missing()).isBetween(AHEAD - SENT_SINCE, AHEAD);
                assertThat(ear.longestGap()).isLessThan(LONGEST_HOLE);
            }
            assertThat(phone.hangUp().status()).isEqualTo(200);
            assertThat(other.hangUp().status()).isEqualTo(200);
            JsonNode stopped = assertEndRecord(phone, "VIEWER_HUNG_UP");
            assertThat(counted(stopped))
                    .isBetween(
                            before - SENT_SINCE,
                            phone.video().packets() + phone.audio().packets());
            assertThat(counted(stopped)).isGreaterThan(before / 2 + 100);
        }
    }

    @Test
    void aFilmGoesOnWhereItWas() {
        try (var phone = new PlainPhone(server.sipAddress())) {
            watch(phone, "demo");
            awaitPackets(phone, 350);
            var vlc = server.vlc("demo");
            String hub = vlc.hubs().get(0);
            var position = vlc.position(hub);
            assertThat(position).isGreaterThan(Duration.ofSeconds(5));

            vlc.kill();
            awaitPackets(phone, phone.audio().packets() + 20);

            var after = server.vlc("demo").position(hub);
            System.out.println("The film was at " + position.toMillis() + " ms, and goes on at " + after.toMillis());
            assertThat(after).isBetween(position.minusSeconds(3), position.plusSeconds(4));
            assertThat(phone.hangUp().status()).isEqualTo(200);
        }
    }

    @Test
    void aVlcThatCrashesAgainAndAgainEndsItsCalls() {
        try (var phone = new PlainPhone(server.sipAddress())) {
            watch(phone, "short-live");
            for (int crash = 1; crash <= 3; crash++) {
                awaitPackets(phone, phone.audio().packets() + 100);
                server.vlc("short-live").kill();
            }
            awaitPackets(phone, phone.audio().packets() + 100);
            assertThat(phone.audio().ssrcs()).hasSize(1);
            assertThat(phone.audio().steppedBack()).isZero();

            server.vlc("short-live").kill();
            assertThat(phone.awaitRequest("BYE").header("Reason")).contains("source is gone");
            assertEndRecord(phone, "SOURCE_LOST");
        }
    }

    private static void watch(PlainPhone phone, String channel) {
        assertThat(phone.call(channel, phone.offer()).status()).isEqualTo(200);
        phone.beginRtcp();
        await("picture and sound")
                .atMost(LIMIT)
                .until(() -> phone.video().packets() > 0 && phone.audio().packets() > 0);
    }

    private static void awaitPackets(PlainPhone phone, long count) {
        await(count + " packets of sound")
                .atMost(LIMIT)
                .until(() -> phone.audio().packets() >= count);
    }

    private static long counted(JsonNode stopped) {
        return stopped.path("sent").path("video").path("packets").asLong()
                + stopped.path("sent").path("audio").path("packets").asLong();
    }

    private static JsonNode assertEndRecord(PlainPhone phone, String cause) {
        await("the end record")
                .atMost(LIMIT)
                .until(() -> server.recordsOf(phone.callId()).size() == 2);
        JsonNode stopped = server.recordsOf(phone.callId()).get(1);
        assertThat(stopped.path("cause").asText()).isEqualTo(cause);
        return stopped;
    }
}
