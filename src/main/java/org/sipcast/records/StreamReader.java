package org.sipcast.records;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.sipcast.records.JournalRows.Row;

/**
 * One who follows the stream of events. Keeps only the number of the last one that was written to him and asks for those behind it, so none is left out or
 * sent twice, however fast he reads; what he has not taken yet is bounded, and if he takes nothing for a while he is dropped.
 */
final class StreamReader {
    private static final int ROWS = 100;
    private static final int CHARACTERS = 128 * 1024;

    private final StreamLimits limits;
    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final JournalRows journal;
    private final JournalTail tail;
    private final HttpServerResponse response;
    /** Closes the connection. */
    private final Runnable drop;

    private long last;
    private boolean reading;
    private long lastWrite = System.nanoTime();
    /** Since when he has taken nothing; only while his queue is full. */
    private long stuckSince;

    private boolean stuck;

    StreamReader(
            StreamLimits limits,
            Vertx vertx,
            WorkerExecutor workers,
            JournalRows journal,
            JournalTail tail,
            HttpServerResponse response,
            Runnable drop,
            long after) {
        this.limits = limits;
        this.vertx = vertx;
        this.workers = workers;
        this.journal = journal;
        this.tail = tail;
        this.response = response;
        this.drop = drop;
        this.last = after;
    }

    void begin() {
        response.setChunked(true)
                .setWriteQueueMaxSize(limits.queueOctets())
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                // a compressor would hold events back
                .putHeader("Content-Encoding", "identity")
                .putHeader("X-Accel-Buffering", "no");
        response.drainHandler(drained -> {
            stuck = false;
            goOn();
        });
        write(Buffer.buffer("retry: 2000\n\n"));
    }

    /** Sends what there is and he can take; called again and again. */
    void goOn() {
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.writeQueueFull()) {
            dropIfStuck();
        } else if (!reading && tail.last() > last) {
            if (tail.knowsAllAfter(last)) {
                send(tail.after(last, ROWS));
            } else {
                catchUp();
            }
        } else if (System.nanoTime() - lastWrite > limits.heartbeat().toNanos()) {
            write(Buffer.buffer(": heartbeat\n\n"));
        }
    }

    void end() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }

    private void dropIfStuck() {
        if (!stuck) {
            stuck = true;
            stuckSince = System.nanoTime();
        } else if (System.nanoTime() - stuckSince > limits.patience().toNanos()) {
            drop.run();
        }
    }

    private void catchUp() {
        reading = true;
        long known = last;
        long newest = tail.last();
        workers.executeBlocking(() -> journal.after(known, ROWS, CHARACTERS), false)
                .onComplete(result -> {
                    reading = false;
                    // if it could not be read, the next look at the journal brings us back here
                    if (result.succeeded()) {
                        if (result.result().isEmpty()) {
                            // all of them have been deleted
                            last = Math.max(last, newest);
                        }
                        send(result.result());
                    }
                });
    }

    private void send(List<Row> rows) {
        if (rows.isEmpty() || response.closed() || response.ended()) {
            return;
        }
        Buffer text = Buffer.buffer();
        for (Row row : rows) {
            text.appendString("id: ").appendString(Long.toString(row.seq())).appendString("\ndata: ");
            text.appendString(row.json().replace("\n", "\ndata: ")).appendString("\n\n");
            last = row.seq();
        }
        write(text);
        // others come first
        vertx.runOnContext(next -> goOn());
    }

    private void write(Buffer text) {
        lastWrite = System.nanoTime();
        response.write(text);
    }
}
