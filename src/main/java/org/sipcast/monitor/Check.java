package org.sipcast.monitor;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** One of our health checks: what is wrong, or nothing. They say whether new calls should come here, not whether to restart us. */
final class Check extends AbstractHealthCheck {
    private final Supplier<Optional<String>> problem;

    Check(String id, Supplier<Optional<String>> problem) {
        super("sipcast", id);
        this.problem = problem;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        problem.get().ifPresentOrElse(words -> builder.message(words).down(), builder::up);
    }
}
