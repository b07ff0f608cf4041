package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void letsNoCallInWhileManyEventsOfThoseThatThereAreWait() {
        try (Workers workers = new Workers(1, 3)) {
            CompletableFuture<Boolean> disk = new CompletableFuture<>();
            AtomicInteger events = new AtomicInteger();
            AtomicInteger calls = new AtomicInteger();
            int many = 1000;
            for (int i = 0; i < many; i++) {
                workers.forEvents().execute(() -> {
                    disk.join();
                    events.incrementAndGet();
                });
            }
            assertThatThrownBy(() -> workers.forCalls().execute(calls::incrementAndGet))
                    .isInstanceOf(RejectedExecutionException.class);

            disk.complete(true);
            await().until(() -> events.get() == many);
            workers.forCalls().execute(calls::incrementAndGet);
            await().until(() -> calls.get() == 1);
            assertThat(calls).hasValue(1);
        }
    }
}
