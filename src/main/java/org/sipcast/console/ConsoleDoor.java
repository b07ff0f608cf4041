package org.sipcast.console;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.sipcast.safety.WrongSecrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets through who has shown the password: browsers by a session, which other sites' pages can't use, programs with each request
 * ({@code Authorization: Basic}). A wrong password is answered late and only so many at once, so guessing gets nowhere, and
 * whoever knows it never waits for those who guess.
 */
final class ConsoleDoor implements Handler<RoutingContext> {
    static final String USER = "sipcast";
    private static final Logger log = LoggerFactory.getLogger(ConsoleDoor.class);
    private static final String COOKIE = "sipcast-console";
    private static final String BASIC = "Basic ";
    private static final int MAX_WRONG_AT_ONCE = 10;
    private static final int RETRY_SECONDS = 5;

    private final Vertx vertx;
    private final ConsolePassword password;
    /** What follows is only used by the server's one event loop. */
    private final Sessions sessions;

    private final WrongSecrets wrong = new WrongSecrets(MAX_WRONG_AT_ONCE);

    ConsoleDoor(Vertx vertx, ConsolePassword password, Clock clock) {
        this.vertx = vertx;
        this.password = password;
        this.sessions = new Sessions(clock);
    }

    /** Stands in front of what is not for everybody. */
    @Override
    public void handle(RoutingContext context) {
        if (isOfAnotherSite(context.request())) {
            context.response().setStatusCode(403).end("Other sites' pages may not ask here.");
        } else if (isKnown(context)) {
            context.next();
        } else {
            String shown = shown(context.request());
            if (shown == null) {
                context.response().setStatusCode(401).end("Log in first.");
            } else if (password.matches(shown)) {
                context.next();
            } else {
                refuse(context);
            }
        }
    }

    boolean isKnown(RoutingContext context) {
        return sessions.goesOn(session(context));
    }

    /** Takes {@code {"username": …, "password": …}} from Hawtio's form. */
    void logIn(RoutingContext context) {
        if (isOfAnotherSite(context.request())) {
            context.response().setStatusCode(403).end("Other sites' pages may not ask here.");
            return;
        }
        JsonObject form;
        try {
            form = context.body().asJsonObject();
        } catch (DecodeException | ClassCastException e) {
            form = null;
        }
        if (form == null
                || !(form.getValue("username") instanceof String user)
                || !(form.getValue("password") instanceof String word)) {
            context.response().setStatusCode(400).end("A user name and a password are needed, as JSON.");
        } else if (USER.equals(user) && password.matches(word)) {
            context.response().addCookie(cookie(sessions.begin()));
            context.json(new JsonObject().put("username", USER));
        } else {
            refuse(context);
        }
    }

    void logOut(RoutingContext context) {
        sessions.end(session(context));
        context.response().addCookie(cookie("").setMaxAge(0));
        context.redirect("/hawtio/");
    }

    private static Cookie cookie(String session) {
        return Cookie.cookie(COOKIE, session)
                .setPath("/hawtio")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT);
    }

    private static @Nullable String session(RoutingContext context) {
        Cookie cookie = context.request().getCookie(COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    /** By what browsers say of themselves; programs say nothing. */
    private static boolean isOfAnotherSite(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean foreignOrigin =
                origin != null && !origin.replaceFirst("^https?://", "").equals(request.getHeader("Host"));
        return foreignSite || foreignOrigin;
    }

    /** The password of {@code Authorization: Basic}; empty if it is that of another user. */
    private static @Nullable String shown(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            byte[] octets =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String credentials = new String(octets, StandardCharsets.UTF_8);
            return credentials.startsWith(USER + ":") ? credentials.substring(USER.length() + 1) : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private void refuse(RoutingContext context) {
        HttpServerResponse response = context.response();
        sayWrong(context.request());
        if (!wrong.mayWait()) {
            response.setStatusCode(429)
                    .putHeader("Retry-After", Integer.toString(RETRY_SECONDS))
                    .end("Too many try passwords that are wrong.");
            return;
        }
        vertx.setTimer(WrongSecrets.LATE.toMillis(), timer -> {
            wrong.answered();
            if (!response.closed()) {
                response.setStatusCode(401).end("This is not the password, or not the user.");
            }
        });
    }

    private void sayWrong(HttpServerRequest request) {
        if (wrong.areNews()) {
            @Nullable
            Object from = request.remoteAddress() == null
                    ? null
                    : request.remoteAddress().hostAddress();
            log.warn("Somebody at {} has shown a wrong password for the console", from);
        }
    }
}
