package org.sipcast.vlc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a source that does not open from taking the threads that callers of other channels need: who comes soon after a
 * failure is refused at once, and of those who wait at the same time all but a few wait no longer than a moment.
 */
final class SourceGate {
    /** Enough for most sources that open at all, so that many callers at once are no reason to refuse any. */
    static final Duration MOMENT = Duration.ofSeconds(1);

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicReference<@Nullable Failure> latest = new AtomicReference<>();

    private record Failure(String source, long nanoTime) {}

    /** Answers whether this source failed to open within this time. */
    boolean hasFailedWithin(Duration memory, String source) {
        Failure failure = latest.get();
        return failure != null
                && failure.source().equals(source)
                && System.nanoTime() - failure.nanoTime() < memory.toNanos();
    }

    void failed(String source) {
        latest.set(new Failure(source, System.nanoTime()));
    }

    /** Answers how long this caller may wait; each who has come in has to {@link #leave}. */
    Duration enter(int patientOnes, Duration patience) {
        boolean patient = waiting.incrementAndGet() <= patientOnes || patience.compareTo(MOMENT) < 0;
        return patient ? patience : MOMENT;
    }

    void leave() {
        waiting.decrementAndGet();
    }
}
