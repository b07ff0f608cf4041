package org.sipcast.call;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Shows UTC as it was when it was made, and goes on from there whatever becomes of the machine's clock: for durations. */
public final class SteadyClock extends Clock {
    private final Instant begun = Instant.now();
    private final long begunNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return begun.plusNanos(System.nanoTime() - begunNanos);
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
