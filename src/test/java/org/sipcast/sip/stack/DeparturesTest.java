package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Departures departures = new Departures();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> answer = new CompletableFuture<>();

    private CompletionStage<?> send(String request) {
        sent.add(request);
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void aRequestLeavesWhenTheOneBeforeIsAnswered() {
        departures.add(() -> send("one"), answer, LONG);
        departures.add(() -> send("two"), answer, LONG);
        assertThat(sent).containsExactly("one");

        answer.complete(200);
        assertThat(sent).containsExactly("one", "two");
    }

    @Test
    void anAnswerThatFailsIsOneToo() {
        departures.add(() -> send("one"), answer, LONG);
        departures.add(() -> send("two"), answer, LONG);

        answer.completeExceptionally(new NoAnswerException(408, "no answer"));
        assertThat(sent).containsExactly("one", "two");
    }

    @Test
    void noAnswerIsWaitedForTooLong() {
        departures.add(() -> send("one"), answer, Duration.ofMillis(1));
        departures.add(() -> send("two"), answer, LONG);

        await().until(() -> sent.equals(List.of("one", "two")));
    }

    @Test
    void aByeWaitsForNoAnswerAndStillLeavesLast() {
        departures.add(() -> send("one"), answer, LONG);
        departures.add(() -> send("two"), answer, LONG);

        departures.addLast(() -> send("bye"));
        assertThat(sent).containsExactly("one", "two", "bye");
    }
}
