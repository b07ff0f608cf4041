package org.sipcast.billing;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.RecordNotWrittenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events into the journal, and knows whether it can be written. While it cannot, no call may begin, and of each that plays
 * its last interim event and its end are kept in memory: never more than the calls that played then need.
 */
public final class RecordKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecordKeeper.class);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);
    private static final int TOGETHER = 500;

    private final Journal journal;
    private final Clock clock;
    /** One of each type for each call, in the order in which they came. */
    private final Map<String, Event> kept = new LinkedHashMap<>();
    /** The ends of calls whose start failed, by call: the start is in the journal all the same if only the answer was lost. */
    private final Map<String, Event> failedStarts = new LinkedHashMap<>();

    private boolean writable = true;
    private Instant nextProbe = Instant.MIN;
    /** Kept events are being written, or the journal is being probed; further ones queue up behind them. */
    private boolean busy;

    /** @param clock one that nobody sets back or forward */
    public RecordKeeper(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Makes a start durable.
     *
     * @throws RecordNotWrittenException if that fails: then the call must not play. Should its start be in the journal
     *     nevertheless, its end will be, too.
     */
    public void write(Event started) {
        Instant begun = clock.instant();
        try {
            journal.append(List.of(started));
        } catch (RecordNotWrittenException e) {
            Duration passed = Duration.between(begun, clock.instant());
            doubt(FailedStart.end(started, started.time().plus(passed)));
            failed(e);
            throw e;
        }
    }

    private synchronized void doubt(Event end) {
        failedStarts.put(end.call(), end);
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
        boolean later = !writable || !kept.isEmpty();
        if (later) {
            postpone(events);
        }
        return later;
    }

    private synchronized void postpone(List<Event> events) {
        for (Event event : events) {
            if (event.type() == EventType.INTERIM) {
                // a later one says all that an earlier one did
                kept.remove(key(event));
            }
            kept.putIfAbsent(key(event), event);
        }
    }

    private static String key(Event event) {
        return event.call() + "/" + event.type().word();
    }

    private synchronized void failed(Exception e) {
        if (writable) {
            log.error("{}; new calls are refused until that is over", e.getMessage());
        }
        writable = false;
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
        return writable;
    }

    /** How many events are kept in memory that are to be written in any case. */
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
            settleFailedStarts();
            writeKept();
            recovered();
        } catch (RecordNotWrittenException | SQLException e) {
            failed(e);
        } finally {
            rest();
        }
    }

    private synchronized boolean mayRetry() {
        boolean due = !busy
                && !(writable && kept.isEmpty() && failedStarts.isEmpty())
                && !clock.instant().isBefore(nextProbe);
        busy |= due;
        return due;
    }

    private synchronized void rest() {
        busy = false;
        notifyAll();
    }

    /** Tries a last time to write what was kept; what cannot be written goes to the log. Nothing is tried again after that. */
    @Override
    public void close() {
        beBusyForGood();
        try {
            settleFailedStarts();
            writeKept();
        } catch (RecordNotWrittenException | SQLException e) {
            log.error("{}; what follows is not in it", e.getMessage());
            for (Event event : all(kept)) {
                log.error("Not in the journal: {} {}", event.id(), event.data());
            }
            for (Event end : all(failedStarts)) {
                log.error("Not in the journal, where it belongs if the start is there: {} {}", end.id(), end.data());
            }
        }
    }

    /** Waits for a retry that is under way, even if the thread is interrupted. */
    private synchronized void beBusyForGood() {
        boolean interrupted = false;
        while (busy) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        busy = true;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Event> all(Map<String, Event> events) {
        return List.copyOf(events.values());
    }

    /** To be asked after something was written: whatever was committed before can be seen then. */
    private void settleFailedStarts() throws SQLException {
        for (Event end : all(failedStarts)) {
            boolean started = journal.find(end.call() + "/started").isPresent();
            settle(end, started);
        }
    }

    private synchronized void settle(Event end, boolean started) {
        if (started) {
            log.warn("Call {} was refused, but its start is in the journal; its end follows", end.call());
            kept.putIfAbsent(key(end), end);
        }
        failedStarts.remove(end.call(), end);
    }

    private void writeKept() {
        for (List<Event> next = first(); !next.isEmpty(); next = first()) {
            journal.append(next);
            written(next);
        }
    }

    private synchronized List<Event> first() {
        return kept.values().stream().limit(TOGETHER).toList();
    }

    /** But for what has been replaced meanwhile. */
    private synchronized void written(List<Event> events) {
        events.forEach(event -> kept.remove(key(event), event));
        log.info("{} events that were kept are in the journal; {} are left", events.size(), kept.size());
    }

    private synchronized void recovered() {
        if (!writable && kept.isEmpty() && failedStarts.isEmpty()) {
            writable = true;
            log.info("The journal can be written again");
        }
    }
}
