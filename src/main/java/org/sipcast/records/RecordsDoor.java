package org.sipcast.records;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * Stands in front of everything that reads records, routes included: lets those pass who show the token, and only so many at once.
 */
final class RecordsDoor implements Handler<RoutingContext> {
    private static final int MAX_REQUESTS_AT_ONCE = 16;

    private final Vertx vertx;
    private final TokenDoor token;
    private final Duration patience;
    /** Only used by the server's one event loop. */
    private int requests;

    /**
     * A closed one, if there is no token.
     *
     * @param patience whoever takes nothing of an answer for so long is given up
     */
    RecordsDoor(Vertx vertx, Optional<AccessToken> token, Duration patience) {
        this.vertx = vertx;
        this.token = new TokenDoor(vertx, token, "records", "read records");
        this.patience = patience;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String shown = request.getHeader("Authorization");
        if (shown == null && isPersonAtTheDoor(request)) {
            context.response()
                    .setStatusCode(303)
                    .putHeader("Location", "/records/")
                    .end();
        } else if (!HttpMethod.GET.equals(request.method())) {
            context.response().putHeader("Allow", "GET");
            new Problem(405, "Method not allowed", "Records can only be read, by GET.", 0).send(context.response());
        } else if (token.admits(context)) {
            admit(context);
        }
    }

    /** A browser that somebody has pointed at /records gets the page. */
    private static boolean isPersonAtTheDoor(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return HttpMethod.GET.equals(request.method())
                && "/records".equals(request.path())
                && accept != null
                && accept.contains("text/html");
    }

    private void admit(RoutingContext context) {
        // or Camel would fail at it
        Parameters.requireEncoding(context.request().query());
        if (RecordStream.PATH.equals(context.normalizedPath())) {
            context.next();
            return;
        }
        if (requests >= MAX_REQUESTS_AT_ONCE) {
            Problem.unavailable("Too many requests are being answered.").send(context.response());
            return;
        }
        requests++;
        AnswerWatch watch =
                new AnswerWatch(context.response(), patience, context.request().connection()::close);
        long timer = vertx.setPeriodic(patience.toMillis() / 4, watch);
        context.addEndHandler(end -> {
            requests--;
            vertx.cancelTimer(timer);
        });
        context.next();
    }
}
