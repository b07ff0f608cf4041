package org.sipcast.editing;

import java.util.Optional;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/** Has Camel make a route of its definition, as it would in the server, and finds the step that it stumbles over. */
final class RouteTrial {
    private final DefaultCamelContext camel;
    private final Origins origins;

    RouteTrial(DefaultCamelContext camel, Origins origins) {
        this.camel = camel;
        this.origins = origins;
    }

    Optional<Problem> failureOf(RouteDefinition definition, Source source) {
        try {
            camel.getModelReifierFactory().createRoute(camel, definition);
            return Optional.empty();
        } catch (Exception | LinkageError | StackOverflowError e) {
            Route route = PluginHelper.getRouteFactory(camel)
                    .createRoute(
                            camel,
                            definition,
                            definition.getRouteId(),
                            null,
                            null,
                            camel.getEndpoint("direct:trial"),
                            definition.getResource());
            for (ProcessorDefinition<?> step : definition.getOutputs()) {
                ProcessorDefinition<?> failing = failing(step, route);
                if (failing != null) {
                    return Optional.of(Words.of(e, new Vocabulary(camel)).at(origins.placeOf(failing, source)));
                }
            }
            return Optional.of(Words.of(e, new Vocabulary(camel)).at(source, Origins.line(definition)));
        }
    }

    /** The innermost step that fails. */
    private @Nullable ProcessorDefinition<?> failing(ProcessorDefinition<?> step, Route route) {
        for (ProcessorDefinition<?> inner : step.getOutputs()) {
            ProcessorDefinition<?> failing = failing(inner, route);
            if (failing != null) {
                return failing;
            }
        }
        try {
            ProcessorReifier.reifier(route, step).createProcessor();
            return null;
        } catch (Exception | LinkageError | StackOverflowError e) {
            return step;
        }
    }
}
