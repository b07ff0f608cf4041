package org.sipcast.monitor;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** One of our health checks: what is wrong, or nothing. They say whether new calls should come here, not whether to restart us. */
final class Check extends AbstractHealthCheck {
    private final Supplier<Optional<String>> problem;
    private final boolean keepsCallsAway;

    Check(String id, Supplier<Optional<String>> problem) {
        this(id, problem, true);
    }

    private Check(String id, Supplier<Optional<String>> problem, boolean keepsCallsAway) {
        super("sipcast", id);
        this.problem = problem;
        this.keepsCallsAway = keepsCallsAway;
    }

    /** One that tells what is wrong, and yet is up: calls are answered all the same. */
    static Check telling(String id, Supplier<Optional<String>> problem) {
        return new Check(id, problem, false);
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<String> words = problem.get();
        words.ifPresent(builder::message);
        builder.state(words.isPresent() && keepsCallsAway ? State.DOWN : State.UP);
    }
}
