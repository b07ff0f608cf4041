package org.sipcast.billing.journal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Puts events into a node's chain, many in one transaction. It keeps a session for as long as all goes well. Not for several
 * threads at once.
 */
final class JournalWriter {
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final DataSource records;
    private final String node;
    private final Clock clock;
    private final boolean locking;
    private @Nullable JournalSession session;

    /** @param locking whether it writes only while no other process is this node's server; in PostgreSQL */
    JournalWriter(DataSource records, String node, Clock clock, boolean locking) {
        this.records = records;
        this.node = node;
        this.clock = clock;
        this.locking = locking;
    }

    /** Has all that it needs, or fails for the reason why it can't be had. */
    void open() throws SQLException {
        session();
    }

    /** Writes what is not in the journal yet, all or nothing. A failure is tried again twice, at once and 200 ms later. */
    void write(List<Event> events) throws SQLException {
        boolean interrupted = false;
        try {
            for (int attempt = 1; ; attempt++) {
                // whoever waits for the disk has to wait
                interrupted |= Thread.interrupted();
                try {
                    JournalSession open = session();
                    open.write(attempt == 1 ? events : open.missing(events));
                    return;
                } catch (SQLException | RuntimeException e) {
                    close();
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
                if (attempt > 1) {
                    // the first time it may just have been there
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Fails if nothing can be written now. */
    void probe() throws SQLException {
        try {
            session().probe();
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private JournalSession session() throws SQLException {
        JournalSession open = session;
        if (open == null) {
            open = new JournalSession(records.getConnection(), node, clock, locking);
            session = open;
        }
        return open;
    }

    void close() {
        JournalSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
