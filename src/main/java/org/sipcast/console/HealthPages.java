package org.sipcast.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/**
 * {@code GET /observe/health/live}: 503 means that only a restart helps. {@code /observe/health/ready}: 503 means that calls should go
 * elsewhere. {@code /observe/health}: both.
 */
public final class HealthPages implements ManagementPart {
    private static final String PATH = "/observe/health";

    /** Also those that are well. */
    private static final String ALL = "full";

    private static final String OURS = "sipcast";

    /** What is down, then ours, then Camel's own: those are hundreds of routes. */
    private static final Comparator<HealthCheck.Result> FIRST = Comparator.comparing(
                    (HealthCheck.Result result) -> result.getState() != HealthCheck.State.DOWN)
            .thenComparing(result -> !OURS.equals(result.getCheck().getGroup()));

    private final CamelContext camel;

    public HealthPages(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        serve(router, PATH, () -> HealthCheckHelper.invoke(camel, ALL));
        serve(router, PATH + "/live", () -> HealthCheckHelper.invokeLiveness(camel, ALL));
        serve(router, PATH + "/ready", () -> HealthCheckHelper.invokeReadiness(camel, ALL));
    }

    private static void serve(Router router, String path, Supplier<Collection<HealthCheck.Result>> checks) {
        router.get(path).handler(context -> context.vertx()
                .executeBlocking(checks::get, false)
                .onSuccess(results -> answer(context.response(), results))
                .onFailure(context::fail));
    }

    private static void answer(HttpServerResponse response, Collection<HealthCheck.Result> results) {
        boolean up = true;
        JsonArray checks = new JsonArray();
        for (HealthCheck.Result result : results.stream().sorted(FIRST).toList()) {
            boolean well = result.getState() != HealthCheck.State.DOWN;
            up &= well;
            JsonObject check =
                    new JsonObject().put("name", result.getCheck().getId()).put("status", well ? "UP" : "DOWN");
            result.getMessage().ifPresent(words -> check.put("message", words));
            checks.add(check);
        }
        response.setStatusCode(up ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("status", up ? "UP" : "DOWN")
                        .put("checks", checks)
                        .encodePrettily());
    }
}
