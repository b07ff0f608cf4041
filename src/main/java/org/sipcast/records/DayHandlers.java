package org.sipcast.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A day for people: its figures, its calls page by page, and all of them as CSV. */
final class DayHandlers {
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int CHUNK_OCTETS = 32 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));

    private final WorkerExecutor workers;
    private final Days days;

    DayHandlers(WorkerExecutor workers, Days days) {
        this.workers = workers;
        this.days = days;
    }

    /**
     * Some calls of a day, the newest first.
     *
     * @param older where those begin that are older; nothing if there are none
     */
    record CallPage(List<CallLine> calls, @Nullable Long older) {}

    /** {@code GET /records/summary}. */
    void summary(RoutingContext context) {
        Parameters parameters = Parameters.of(context.request().query(), Set.of("day", "zone"));
        Instant now = days.now();
        answer(
                context,
                day(parameters, now),
                (book, read) -> json(book.summary(days.node(), read, now)),
                text -> sendJson(context, text));
    }

    /** {@code GET /records/calls}. */
    void calls(RoutingContext context) {
        Parameters parameters = Parameters.of(context.request().query(), Set.of("day", "zone", "before", "limit"));
        long before = parameters.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
        int limit = (int) parameters.number("limit", 1, MAX_LIMIT, USUAL_LIMIT);
        Instant now = days.now();
        answer(
                context,
                day(parameters, now),
                (book, read) -> {
                    List<CallLine> lines = book.before(before, limit + 1, now);
                    boolean more = lines.size() > limit;
                    List<CallLine> page = more ? lines.subList(0, limit) : lines;
                    return json(new CallPage(page, more ? page.get(limit - 1).first() : null));
                },
                text -> sendJson(context, text));
    }

    /** {@code GET /records/calls.csv}. */
    void csv(RoutingContext context) {
        Parameters parameters = Parameters.of(context.request().query(), Set.of("day", "zone"));
        Instant now = days.now();
        Day day = day(parameters, now);
        answer(context, day, (book, read) -> book.all(now), lines -> {
            HttpServerResponse response = context.response()
                    .setChunked(true)
                    .putHeader("Content-Type", "text/csv; charset=utf-8; header=present")
                    .putHeader("Content-Disposition", "attachment; filename=\"calls-" + day.date() + ".csv\"");
            Iterator<CallLine> rest = lines.iterator();
            response.write(Csv.HEADER);
            response.drainHandler(drained -> writeOn(context, rest));
            writeOn(context, rest);
        });
    }

    /** A piece after the other while the reader takes it, with others between them; the rest when he has taken what waits. */
    private static void writeOn(RoutingContext context, Iterator<CallLine> lines) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed() || response.writeQueueFull()) {
            return;
        }
        Buffer text = Buffer.buffer();
        while (lines.hasNext() && text.length() < CHUNK_OCTETS) {
            text.appendString(Csv.line(lines.next()));
        }
        if (!lines.hasNext()) {
            response.end(text);
            return;
        }
        response.write(text);
        if (!response.writeQueueFull()) {
            context.vertx().runOnContext(next -> writeOn(context, lines));
        }
    }

    private static Day day(Parameters parameters, Instant now) {
        ZoneId zone = parameters.zone();
        return new Day(parameters.day(LocalDate.ofInstant(now, zone)), zone);
    }

    private <T> void answer(RoutingContext context, Day day, Days.Question<T> question, Consumer<T> sender) {
        workers.executeBlocking(() -> days.ask(day, question), false).onComplete(result -> {
            if (context.response().closed()) {
                return;
            }
            if (result.succeeded()) {
                sender.accept(result.result());
            } else {
                context.fail(result.cause());
            }
        });
    }

    private static void sendJson(RoutingContext context, Buffer text) {
        context.response().putHeader("Content-Type", "application/json").end(text);
    }

    private static Buffer json(Object value) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
