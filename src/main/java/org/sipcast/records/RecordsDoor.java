package org.sipcast.records;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in front of everything that reads records, routes included: lets those pass who show the token, and only so many at once. How often
 * somebody guesses is not limited, so that whoever has the token never waits for those who do: its length is what protects it. A wrong one is
 * answered late and the log has a line a minute at most, so guessing costs little here.
 */
final class RecordsDoor implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(RecordsDoor.class);

    private static final String SCHEME = "Bearer ";
    private static final long WRONG_TOKEN_MILLIS = 1_000;
    private static final int MAX_WRONG_AT_ONCE = 20;
    private static final int MAX_REQUESTS_AT_ONCE = 16;

    private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Vertx vertx;
    private final Optional<AccessToken> token;
    private final Duration patience;
    /** Only used by the server's one event loop. */
    private int wrong;

    private int requests;
    private long said = System.nanoTime() - SILENCE_NANOS;

    /**
     * A closed one, if there is no token.
     *
     * @param patience whoever takes nothing of an answer for so long is given up
     */
    RecordsDoor(Vertx vertx, Optional<AccessToken> token, Duration patience) {
        this.vertx = vertx;
        this.token = token;
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
        } else if (token.isEmpty()) {
            new Problem(
                            403,
                            "No access",
                            "Nobody can read records here, for no token is set up: sipcast.records.token-file in"
                                    + " conf/application.properties names the file for it.",
                            0)
                    .send(context.response());
        } else if (shown == null || !shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"records\"");
            new Problem(401, "No token", "Send the token as 'Authorization: Bearer TOKEN'.", 0)
                    .send(context.response());
        } else if (token.get().matches(shown.substring(SCHEME.length()).strip())) {
            admit(context);
        } else {
            refuse(context);
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

    private void refuse(RoutingContext context) {
        HttpServerResponse response = context.response();
        sayWrong(context.request());
        if (wrong >= MAX_WRONG_AT_ONCE) {
            new Problem(429, "Too many wrong tokens", "Too many try tokens that are wrong.", 5).send(response);
            return;
        }
        wrong++;
        vertx.setTimer(WRONG_TOKEN_MILLIS, timer -> {
            wrong--;
            if (!response.closed()) {
                response.putHeader("WWW-Authenticate", "Bearer realm=\"records\", error=\"invalid_token\"");
                new Problem(401, "Wrong token", "This token is not the one that is set up here.", 0).send(response);
            }
        });
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

    /** Once a minute at most, whoever tries. */
    private void sayWrong(HttpServerRequest request) {
        long now = System.nanoTime();
        if (now - said >= SILENCE_NANOS) {
            said = now;
            @Nullable
            Object from = request.remoteAddress() == null
                    ? null
                    : request.remoteAddress().hostAddress();
            log.warn("Somebody at {} has shown a wrong token for the records", from);
        }
    }
}
