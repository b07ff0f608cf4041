package org.sipcast.editing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.support.DefaultRegistry;

/** Runs a bundle's routes on one exchange and tells each step, while everything that would reach the world is told only. */
public final class DryRun implements AutoCloseable {
    /** What stays within the application. */
    private static final Set<String> HARMLESS =
            Set.of("direct", "bean", "class", "language", "log", "validator", "mock");

    private final DefaultCamelContext camel;

    /**
     * @param server whose beans and settings the routes may use
     * @param world takes what is sent, and gives what is fetched
     * @param lines takes what happens, a line a step
     */
    public DryRun(CamelContext server, Bundle bundle, World world, Consumer<String> lines) throws Exception {
        camel = new DefaultCamelContext(new DefaultRegistry(server.getRegistry()));
        Scratch.settle(camel, server);
        camel.setAutowiredEnabled(false); // it would take the stand-ins for what they stand for
        camel.getCamelContextExtension().addContextPlugin(ComponentResolver.class, resolver(world));
        camel.getCamelContextExtension().addInterceptStrategy(new StepTeller(lines));
        camel.build();
        List<Loaded> files = new ArrayList<>();
        for (Source source : bundle.all()) {
            Loaded file = Loaded.of(source, camel);
            file.configure();
            files.add(file);
        }
        List<RouteDefinition> routes = new ArrayList<>();
        for (Loaded file : files) {
            for (RouteDefinition route : file.routes()) {
                // what nobody calls begins by itself, and would do so now
                String from = route.getInput().getEndpointUri();
                if ((from.startsWith("direct:") || from.startsWith("sip:")) && Preconditions.hold(route, camel)) {
                    routes.add(route);
                }
            }
        }
        camel.addRouteDefinitions(routes);
        camel.start();
    }

    private static ComponentResolver resolver(World world) {
        ComponentResolver usual = new DefaultComponentResolver();
        return (name, context) -> {
            Component component = HARMLESS.contains(name) ? usual.resolveComponent(name, context) : null;
            return component == null ? new DryComponent(world) : component;
        };
    }

    /** Sends an exchange through the route that begins with this. */
    public Exchange run(String from, Consumer<Exchange> filled) throws Exception {
        String id = camel.getRouteDefinitions().stream()
                .filter(route -> Endpoints.withoutOptions(route.getInput().getEndpointUri())
                        .equals(from))
                .map(RouteDefinition::getRouteId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No route begins with " + from));
        Exchange exchange = camel.getEndpoint(from).createExchange(ExchangePattern.InOut);
        filled.accept(exchange);
        Objects.requireNonNull(camel.getRoute(id)).getProcessor().process(exchange);
        return exchange;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
