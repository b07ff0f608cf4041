package org.sipcast.records;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipcast.page.PagePart;

/**
 * Stands in front of the route by which operators post to rooms: lets those pass who show the token that opens the records, and bring plain text.
 * What is anything else is refused before it is read, as Vert.x unpacks some of it into files.
 */
public final class RoomsDoor implements PagePart {
    private static final Pattern PLAIN_TEXT = Pattern.compile("(?i)\\s*text/plain(\\s*;\\s*charset=\"?utf-8\"?)?\\s*");

    private final Optional<AccessToken> token;

    /** A closed one, if there is no token. */
    public RoomsDoor(Optional<AccessToken> token) {
        this.token = token;
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        TokenDoor door = new TokenDoor(vertx, token, "rooms", "post to rooms");
        router.route("/rooms*").handler(context -> pass(door, context)).failureHandler(RoomsDoor::explain);
        router.route("/rooms*").last().handler(RoomsDoor::sayThereIsNone);
    }

    private static void pass(TokenDoor door, RoutingContext context) {
        if (!HttpMethod.POST.equals(context.request().method())) {
            context.response().putHeader("Allow", "POST");
            new Problem(405, "Method not allowed", "Lines are posted to /rooms/CHANNEL, by POST.", 0)
                    .send(context.response());
        } else if (door.admits(context)) {
            requireText(context);
        }
    }

    private static void requireText(RoutingContext context) {
        List<String> types = context.request().headers().getAll("Content-Type");
        if (context.request().headers().contains("Content-Encoding")) {
            new Problem(415, "Not plain text", "Post the line as it is, without a Content-Encoding.", 0)
                    .send(context.response());
        } else if (types.size() != 1 || !PLAIN_TEXT.matcher(types.get(0)).matches()) {
            new Problem(
                            415,
                            "Not plain text",
                            "Post the line as it is, with 'Content-Type: text/plain; charset=utf-8'.",
                            0)
                    .send(context.response());
        } else {
            context.next();
        }
    }

    private static void sayThereIsNone(RoutingContext context) {
        new Problem(404, "No such room", "Lines are posted to /rooms/CHANNEL, by POST.", 0).send(context.response());
    }

    private static void explain(RoutingContext context) {
        Problem problem = context.statusCode() == 413
                ? new Problem(413, "Too long", "This is far longer than any line may be.", 0)
                : new Problem(500, "Failed", "Something unforeseen went wrong; the log says what.", 0);
        problem.send(context.response());
    }

    @Override
    public void close() {
        // nothing stays open
    }
}
