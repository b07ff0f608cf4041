package org.sipcast.records;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.sipcast.records.JournalRows.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's newest events, looked for while somebody follows: one look for all readers, who take what they need from here and only read the
 * journal themselves for what is older. Belongs to the server's one event loop; the database is asked by workers.
 */
final class JournalTail {
    private static final Logger log = LoggerFactory.getLogger(JournalTail.class);

    private static final int LOOK_MILLIS = 200;
    private static final int MAX_ROWS = 500;
    private static final int MAX_CHARACTERS = 1 << 20;

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final JournalRows journal;
    private final Runnable onLook;

    /** Without gaps behind {@link #before}, in order. */
    private final Deque<Row> newest = new ArrayDeque<>();

    private long characters;
    /** The number of the last event that is not kept any more. */
    private long before;

    private long last;
    private long timer = -1;
    /** Which of its starts this is: what was asked for before it is of no use. */
    private int start;

    private boolean looking;
    private boolean unreadable;

    /**
     * @param onLook run after each look at the journal, whether there was something new or not
     */
    JournalTail(Vertx vertx, WorkerExecutor workers, JournalRows journal, Runnable onLook) {
        this.vertx = vertx;
        this.workers = workers;
        this.journal = journal;
        this.onLook = onLook;
    }

    /** Looks regularly from now on, beginning with what is written from now on. */
    void start() {
        if (timer < 0) {
            start++;
            last = -1;
            newest.clear();
            characters = 0;
            timer = vertx.setPeriodic(0, LOOK_MILLIS, tick -> look());
        }
    }

    void stop() {
        vertx.cancelTimer(timer);
        timer = -1;
    }

    /** The number of the newest event; nothing below 0 is known yet. */
    long last() {
        return last;
    }

    /** Whether all that follows this number is kept here. */
    boolean knowsAllAfter(long seq) {
        return last >= 0 && seq >= before;
    }

    /** At most so many of those that follow, of those that are kept. */
    List<Row> after(long seq, int limit) {
        List<Row> rows = new ArrayList<>();
        for (Row row : newest) {
            if (row.seq() > seq) {
                rows.add(row);
                if (rows.size() == limit) {
                    break;
                }
            }
        }
        return rows;
    }

    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        if (last < 0) {
            ask(() -> journal.last(), found -> {
                last = found;
                before = found;
            });
        } else {
            long known = last;
            ask(() -> journal.after(known, MAX_ROWS, MAX_CHARACTERS), this::keep);
        }
    }

    private <T> void ask(Callable<T> question, Consumer<T> taker) {
        int asked = start;
        workers.executeBlocking(question, false).onComplete(result -> {
            looking = false;
            if (timer < 0 || asked != start) {
                return;
            }
            if (result.succeeded()) {
                unreadable = false;
                taker.accept(result.result());
            } else if (!unreadable) {
                unreadable = true;
                log.warn(
                        "The journal can't be read for those who follow it: {}",
                        result.cause().toString());
            }
            onLook.run();
        });
    }

    private void keep(List<Row> rows) {
        for (Row row : rows) {
            newest.add(row);
            characters += row.json().length();
            last = row.seq();
        }
        while (newest.size() > MAX_ROWS || (characters > MAX_CHARACTERS && newest.size() > 1)) {
            Row oldest = newest.remove();
            characters -= oldest.json().length();
            before = oldest.seq();
        }
        if (rows.size() == MAX_ROWS) {
            look();
        }
    }
}
