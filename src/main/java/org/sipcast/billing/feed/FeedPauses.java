package org.sipcast.billing.feed;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long each feed leaves a consumer alone that took nothing: each time twice as long, up to a longest pause. The log has a line
 * when a consumer goes away, when the reason becomes another one, and when it is back; nothing in between.
 */
public final class FeedPauses {
    private static final Logger log = LoggerFactory.getLogger(FeedPauses.class);
    private static final int REASONS = 10;

    private final Map<String, Outage> outages = new ConcurrentHashMap<>();
    private final Duration first;
    private final Duration longest;
    private final LongSupplier nanoTime;

    public FeedPauses(Duration first, Duration longest) {
        this(first, longest, System::nanoTime);
    }

    FeedPauses(Duration first, Duration longest, LongSupplier nanoTime) {
        this.first = first;
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /** Whether the feed may try now. */
    public boolean isOver(String feed) {
        Outage outage = outages.get(feed);
        return outage == null || nanoTime.getAsLong() - outage.failedAt >= outage.pause.toNanos();
    }

    /** Makes the feed's next pause twice the last one. */
    public void failed(String feed, @Nullable Throwable cause) {
        FailureReason reason = FailureReason.of(cause);
        Outage outage = outages.computeIfAbsent(feed, name -> new Outage());
        outage.failedAt = nanoTime.getAsLong();
        outage.pause = outage.pause.isZero() ? first : shorter(outage.pause.multipliedBy(2), longest);
        if (outage.reasons.size() < REASONS && outage.reasons.add(reason.kind())) {
            log.warn(
                    "Feed {} delivers nothing: {}. It tries again, less and less often, every {} s in the end",
                    feed,
                    reason.words(),
                    longest.toSeconds());
        }
    }

    /** Ends the feed's pauses. */
    public void delivered(String feed) {
        if (outages.remove(feed) != null) {
            log.info("Feed {} delivers again", feed);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Touched by its feed's thread only: no feed runs twice at once. */
    private static final class Outage {
        private final Set<String> reasons = new HashSet<>();
        private Duration pause = Duration.ZERO;
        private volatile long failedAt;
    }
}
