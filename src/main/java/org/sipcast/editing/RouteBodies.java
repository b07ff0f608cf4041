package org.sipcast.editing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.DefaultInternalProcessorFactory;
import org.apache.camel.processor.RoutePipeline;
import org.apache.camel.spi.InternalProcessor;
import org.apache.camel.spi.InternalProcessorFactory;
import org.apache.camel.spi.RoutePolicy;
import org.jspecify.annotations.Nullable;

/** Has a {@link RouteBody} put into every route that Camel makes; it has to be known to Camel before the first one is. */
public final class RouteBodies extends DefaultInternalProcessorFactory {
    private static final ThreadLocal<@Nullable Draft> DRAFT = new ThreadLocal<>();

    private final Map<String, RouteBody> bodies = new ConcurrentHashMap<>();

    /** Makes it known. */
    public static RouteBodies in(CamelContext camel) {
        RouteBodies bodies = new RouteBodies();
        camel.getCamelContextExtension().addContextPlugin(InternalProcessorFactory.class, bodies);
        return bodies;
    }

    @Override
    public InternalProcessor addUnitOfWorkProcessorAdvice(CamelContext camel, Processor processor, Route route) {
        // others are made for steps
        if (!(processor instanceof RoutePipeline)) {
            return super.addUnitOfWorkProcessorAdvice(camel, processor, route);
        }
        Draft wanted = DRAFT.get();
        if (wanted != null) {
            wanted.steps = processor;
            return super.addUnitOfWorkProcessorAdvice(camel, processor, route);
        }
        RouteBody body = new RouteBody(new RouteContent(route, processor));
        bodies.put(route.getRouteId(), body);
        return super.addUnitOfWorkProcessorAdvice(camel, body, route);
    }

    /** The body of a route that there is. */
    RouteBody of(String routeId) {
        RouteBody body = bodies.get(routeId);
        if (body == null) {
            throw new IllegalStateException("no route " + routeId + " was made here");
        }
        return body;
    }

    void forget(String routeId) {
        bodies.remove(routeId);
    }

    /** Has Camel make the steps of a definition, for the route of the same id that there is already. */
    RouteContent make(ModelCamelContext camel, RouteDefinition definition) throws Exception {
        Draft wanted = new Draft();
        DRAFT.set(wanted);
        try {
            Route route = camel.getModelReifierFactory().createRoute(camel, definition);
            removePolicies(camel, route);
            if (wanted.steps == null) {
                throw new IllegalStateException("route " + definition.getRouteId() + " has no steps");
            }
            return new RouteContent(route, wanted.steps);
        } finally {
            DRAFT.remove();
        }
    }

    /** Those of the route that there is go on watching it; those that were made for the draft have nothing to do. */
    private static void removePolicies(ModelCamelContext camel, Route drafted) throws Exception {
        Route there = camel.getRoute(drafted.getRouteId());
        for (RoutePolicy policy : drafted.getRoutePolicyList()) {
            if (there == null || !there.getRoutePolicyList().contains(policy)) {
                camel.removeService(policy);
            }
        }
    }

    private static final class Draft {
        private @Nullable Processor steps;
    }
}
