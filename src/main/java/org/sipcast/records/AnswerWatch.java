package org.sipcast.records;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** Looks now and then whether an answer makes progress, however slowly it is read, and gives its reader up if it does not. */
final class AnswerWatch implements Handler<Long> {
    /** An answer that has not begun waits for the journal, not for its reader. */
    private static final Duration BEGINNING = Duration.ofMinutes(2);

    private static final long NOT_BEGUN = -1;

    private final HttpServerResponse response;
    private final long patience;
    private final Runnable drop;
    private long written = NOT_BEGUN;
    private long since = System.nanoTime();

    AnswerWatch(HttpServerResponse response, Duration patience, Runnable drop) {
        this.response = response;
        this.patience = patience.toNanos();
        this.drop = drop;
    }

    @Override
    public void handle(Long timer) {
        long now = System.nanoTime();
        long octets = response.headWritten() ? response.bytesWritten() : NOT_BEGUN;
        if (octets != written) {
            written = octets;
            since = now;
        } else if (now - since > (octets == NOT_BEGUN ? BEGINNING.toNanos() : patience)) {
            drop.run();
        }
    }
}
