package org.sipcast.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a viewer got nothing because he wanted so: all his media were on hold, or he had paused in another way.
 *
 * @param count with the present one
 * @param past how long those took that are over
 * @param since when the present one began; null if there is none
 */
public record Pauses(int count, Duration past, @Nullable Instant since) {
    static final Pauses NONE = new Pauses(0, Duration.ZERO, null);

    Pauses begin(Instant now) {
        return since != null ? this : new Pauses(count + 1, past, now);
    }

    Pauses end(Instant now) {
        return since == null ? this : new Pauses(count, until(now), null);
    }

    /** All together; a proof of life may be a little older than the pause that came with it. */
    public Duration until(Instant now) {
        return since == null || now.isBefore(since) ? past : past.plus(Duration.between(since, now));
    }
}
