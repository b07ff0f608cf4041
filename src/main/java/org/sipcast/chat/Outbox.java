package org.sipcast.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to one viewer: one MESSAGE after the other, so that they arrive in order (RFC 3428 section 8), and no more
 * in waiting than there is room for. Who refuses CPIM gets text; who takes none gets none any more.
 */
final class Outbox {
    /** What devices answer that do not know the type. */
    private static final int UNSUPPORTED_TYPE = 415;
    /** What devices answer that do not know MESSAGE, or not this type. */
    private static final Set<Integer> TAKES_NONE = Set.of(405, UNSUPPORTED_TYPE, 501);

    private final String call;
    private final MessageSender sender;
    private final Executor threads;
    private final int places;
    private final Deque<Written> waiting = new ArrayDeque<>();
    private boolean cpim;
    /** Whether he has taken one, so that a later refusal is of that one. */
    private boolean taken;

    private boolean busy;
    private boolean closed;

    /** @param cpim whether he has said that he takes it */
    Outbox(String call, MessageSender sender, Executor threads, int places, boolean cpim) {
        this.call = call;
        this.sender = sender;
        this.threads = threads;
        this.places = places;
        this.cpim = cpim;
    }

    /** Never waits: where there is no place the oldest in waiting is lost. */
    synchronized void add(Written message) {
        if (closed) {
            return;
        }
        while (waiting.size() >= places) {
            waiting.removeFirst();
        }
        waiting.addLast(message);
        if (!busy) {
            busy = true;
            goOn();
        }
    }

    private void goOn() {
        try {
            threads.execute(this::sendNext);
        } catch (RejectedExecutionException stopping) {
            close();
        }
    }

    private void sendNext() {
        Written next = next();
        if (next == null) {
            return;
        }
        boolean wrapped = takesCpim();
        sender.send(call, wrapped ? next.cpim() : next.text()).whenComplete((status, failure) -> {
            if (failure == null) {
                answered(next, wrapped, status);
            }
            if (hasMore()) {
                goOn();
            }
        });
    }

    /** Most queues are empty again by then, and a thousand viewers' are not worth a thread's waking. */
    private synchronized boolean hasMore() {
        busy = !waiting.isEmpty();
        return busy;
    }

    private synchronized void answered(Written line, boolean wrapped, int status) {
        if (wrapped && status == UNSUPPORTED_TYPE) {
            cpim = false;
            if (!closed) {
                waiting.addFirst(line);
            }
        } else if (status >= 200 && status < 300) {
            taken = true;
        } else if (!taken && TAKES_NONE.contains(status)) {
            close();
        }
    }

    private synchronized boolean takesCpim() {
        return cpim;
    }

    private synchronized @Nullable Written next() {
        Written next = waiting.pollFirst();
        busy = next != null;
        return next;
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
