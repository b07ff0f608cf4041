package org.sipcast.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sipcast.HandClock;

class VlcStartsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HandClock clock = new HandClock();
    private final VlcStarts starts = new VlcStarts(meters, clock);

    @Test
    void nothingIsWrongBeforeTheFirstStart() {
        assertThat(starts.problem()).isEmpty();
        assertThat(meters.get("sipcast.vlc.starts")
                        .tag("success", "false")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void aFailureIsToldForAMinuteAndNoLonger() {
        starts.failed("livetv");
        clock.pass(Duration.ofSeconds(59));
        assertThat(starts.problem()).contains("the VLC of livetv did not start, 59 s ago");

        clock.pass(Duration.ofSeconds(1));
        assertThat(starts.problem()).isEmpty();
    }

    @Test
    void aFurtherFailureIsToldForAnotherMinute() {
        starts.failed("livetv");
        clock.pass(Duration.ofSeconds(50));
        starts.failed("demo");
        clock.pass(Duration.ofSeconds(50));

        assertThat(starts.problem()).contains("the VLC of demo did not start, 50 s ago");
        assertThat(meters.get("sipcast.vlc.starts")
                        .tag("success", "false")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aFailureIsOverAsSoonAsAVlcStarts() {
        starts.failed("livetv");
        starts.succeeded();

        assertThat(starts.problem()).isEmpty();
        assertThat(meters.get("sipcast.vlc.starts")
                        .tag("success", "true")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
