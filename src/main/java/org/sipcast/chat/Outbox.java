package org.sipcast.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to one viewer: one MESSAGE after the other, so that they arrive in order (RFC 3428 section 8), and no more
 * in waiting than there is room for. Who takes none gets none any more.
 */
final class Outbox {
    /** What devices answer that do not know MESSAGE, or not this type. */
    private static final Set<Integer> TAKES_NONE = Set.of(405, 415, 501);

    private final String call;
    private final MessageSender sender;
    private final Executor threads;
    private final int places;
    private final Deque<MessageBody> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    Outbox(String call, MessageSender sender, Executor threads, int places) {
        this.call = call;
        this.sender = sender;
        this.threads = threads;
        this.places = places;
    }

    /** Never waits: where there is no place the oldest in waiting is lost. */
    synchronized void add(MessageBody message) {
        if (closed) {
            return;
        }
        if (waiting.size() == places) {
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
        MessageBody next = next();
        if (next != null) {
            sender.send(call, next).whenComplete((status, failure) -> {
                if (failure == null && TAKES_NONE.contains(status)) {
                    close();
                } else {
                    goOn();
                }
            });
        }
    }

    private synchronized @Nullable MessageBody next() {
        MessageBody next = waiting.pollFirst();
        busy = next != null;
        return next;
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
