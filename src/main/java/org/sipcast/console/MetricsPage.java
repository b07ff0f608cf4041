package org.sipcast.console;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/** {@code GET /observe/metrics}, for Prometheus. */
public final class MetricsPage implements ManagementPart {
    private final Supplier<String> metrics;

    /**
     * A page of what this says.
     *
     * @param metrics in Prometheus' text format, which may take a while
     */
    public MetricsPage(Supplier<String> metrics) {
        this.metrics = metrics;
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        router.get("/observe/metrics").handler(context -> context.vertx()
                .executeBlocking(metrics::get, false)
                .onSuccess(text -> context.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(context::fail));
    }
}
