package org.sipcast.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the VLCs that were to be started, and tells for a minute that one did not start. Only a call starts another one: were it told until
 * then, whoever sends calls by our health would never send the call that shows that all is well again.
 */
public final class VlcStarts {
    private static final Duration TOLD_FOR = Duration.ofMinutes(1);

    private record Failure(String vlc, Instant at) {}

    private final Clock clock;
    private final Counter successes;
    private final Counter failures;
    private volatile @Nullable Failure latest;

    /** @param clock one that nobody sets back or forward */
    public VlcStarts(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.successes = counter(meters, true);
        this.failures = counter(meters, false);
    }

    private static Counter counter(MeterRegistry meters, boolean success) {
        return Counter.builder("sipcast.vlc.starts")
                .description("VLCs that were to be started, by whether they did")
                .tag("success", Boolean.toString(success))
                .register(meters);
    }

    /** A VLC has started. */
    public void succeeded() {
        successes.increment();
        latest = null;
    }

    /** A VLC of this name has not started. */
    public void failed(String vlc) {
        failures.increment();
        latest = new Failure(vlc, clock.instant());
    }

    /** That the last one that was to be started did not start, a moment ago; nothing if it did, or that was long ago. */
    public Optional<String> problem() {
        Failure failure = latest;
        if (failure == null) {
            return Optional.empty();
        }
        Duration age = Duration.between(failure.at(), clock.instant());
        return age.compareTo(TOLD_FOR) >= 0
                ? Optional.empty()
                : Optional.of("the VLC of " + failure.vlc() + " did not start, " + age.toSeconds() + " s ago");
    }
}
