package org.sipcast.console;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console: Hawtio's files, what they ask for at their start, and JMX behind the password. Without a password there is none. */
public final class Hawtio implements ManagementPart {
    private static final Logger log = LoggerFactory.getLogger(Hawtio.class);
    private static final long MAX_BODY_OCTETS = 256 * 1024;

    private final Optional<ConsolePassword> password;
    private final Clock clock;
    private final Runnable beforeEach;

    /**
     * A console behind a password, if there is one.
     *
     * @param beforeEach done before each request to JMX
     */
    public Hawtio(Optional<ConsolePassword> password, Clock clock, Runnable beforeEach) {
        this.password = password;
        this.clock = clock;
        this.beforeEach = beforeEach;
    }

    /** Whether there is a console at all. */
    public boolean isThere() {
        return password.isPresent();
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        if (password.isEmpty()) {
            log.info("There is no console, for it has no password: sipcast.management.password-file");
            router.route("/hawtio*").handler(context -> context.response()
                    .setStatusCode(403)
                    .end("There is no console here, for no password is set up: sipcast.management.password-file in"
                            + " conf/application.properties names the file for it."));
            return;
        }
        router.get("/").handler(context -> context.redirect("/hawtio/"));
        router.get("/hawtio").handler(context -> {
            if ("/hawtio".equals(context.request().path())) {
                context.redirect("/hawtio/");
            } else {
                context.next();
            }
        });
        ConsoleDoor door = new ConsoleDoor(vertx, password.get(), clock);
        router.post("/hawtio/auth/login")
                .handler(BodyHandler.create(false).setBodyLimit(4096))
                .handler(door::logIn);
        router.get("/hawtio/auth/logout").handler(door::logOut);
        router.get("/hawtio/user").handler(context -> {
            if (door.isKnown(context)) {
                context.json(ConsoleDoor.USER);
            } else {
                context.response().setStatusCode(401).end();
            }
        });
        answerQuestions(router);
        JolokiaBridge jolokia = new JolokiaBridge(beforeEach);
        router.route("/hawtio/jolokia*").handler(door);
        router.get("/hawtio/jolokia").handler(jolokia::version);
        router.post("/hawtio/jolokia*")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_OCTETS))
                .handler(jolokia::request);
        router.route("/hawtio/jolokia*").handler(Hawtio::refuseMethod);
        router.get("/hawtio/*").handler(new HawtioFiles());
    }

    /** Hawtio asks for these before it shows anything. */
    private static void answerQuestions(Router router) {
        JsonObject form = new JsonObject()
                .put("method", "form")
                .put("name", "Form Authentication")
                .put("url", "/hawtio/auth/login")
                .put("logoutUrl", "/hawtio/auth/logout")
                .put("type", "json")
                .put("userField", "username")
                .put("passwordField", "password");
        router.get("/hawtio/auth/config/login").handler(context -> context.json(new JsonArray().add(form)));
        router.get("/hawtio/auth/config/session-timeout")
                .handler(context -> context.json(new JsonObject().put("timeout", -1)));
        router.get("/hawtio/auth/config/*")
                .handler(context -> context.response().setStatusCode(404).end());
        router.get("/hawtio/plugin").handler(context -> context.json(new JsonArray()));
        router.get("/hawtio/preset-connections").handler(context -> context.json(new JsonArray()));
        // no way to other machines' JMX from here
        router.get("/hawtio/proxy/enabled").handler(context -> context.json(false));
        router.get("/hawtio/keycloak/enabled").handler(context -> context.json(false));
    }

    private static void refuseMethod(RoutingContext context) {
        context.response().setStatusCode(405).putHeader("Allow", "POST").end("JMX is asked by POST here.");
    }
}
