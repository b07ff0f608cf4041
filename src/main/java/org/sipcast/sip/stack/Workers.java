package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all calls share. New calls have their own, with a limit on those that wait, so that callers of a slow
 * channel delay nobody's hang-up; so has what waits for peers that may be out of reach.
 */
final class Workers implements AutoCloseable {

    /** Most of them wait for the disk, which takes the records of all who wait together. */
    private static final int EVENT_THREADS = 128;

    /** Each may wait seconds for a peer that takes no connection, or for the name service. */
    private static final int CONNECTING_THREADS = 64;

    private static final int WAITING_FOR_CONNECTIONS = 1000;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final int waitingCalls;
    private final ThreadPoolExecutor calls;
    private final ThreadPoolExecutor events;
    private final ThreadPoolExecutor connecting;
    private final ScheduledThreadPoolExecutor timer;

    Workers(int callThreads, int waitingCalls) {
        this.waitingCalls = waitingCalls;
        calls = pool("sipcast-call-", callThreads, waitingCalls);
        events = pool("sipcast-event-", EVENT_THREADS, Integer.MAX_VALUE);
        connecting = pool("sipcast-connect-", CONNECTING_THREADS, WAITING_FOR_CONNECTIONS);
        timer = new ScheduledThreadPoolExecutor(1, named("sipcast-timer-"));
        // otherwise each answered call's timers would be kept until they would have fired
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** For what begins calls: rejects when too many wait, or when as many events of calls that there are wait. */
    Executor forCalls() {
        return job -> {
            if (events.getQueue().size() > waitingCalls) {
                throw new RejectedExecutionException("the calls that there are come first");
            }
            calls.execute(job);
        };
    }

    /** For what happens to open calls: never full, as each call has only few events. */
    Executor forEvents() {
        return events;
    }

    /** For what may wait for a connection or for the name service: rejects when too much waits. */
    Executor forConnecting() {
        return connecting;
    }

    /** Runs a short job later, on the timer's only thread. */
    ScheduledFuture<?> after(Duration delay, Runnable job) {
        return timer.schedule(job, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    int timersPending() {
        return timer.getQueue().size();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        List<ThreadPoolExecutor> pools = List.of(calls, events, connecting);
        pools.forEach(ThreadPoolExecutor::shutdown);
        try {
            for (ThreadPoolExecutor pool : pools) {
                if (!pool.awaitTermination(2, TimeUnit.SECONDS)) {
                    pool.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadPoolExecutor pool(String name, int threads, int waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting),
                named(name),
                (job, full) -> {
                    throw new RejectedExecutionException(name + "* has no room");
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return job -> {
            Thread thread = new Thread(job, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
