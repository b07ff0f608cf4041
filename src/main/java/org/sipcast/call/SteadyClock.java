package org.sipcast.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Begins with the UTC of its making, and goes on from there whatever becomes of the clock on the wall: for durations. What that one
 * showed at each of these times can be asked for, so that records have the right date after it was set.
 */
public final class SteadyClock extends Clock {
    /** The two go at the same pace; what they differ by otherwise is how long it takes to read them. */
    private static final Duration LEAST_STEP = Duration.ofMillis(5);
    /** Whoever sets his clock so often while a call lasts has its first times wrong. */
    private static final int REMEMBERED = 100;
    /** Two readings no further apart than this are of one moment. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private static final int READINGS = 10;

    private final Clock wall;
    private final LongSupplier nanoTime;
    private final Instant begun;
    private final long begunNanos;
    /** When the wall clock was set, oldest first, and once at the beginning. */
    private final Deque<Step> steps = new ArrayDeque<>();

    private volatile Duration ahead = Duration.ZERO;

    /** By how much the wall clock is ahead from some time on. */
    private record Step(Instant from, Duration ahead) {}

    public SteadyClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    /** @param nanoTime from any origin, as {@link System#nanoTime} has it */
    public SteadyClock(Clock wall, LongSupplier nanoTime) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.begun = wall.instant();
        this.begunNanos = nanoTime.getAsLong();
        steps.add(new Step(begun, Duration.ZERO));
    }

    @Override
    public Instant instant() {
        Instant now = steady();
        if (isStep(Duration.between(now, wall.instant()))) {
            lookAgain(now);
        }
        return now;
    }

    private Instant steady() {
        return begun.plusNanos(nanoTime.getAsLong() - begunNanos);
    }

    private boolean isStep(Duration found) {
        return found.minus(ahead).abs().compareTo(LEAST_STEP) > 0;
    }

    /** It may have been set, or this thread had to wait between the two readings. */
    private synchronized void lookAgain(Instant now) {
        for (int reading = 0; reading < READINGS; reading++) {
            Instant before = steady();
            Duration found = Duration.between(before, wall.instant());
            if (Duration.between(before, steady()).compareTo(AT_ONCE) < 0) {
                note(now, found);
                return;
            }
        }
    }

    private void note(Instant from, Duration found) {
        if (isStep(found)) {
            steps.add(new Step(from, found));
            if (steps.size() > REMEMBERED) {
                steps.remove();
            }
            ahead = found;
        }
    }

    /** What the wall clock showed at a time of this one, by what it was found to show whenever this one was looked at. */
    public synchronized Instant utc(Instant time) {
        Step found = steps.getFirst();
        for (Step step : steps) {
            if (!step.from().isAfter(time)) {
                found = step;
            }
        }
        return time.plus(found.ahead());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a steady clock shows UTC");
    }
}
