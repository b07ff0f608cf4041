package org.sipcast.billing.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets many threads write, each what it has, and each returns when that is done. What comes while the disk is busy is written
 * together, because the disk takes as long for one as for a hundred.
 */
final class GroupCommit<T> {
    /** A fast disk would take each by itself, at the price of a CPU that is needed for calls; a slow one has its pause in writing. */
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(5);

    private final Writing<T> writing;
    private final int most;
    private final Queue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore writer = new Semaphore(1);
    private long begunAt = System.nanoTime() - BETWEEN_WRITES.toNanos();

    /** Writes all that it is given, or fails and has written nothing of it. Never called by two threads at once. */
    @FunctionalInterface
    interface Writing<T> {
        void write(List<T> together) throws Exception;
    }

    /** @param most how many may be written together */
    GroupCommit(Writing<T> writing, int most) {
        this.writing = writing;
        this.most = most;
    }

    /** Returns null when it is written, else why it is not. Waits even if its thread is interrupted. */
    @Nullable
    Throwable write(T item) {
        Waiting<T> mine = new Waiting<>(item);
        queue.add(mine);
        boolean interrupted = false;
        try {
            while (!mine.done) {
                interrupted |= Thread.interrupted();
                if (writer.tryAcquire()) {
                    writeWith(mine);
                } else {
                    LockSupport.park(this);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return mine.failure;
    }

    /** Does something while nobody writes. */
    void between(Runnable deed) {
        writer.acquireUninterruptibly();
        try {
            deed.run();
        } finally {
            letNext();
        }
    }

    private void writeWith(Waiting<T> mine) {
        try {
            // whoever wrote before may have written this one too
            if (!mine.done) {
                awaitPause();
                begunAt = System.nanoTime();
                writeWaiting();
            }
        } finally {
            letNext();
        }
    }

    /** Whoever wrote before may wake up this thread only now, to let it write. */
    private void awaitPause() {
        long end = begunAt + BETWEEN_WRITES.toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private void letNext() {
        writer.release();
        Waiting<T> next = queue.peek();
        if (next != null) {
            LockSupport.unpark(next.owner);
        }
    }

    private void writeWaiting() {
        List<Waiting<T>> batch = new ArrayList<>();
        Throwable failure = null;
        try {
            List<T> items = new ArrayList<>();
            for (Waiting<T> each = queue.peek(); each != null && items.size() < most; each = queue.peek()) {
                batch.add(each);
                queue.remove();
                items.add(each.item);
            }
            failure = write(items);
        } catch (Error e) {
            failure = e;
            throw e;
        } finally {
            // or their threads would wait for ever
            for (Waiting<T> each : batch) {
                each.isDone(failure);
            }
        }
    }

    private @Nullable Exception write(List<T> items) {
        try {
            writing.write(items);
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    /** Completed by whoever writes it. */
    private static final class Waiting<T> {
        private final T item;
        private final Thread owner = Thread.currentThread();
        private @Nullable Throwable failure;
        private volatile boolean done;

        Waiting(T item) {
            this.item = item;
        }

        void isDone(@Nullable Throwable cause) {
            failure = cause;
            done = true;
            LockSupport.unpark(owner);
        }
    }
}
