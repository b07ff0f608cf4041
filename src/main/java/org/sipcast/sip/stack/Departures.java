package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The requests of ours within one dialog, which leave one by one, each when the one before has been answered: proxies with several
 * workers change the order of datagrams, and a peer refuses with 500 what comes after a higher CSeq (RFC 3261 section 12.2.2).
 */
final class Departures {

    private final EventQueue queue = new EventQueue();
    private final CompletableFuture<Boolean> hurry = new CompletableFuture<>();

    /**
     * Adds a request.
     *
     * @param departure sends it; completes when it is on its way
     * @param answer completes with its answer, whatever that is
     * @param patience how long the next one waits for that at most: what is so much later overtakes nothing
     */
    void add(Supplier<CompletionStage<?>> departure, CompletableFuture<?> answer, Duration patience) {
        queue.add(Runnable::run, () -> departure.get().thenCompose(sent -> answered(answer, patience)));
    }

    /** Adds the BYE: from now on no answer is waited for. */
    void addLast(Supplier<CompletionStage<?>> departure) {
        hurry.complete(true);
        queue.add(Runnable::run, departure);
    }

    private CompletionStage<?> answered(CompletableFuture<?> answer, Duration patience) {
        return CompletableFuture.anyOf(answer.handle((given, failure) -> true), hurry)
                .completeOnTimeout(true, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
