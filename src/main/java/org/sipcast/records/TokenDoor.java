package org.sipcast.records;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipcast.safety.WrongSecrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows who shows the token. How often somebody guesses is not limited, so that whoever has the token never waits for those who do: its length
 * is what protects it. A wrong one is answered late and the log has a line a minute at most, so guessing costs little here.
 */
final class TokenDoor {
    private static final Logger log = LoggerFactory.getLogger(TokenDoor.class);

    private static final String SCHEME = "Bearer ";
    private static final int MAX_WRONG_AT_ONCE = 20;

    private final Vertx vertx;
    private final Optional<AccessToken> token;
    private final String realm;
    private final String deed;
    /** Only used by the server's one event loop. */
    private final WrongSecrets wrong = new WrongSecrets(MAX_WRONG_AT_ONCE);

    /**
     * A closed one, if there is no token.
     *
     * @param realm what is behind it
     * @param deed what those do who get in
     */
    TokenDoor(Vertx vertx, Optional<AccessToken> token, String realm, String deed) {
        this.vertx = vertx;
        this.token = token;
        this.realm = realm;
        this.deed = deed;
    }

    /**
     * Whether somebody may go on; who may not gets his answer here. Behind the door nobody needs the token: it is taken out of the request, or
     * routes would have it as a header, and with them whoever traces messages.
     */
    boolean admits(RoutingContext context) {
        String shown = context.request().getHeader("Authorization");
        if (token.isEmpty()) {
            new Problem(
                            403,
                            "No access",
                            "Nobody can " + deed + " here, for no token is set up: sipcast.records.token-file in"
                                    + " conf/application.properties names the file for it.",
                            0)
                    .send(context.response());
        } else if (shown == null || !shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"" + realm + "\"");
            new Problem(401, "No token", "Send the token as 'Authorization: Bearer TOKEN'.", 0)
                    .send(context.response());
        } else if (token.get().matches(shown.substring(SCHEME.length()).strip())) {
            context.request().headers().remove("Authorization");
            return true;
        } else {
            refuse(context);
        }
        return false;
    }

    private void refuse(RoutingContext context) {
        HttpServerResponse response = context.response();
        sayWrong(context.request());
        if (!wrong.mayWait()) {
            new Problem(429, "Too many wrong tokens", "Too many try tokens that are wrong.", 5).send(response);
            return;
        }
        vertx.setTimer(WrongSecrets.LATE.toMillis(), timer -> {
            wrong.answered();
            if (!response.closed()) {
                response.putHeader("WWW-Authenticate", "Bearer realm=\"" + realm + "\", error=\"invalid_token\"");
                new Problem(401, "Wrong token", "This token is not the one that is set up here.", 0).send(response);
            }
        });
    }

    private void sayWrong(HttpServerRequest request) {
        if (wrong.areNews()) {
            @Nullable
            Object from = request.remoteAddress() == null
                    ? null
                    : request.remoteAddress().hostAddress();
            log.warn("Somebody at {} has shown a wrong token for the {}", from, realm);
        }
    }
}
