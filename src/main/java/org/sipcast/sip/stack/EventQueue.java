package org.sipcast.sip.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to one call, handed over one at a time and in order on threads that all calls share. */
final class EventQueue {

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final Deque<Event> waiting = new ArrayDeque<>(2);
    private boolean busy;

    /** Adds an event for an executor that is never full while the process lives. */
    void add(Executor executor, Supplier<? extends CompletionStage<?>> event) {
        add(executor, event, () -> LOG.debug("An event came after the end"));
    }

    /**
     * Runs the event when those before it have completed; it has itself completed when its stage has.
     *
     * @param otherwise done in its place if the executor is full when its turn comes; those behind it go on
     */
    void add(Executor executor, Supplier<? extends CompletionStage<?>> event, Runnable otherwise) {
        Event added = new Event(executor, event, otherwise);
        synchronized (this) {
            if (busy) {
                waiting.add(added);
                return;
            }
            busy = true;
        }
        begin(added);
    }

    private void begin(@Nullable Event first) {
        Event event = first;
        while (event != null && !isTaken(event)) {
            event = next();
        }
    }

    private synchronized @Nullable Event next() {
        Event event = waiting.poll();
        busy = event != null;
        return event;
    }

    private boolean isTaken(Event event) {
        try {
            event.executor().execute(() -> run(event));
            return true;
        } catch (RejectedExecutionException full) {
            skip(event);
            return false;
        }
    }

    private static void skip(Event event) {
        try {
            event.otherwise().run();
        } catch (RuntimeException e) {
            LOG.error("A call's event could not be refused", e);
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
            begin(next());
        });
    }

    private record Event(Executor executor, Supplier<? extends CompletionStage<?>> work, Runnable otherwise) {}
}
