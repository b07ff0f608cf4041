package org.sipcast.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Deque<Runnable> jobs = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private CompletableFuture<Integer> answer = new CompletableFuture<>();
    private final Outbox outbox = new Outbox("b", this::send, jobs::add, 3, false);

    private CompletionStage<Integer> send(String call, MessageBody body) {
        sent.add(body.text());
        answer = new CompletableFuture<>();
        return answer;
    }

    private static Written words(String text) {
        return new Written(new Line(text, "livetv", Line.Kind.NOTICE, "", "", Instant.EPOCH, text), "example.org");
    }

    @Test
    void anAnswerWakesAThreadOnlyIfMoreWaits() {
        outbox.add(words("one"));
        jobs.remove().run();
        outbox.add(words("two"));
        assertThat(jobs).isEmpty();

        answer.complete(200);
        assertThat(jobs).hasSize(1);
        jobs.remove().run();
        answer.complete(200);
        assertThat(jobs).isEmpty();

        outbox.add(words("three"));
        jobs.remove().run();
        assertThat(sent).containsExactly("* one", "* two", "* three");
    }

    @Test
    void whoIsNotReachedGetsTheNextLine() {
        outbox.add(words("one"));
        jobs.remove().run();
        outbox.add(words("two"));

        answer.completeExceptionally(new IllegalStateException("the stack has gone"));
        jobs.remove().run();

        assertThat(sent).containsExactly("* one", "* two");
    }

    @Test
    void whoHasGoneGetsNothingOfWhatWaited() {
        outbox.add(words("one"));
        jobs.remove().run();
        outbox.add(words("two"));
        outbox.close();

        answer.complete(200);

        assertThat(jobs).isEmpty();
        assertThat(sent).containsExactly("* one");
    }
}
