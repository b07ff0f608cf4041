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
 * How long each feed leaves a consumer alone that took nothing: each time twice as long, up to a longest pause. An outage is over when
 * all that failed is delivered, not already with a part of it. The log has a line when a consumer goes away, when the reason becomes
 * another one, and when it is back; nothing in between.
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

    /** How many records the feed may hand on at once: one by one during an outage, so that no record comes again because of another. */
    public int batch(String feed, int most) {
        return outages.containsKey(feed) ? 1 : most;
    }

    /**
     * Makes the feed's next pause twice the last one.
     *
     * @param last the last record of what failed; null if it did not come so far
     * @param retryAfter the seconds that the consumer asked to be left alone; null if it did not
     */
    public void failed(String feed, @Nullable Throwable cause, @Nullable Long last, @Nullable Long retryAfter) {
        FailureReason reason = FailureReason.of(cause);
        Outage outage = outages.computeIfAbsent(feed, name -> new Outage());
        outage.failedAt = nanoTime.getAsLong();
        outage.until = Math.max(outage.until, last == null ? 0 : last);
        outage.step = outage.step.isZero() ? first : shorter(outage.step.multipliedBy(2), longest);
        Duration wanted = Duration.ofSeconds(retryAfter == null ? 0 : retryAfter);
        outage.pause = shorter(outage.step.compareTo(wanted) < 0 ? wanted : outage.step, longest);
        if (outage.reasons.size() < REASONS && outage.reasons.add(reason.kind())) {
            log.warn(
                    "Feed {} delivers nothing: {}. It tries again, less and less often, every {} s in the end",
                    feed,
                    reason.words(),
                    longest.toSeconds());
        }
    }

    /**
     * Ends the feed's pauses, once it is past what failed.
     *
     * @param last the last record that was delivered
     */
    public void delivered(String feed, long last) {
        Outage outage = outages.get(feed);
        if (outage != null && last >= outage.until) {
            outages.remove(feed);
            log.info("Feed {} delivers again", feed);
        }
    }

    /** Ends the feed's pauses, as it looked and there is nothing to deliver. */
    public void idle(String feed) {
        if (outages.remove(feed) != null) {
            log.info("Feed {} works again, and has nothing to deliver", feed);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Touched by its feed's thread only: no feed runs twice at once. */
    private static final class Outage {
        private final Set<String> reasons = new HashSet<>();
        private long until;
        private Duration step = Duration.ZERO;
        private Duration pause = Duration.ZERO;
        private volatile long failedAt;
    }
}
