package org.sipcast.sip.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to one call, handed over one at a time and in order on threads that all calls share. */
final class EventQueue {

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final Deque<Event> waiting = new ArrayDeque<>(2);
    private boolean busy;

    /**
     * Runs the event when those before it have completed; it has itself completed when its stage has.
     *
     * @throws RejectedExecutionException if nothing is before it and the executor is full
     */
    synchronized void add(Executor executor, Supplier<? extends CompletionStage<?>> event) {
        Event added = new Event(executor, event);
        if (busy) {
            waiting.add(added);
        } else {
            executor.execute(() -> run(added));
            busy = true;
        }
    }

    private void run(Event event) {
        CompletionStage<?> stage;
        try {
            stage = event.work().get();
        } catch (RuntimeException | Error e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenComplete((result, failure) -> {
            if (failure != null) {
                LOG.error("A call's event could not be handled", failure);
            }
            next();
        });
    }

    private synchronized void next() {
        Event event = waiting.poll();
        if (event == null) {
            busy = false;
            return;
        }
        try {
            event.executor().execute(() -> run(event));
        } catch (RejectedExecutionException stopped) {
            waiting.clear();
        }
    }

    private record Event(Executor executor, Supplier<? extends CompletionStage<?>> work) {}
}
