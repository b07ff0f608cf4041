package org.sipcast.records;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Events as they are written, as server-sent events whose id is their number in the journal. */
final class RecordStream implements Handler<RoutingContext> {
    static final String PATH = "/records/stream";

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final JournalRows journal;
    private final int maxReaders;
    private final StreamLimits limits;
    private final JournalTail tail;
    private final Set<StreamReader> readers = new LinkedHashSet<>();

    RecordStream(Vertx vertx, WorkerExecutor workers, JournalRows journal, int maxReaders, StreamLimits limits) {
        this.vertx = vertx;
        this.workers = workers;
        this.journal = journal;
        this.maxReaders = maxReaders;
        this.limits = limits;
        this.tail = new JournalTail(
                vertx, workers, journal, () -> List.copyOf(readers).forEach(StreamReader::goOn));
    }

    @Override
    public void handle(RoutingContext context) {
        long after = after(context);
        if (readers.size() >= maxReaders) {
            Problem.unavailable("As many follow the stream as may: " + maxReaders + ".")
                    .send(context.response());
            return;
        }
        StreamReader reader = new StreamReader(
                limits,
                vertx,
                workers,
                journal,
                tail,
                context.response(),
                () -> context.request().connection().close(),
                after);
        readers.add(reader);
        context.addEndHandler(end -> leave(reader));
        tail.start();
        reader.begin();
    }

    /** A browser's or client's own memory counts more than the address that it has once been given. */
    private static long after(RoutingContext context) {
        Parameters parameters = Parameters.of(context.request().query(), Set.of("after"));
        long after = parameters.number("after", 0, Long.MAX_VALUE, 0);
        String lastId = context.request().getHeader("Last-Event-ID");
        return lastId == null || lastId.isEmpty()
                ? after
                : Parameters.number("Last-Event-ID", lastId, 0, Long.MAX_VALUE);
    }

    private void leave(StreamReader reader) {
        readers.remove(reader);
        if (readers.isEmpty()) {
            tail.stop();
        }
    }

    void close() {
        List.copyOf(readers).forEach(StreamReader::end);
    }
}
