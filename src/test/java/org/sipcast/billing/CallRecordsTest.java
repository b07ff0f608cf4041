package org.sipcast.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.EndCause;
import org.sipcast.call.TestCalls;
import org.sipcast.sdp.Codec;

class CallRecordsTest {
    private final TestCalls.HandClock clock = new TestCalls.HandClock();
    private final CallRegistry calls = new CallRegistry(clock, 4);
    private final CallRecords records = new CallRecords();

    @Test
    void aStartSaysWhoWatchesWhatInWhichCodecs() {
        admit();
        CallRecord started = records.started(calls.acknowledge("a"));

        assertThat(started.event()).isEqualTo("started");
        assertThat(started.call()).isEqualTo("a");
        assertThat(started.sipCallId()).isEqualTo("a@wire");
        assertThat(started.channel()).isEqualTo("demo");
        assertThat(started.caller()).isEqualTo("sip:viewer@example.org");
        assertThat(started.identity()).isEqualTo("sip:+4312345@example.org");
        assertThat(started.videoCodec()).isEqualTo("VP8");
        assertThat(started.audioCodec()).isEqualTo("opus");
        assertThat(started.at()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(started.cause()).isNull();
    }

    @Test
    void aStopSaysHowLongItPlayedAndWhyItEnded() {
        admit();
        clock.advance(Duration.ofSeconds(3));
        calls.play(calls.acknowledge("a"));
        clock.advance(Duration.ofMillis(12_345));
        Call ended = Objects.requireNonNull(calls.end("a", EndCause.VIEWER_HUNG_UP));

        CallRecord stopped = records.stopped(ended, Map.of("video", Map.of("packets", 7L)));

        assertThat(stopped.event()).isEqualTo("stopped");
        assertThat(stopped.milliseconds()).isEqualTo(12_345);
        assertThat(stopped.cause()).isEqualTo("VIEWER_HUNG_UP");
        assertThat(stopped.sent()).isEqualTo(Map.of("video", Map.of("packets", 7L)));
    }

    @Test
    void aCallThatNeverPlayedHasNoRecord() {
        Call offered = admit();
        Call cancelled = Objects.requireNonNull(calls.end("a", EndCause.CANCELLED));

        assertThatThrownBy(() -> records.started(offered)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> records.stopped(cancelled, null)).isInstanceOf(IllegalStateException.class);
    }

    private Call admit() {
        return calls.admit(
                "a",
                "a@wire",
                "sip:viewer@example.org",
                "sip:+4312345@example.org",
                TestCalls.onDemand("demo", 5),
                TestCalls.media(Codec.VP8, Codec.OPUS));
    }
}
