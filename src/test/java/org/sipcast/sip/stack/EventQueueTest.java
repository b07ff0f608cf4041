package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private final Workers workers = new Workers(2, 1);
    private final List<Object> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        workers.close();
    }

    private CompletableFuture<Object> doing(Object what) {
        done.add(what);
        return CompletableFuture.completedFuture(what);
    }

    @Test
    void keepsTheOrder() {
        EventQueue queue = new EventQueue();
        IntStream.range(0, 500).forEach(i -> queue.add(workers.forEvents(), () -> doing(i)));

        await().until(() -> done.size() == 500);
        assertThat(done).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void beginsTheNextWhenTheStageBeforeHasCompleted() {
        EventQueue queue = new EventQueue();
        CompletableFuture<Void> slow = new CompletableFuture<>();
        queue.add(workers.forEvents(), () -> {
            done.add("begun");
            return slow;
        });
        queue.add(workers.forEvents(), () -> doing("second"));
        await().until(() -> done.contains("begun"));
        assertThat(done).doesNotContain("second");

        slow.complete(null);

        await().until(() -> done.contains("second"));
    }

    @Test
    void goesOnAfterAFailure() {
        EventQueue queue = new EventQueue();
        queue.add(workers.forEvents(), () -> {
            throw new IllegalStateException("expected by this test");
        });
        queue.add(workers.forEvents(), () -> CompletableFuture.failedFuture(new Exception("expected by this test")));
        queue.add(workers.forEvents(), () -> doing("third"));

        await().until(() -> done.contains("third"));
    }

    @Test
    void isRejectedWhenTooManyWaitAndHoldsUpNobodyElse() {
        CountDownLatch hold = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            new EventQueue().add(workers.forCalls(), () -> {
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return doing("call");
            });
        }

        EventQueue late = new EventQueue();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> late.add(workers.forCalls(), () -> doing("late")));
        new EventQueue().add(workers.forEvents(), () -> doing("hang-up"));
        await().until(() -> done.contains("hang-up"));
        hold.countDown();
        await().until(() -> done.size() == 4);
        assertThat(done).doesNotContain("late");
    }
}
