package org.sipcast.records;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sipcast.page.PagePart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the page's server has below {@code /records}, behind the token: stream, days and their description; {@code /records} itself is a route. */
public final class RecordsByHttp implements PagePart {
    private static final Logger log = LoggerFactory.getLogger(RecordsByHttp.class);
    /** As many may wait for the database at once. */
    private static final int WORKERS = 2;

    private final RecordsSettings settings;
    private final Supplier<DataSource> database;
    private final Clock clock;
    private final StreamLimits limits;
    private @Nullable RecordStream stream;

    /**
     * For one node.
     *
     * @param database holds the table {@code record}
     */
    public RecordsByHttp(RecordsSettings settings, Supplier<DataSource> database, Clock clock) {
        this(settings, database, clock, StreamLimits.USUAL);
    }

    RecordsByHttp(RecordsSettings settings, Supplier<DataSource> database, Clock clock, StreamLimits limits) {
        this.settings = settings;
        this.database = database;
        this.clock = clock;
        this.limits = limits;
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("records", WORKERS);
        JournalRows journal = new JournalRows(database, settings.node());
        DayHandlers day = new DayHandlers(workers, new Days(journal, clock, settings.interim()));
        RecordStream follow = new RecordStream(vertx, workers, journal, settings.readers(), limits);
        stream = follow;
        router.route("/records*")
                .handler(new RecordsDoor(vertx, settings.token(), limits.answerPatience()))
                .failureHandler(RecordsByHttp::explain);
        router.get(RecordStream.PATH).handler(follow);
        router.get("/records/summary").handler(day::summary);
        router.get("/records/calls").handler(day::calls);
        router.get("/records/calls.csv").handler(day::csv);
        OpenApi.serve(router);
    }

    private static void explain(RoutingContext context) {
        Throwable failure = context.failure();
        Problem problem;
        if (failure instanceof BadParameterException) {
            problem = Problem.badRequest(String.valueOf(failure.getMessage()));
        } else if (failure instanceof DayBook.TooManyCallsException) {
            problem = new Problem(
                    422,
                    "Too many calls",
                    "This day has more than " + DayBook.MAX_CALLS + " calls; GET /records has them all.",
                    0);
        } else if (failure instanceof SQLException) {
            log.warn("The journal can't be read: {}", failure.toString());
            problem = Problem.unavailable("The journal can't be read at the moment.");
        } else {
            log.error("{} failed", context.normalizedPath(), failure);
            problem = new Problem(500, "Failed", "Something unforeseen went wrong; the log says what.", 0);
        }
        problem.send(context.response());
    }

    /** Readers of the stream come back, and go on where they were. */
    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
    }
}
