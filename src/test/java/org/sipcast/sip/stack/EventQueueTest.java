package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
    void whatIsRejectedHoldsUpNobody() {
        CompletableFuture<Object> hold = new CompletableFuture<>();
        occupyThreadsOfCalls(hold);

        EventQueue late = new EventQueue();
        late.add(workers.forCalls(), () -> doing("late"), () -> done.add("rejected"));
        assertThat(done).containsExactly("rejected");
        late.add(workers.forEvents(), () -> doing("hang-up of the same"));
        new EventQueue().add(workers.forEvents(), () -> doing("hang-up of another"));
        await().until(() -> done.size() == 3);
        hold.complete("call");
        await().until(() -> done.size() == 6);
        assertThat(done).doesNotContain("late").contains("hang-up of the same", "hang-up of another");
    }

    @Test
    void whatIsRejectedInItsTurnIsSkippedAndWhatIsBehindItGoesOn() {
        CompletableFuture<Object> hold = new CompletableFuture<>();
        CompletableFuture<Object> before = new CompletableFuture<>();
        occupyThreadsOfCalls(hold);
        EventQueue queue = new EventQueue();
        queue.add(workers.forEvents(), () -> before);
        queue.add(workers.forCalls(), () -> doing("question"), () -> done.add("rejected"));
        queue.add(workers.forCalls(), () -> doing("question"), () -> {
            throw new IllegalStateException("expected by this test");
        });
        queue.add(workers.forEvents(), () -> doing("hang-up"));

        before.complete(null);

        await().until(() -> done.contains("hang-up"));
        assertThat(done).containsExactly("rejected", "hang-up");
        hold.complete("call");
        await().until(() -> done.size() == 5);
        queue.add(workers.forCalls(), () -> doing("question"));
        await().until(() -> done.contains("question"));
    }

    @Test
    void takesTheNextAlsoAfterTheLastOfManyWasRejected() {
        CompletableFuture<Object> hold = new CompletableFuture<>();
        CompletableFuture<Object> before = new CompletableFuture<>();
        occupyThreadsOfCalls(hold);
        EventQueue queue = new EventQueue();
        queue.add(workers.forEvents(), () -> before);
        IntStream.range(0, 10_000)
                .forEach(i -> queue.add(workers.forCalls(), () -> doing("question"), () -> done.add(i)));
        before.complete(null);
        await().until(() -> done.size() == 10_000);

        queue.add(workers.forEvents(), () -> doing("hang-up"));

        await().until(() -> done.contains("hang-up"));
        hold.complete("call");
    }

    /** Both threads are busy and one more call waits, so that there is no room for another. */
    private void occupyThreadsOfCalls(CompletableFuture<Object> hold) {
        for (int i = 0; i < 3; i++) {
            new EventQueue().add(workers.forCalls(), () -> doing(hold.join()));
        }
    }
}
