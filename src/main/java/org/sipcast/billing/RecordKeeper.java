package org.sipcast.billing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.RecordNotWrittenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events into the journal, and knows whether it can be written. While it cannot, no call may begin, and what happens to
 * those that play is kept in memory, in order.
 */
public final class RecordKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecordKeeper.class);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);
    private static final int TOGETHER = 500;

    private final Journal journal;
    private final Clock clock;
    private final int most;
    private final Deque<Event> kept = new ArrayDeque<>();
    private @Nullable RecordNotWrittenException failure;
    private Instant nextProbe = Instant.MIN;
    /** Kept events are being written, or the journal is being probed; further ones queue up behind them. */
    private boolean busy;

    /**
     * @param clock one that nobody sets back or forward
     * @param most how many events may be kept in memory; interim ones beyond that are dropped, others written to the log
     */
    public RecordKeeper(Journal journal, Clock clock, int most) {
        this.journal = journal;
        this.clock = clock;
        this.most = most;
    }

    /**
     * Makes a start durable.
     *
     * @throws RecordNotWrittenException if that fails: then the call must not play
     */
    public void write(Event started) {
        try {
            journal.append(List.of(started));
        } catch (RecordNotWrittenException e) {
            failed(e);
            throw e;
        }
    }

    /** Like {@link #keepAll}, with one. */
    public void keep(Event event) {
        keepAll(List.of(event));
    }

    /** Makes events of calls durable that have their start in the journal; if that fails now, as soon as it can be done. */
    public void keepAll(List<Event> events) {
        if (events.isEmpty() || postponed(events)) {
            return;
        }
        try {
            journal.append(events);
        } catch (RecordNotWrittenException e) {
            failed(e);
            postpone(events);
        }
    }

    private synchronized boolean postponed(List<Event> events) {
        boolean later = failure != null || !kept.isEmpty();
        if (later) {
            postpone(events);
        }
        return later;
    }

    private synchronized void postpone(List<Event> events) {
        for (Event event : events) {
            if (kept.size() < most) {
                kept.add(event);
            } else if (event.type() != EventType.INTERIM) {
                log.error("Not in the journal, and too many to be kept in memory: {} {}", event.id(), event.data());
            }
        }
    }

    private synchronized void failed(RecordNotWrittenException e) {
        if (failure == null) {
            log.error("{}; new calls are refused until that is over", e.getMessage());
        }
        failure = e;
        nextProbe = clock.instant().plus(BETWEEN_PROBES);
    }

    /**
     * Lets a new call pass while the journal can be written, by all that is known.
     *
     * @throws JournalUnwritableException if it could not be written a moment ago
     */
    public void requireWritable() {
        if (!isWritable()) {
            throw new JournalUnwritableException();
        }
    }

    /** Whether the journal can be written, by all that is known. */
    public synchronized boolean isWritable() {
        return failure == null;
    }

    /** How many events are kept in memory. */
    public synchronized int keptEvents() {
        return kept.size();
    }

    /** Tries again what failed, once a second at most, and writes what was kept. */
    public void retry() {
        if (!mayRetry()) {
            return;
        }
        try {
            journal.probe();
            writeKept();
            recovered();
        } catch (RecordNotWrittenException e) {
            failed(e);
        } finally {
            rest();
        }
    }

    private synchronized boolean mayRetry() {
        boolean due = !busy
                && (failure != null || !kept.isEmpty())
                && !clock.instant().isBefore(nextProbe);
        busy |= due;
        return due;
    }

    private synchronized void rest() {
        busy = false;
    }

    /** Tries a last time to write what was kept; what cannot be written goes to the log. */
    @Override
    public void close() {
        try {
            writeKept();
        } catch (RecordNotWrittenException e) {
            log.error("{}; what follows is not in it", e.getMessage());
            for (Event event : all()) {
                log.error("Not in the journal: {} {}", event.id(), event.data());
            }
        }
    }

    private synchronized List<Event> all() {
        return List.copyOf(kept);
    }

    private void writeKept() {
        for (List<Event> next = first(); !next.isEmpty(); next = first()) {
            journal.append(next);
            written(next.size());
        }
    }

    private synchronized List<Event> first() {
        return new ArrayList<>(kept.stream().limit(TOGETHER).toList());
    }

    private synchronized void written(int count) {
        for (int each = 0; each < count; each++) {
            kept.remove();
        }
        log.info("{} events that were kept are in the journal; {} are left", count, kept.size());
    }

    private synchronized void recovered() {
        if (failure != null && kept.isEmpty()) {
            failure = null;
            log.info("The journal can be written again");
        }
    }
}
