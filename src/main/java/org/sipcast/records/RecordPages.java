package org.sipcast.records;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.IOHelper;

/** What the route {@code read-records} asks the journal for, and how it answers: each event byte for byte as it was written. */
public final class RecordPages {
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    /** An answer has no more than about this, whatever the limit, so that slow readers hold little. */
    private static final int MAX_OCTETS = 1 << 20;

    private static final String ASKED = "recordsAsked";

    private final String node;

    public RecordPages(String node) {
        this.node = node;
    }

    private record Asked(long after, int limit, RecordFormat format) {}

    /** Reads the request, and leaves as the body what the query takes. */
    public void ask(Exchange exchange) {
        Message message = exchange.getMessage();
        Parameters parameters =
                Parameters.of(message.getHeader(Exchange.HTTP_RAW_QUERY, String.class), Set.of("after", "limit"));
        Asked asked = new Asked(
                parameters.number("after", 0, Long.MAX_VALUE, 0),
                (int) parameters.number("limit", 1, MAX_LIMIT, USUAL_LIMIT),
                RecordFormat.accepted(message.getHeader("Accept", String.class)));
        exchange.setProperty(ASKED, asked);
        message.removeHeaders("*");
        message.setBody(Map.of("node", node, "after", asked.after(), "limit", asked.limit()));
    }

    /** Writes what the query found. */
    public void answer(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Asked asked = exchange.getProperty(ASKED, Asked.class);
        Iterator<?> rows = message.getBody(Iterator.class);
        Buffer text = Buffer.buffer(asked.format().opening());
        long last = asked.after();
        try {
            for (boolean first = true; text.length() < MAX_OCTETS && rows.hasNext(); first = false) {
                Map<?, ?> row = (Map<?, ?>) rows.next();
                text.appendString(first ? "" : asked.format().separator())
                        .appendString(String.valueOf(row.get("json")));
                last = ((Number) Optional.ofNullable(row.get("seq")).orElseThrow()).longValue();
            }
        } finally {
            IOHelper.closeIterator(rows);
        }
        text.appendString(
                last == asked.after()
                        ? asked.format().emptyEnd()
                        : asked.format().ending());
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, asked.format().contentType());
        message.setHeader("X-Last-Sequence", last);
        message.setHeader("Link", "</records?after=%d&limit=%d>; rel=\"next\"".formatted(last, asked.limit()));
        message.setBody(text);
    }

    /** Tells whoever asked what was wrong. */
    public void refuse(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        write(exchange.getMessage(), Problem.badRequest(String.valueOf(cause.getMessage())));
    }

    /** Tells whoever asked that the journal can't be read. */
    public void giveUp(Exchange exchange) {
        write(exchange.getMessage(), Problem.unavailable("The journal can't be read at the moment."));
    }

    private static void write(Message message, Problem problem) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
        message.setHeader(Exchange.CONTENT_TYPE, Problem.CONTENT_TYPE);
        if (problem.retryAfterSeconds() > 0) {
            message.setHeader("Retry-After", problem.retryAfterSeconds());
        }
        message.setBody(problem.json());
    }
}
