package org.sipcast.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.sipcast.HandClock;

class SteadyClockTest {
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    private final HandClock time = new HandClock();
    private final HandClock wall = new HandClock();
    private final SteadyClock clock =
            new SteadyClock(wall, () -> ChronoUnit.NANOS.between(Instant.EPOCH, time.instant()));

    @Test
    void itGoesOnEvenlyWhateverTheWallClockShows() {
        wall.pass(Duration.ofHours(-1));
        pass(Duration.ofSeconds(2));
        assertThat(clock.instant()).isEqualTo(BEGUN.plusSeconds(2));
    }

    @Test
    void whatTheWallClockShowedBeforeItWasSetIsStillKnown() {
        pass(Duration.ofSeconds(1));
        Instant before = clock.instant();
        wall.pass(Duration.ofHours(1));
        pass(Duration.ofSeconds(1));
        Instant between = clock.instant();
        wall.pass(Duration.ofHours(-3));
        pass(Duration.ofSeconds(1));
        Instant after = clock.instant();

        assertThat(clock.utc(before)).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(clock.utc(between)).isEqualTo("2026-01-01T01:00:02Z");
        assertThat(clock.utc(after)).isEqualTo("2025-12-31T22:00:03Z");
    }

    @Test
    void aTimeBeforeAllThatIsRememberedIsDatedByTheOldest() {
        for (int set = 0; set < 1000; set++) {
            wall.pass(Duration.ofHours(1));
            clock.instant();
            pass(Duration.ofSeconds(1));
        }
        assertThat(clock.utc(BEGUN)).isAfter(BEGUN.plus(Duration.ofHours(800)));
        assertThat(clock.utc(clock.instant())).isEqualTo(wall.instant());
    }

    @Test
    void onAnOrdinaryMachineItShowsWhatTheWallClockShows() {
        var real = new SteadyClock();
        assertThat(real.utc(real.instant()))
                .isBetween(
                        Clock.systemUTC().instant().minusSeconds(1),
                        Clock.systemUTC().instant().plusSeconds(1));
    }

    private void pass(Duration passed) {
        time.pass(passed);
        wall.pass(passed);
    }
}
