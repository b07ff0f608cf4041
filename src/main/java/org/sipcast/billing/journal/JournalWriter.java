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
    private @Nullable JournalSession session;

    JournalWriter(DataSource records, String node, Clock clock) {
        this.records = records;
        this.node = node;
        this.clock = clock;
    }

    /** Writes what is not in the journal yet, all or nothing. A failure is tried again for some hundred milliseconds. */
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
            open = new JournalSession(records.getConnection(), node, clock);
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
