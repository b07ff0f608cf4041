package org.sipcast.editing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.InterceptFromDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;

/** The definitions of one file. Those of its configurations have to be known to Camel before any of its routes. */
final class Loaded {
    private final Source source;
    private final CamelContext camel;
    private final List<RouteBuilder> builders;

    private Loaded(Source source, CamelContext camel, List<RouteBuilder> builders) {
        this.source = source;
        this.camel = camel;
        this.builders = builders;
    }

    static Loaded of(Source source, CamelContext camel) throws Exception {
        List<RouteBuilder> builders =
                PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(source.resource())).stream()
                        .map(Loaded::builder)
                        .toList();
        return new Loaded(source, camel, builders);
    }

    private static RouteBuilder builder(RoutesBuilder builder) {
        return (RouteBuilder) builder;
    }

    Source source() {
        return source;
    }

    /** Makes its configurations known. */
    void configure() throws Exception {
        for (RouteBuilder builder : builders) {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                configurations.addRouteConfigurationsToCamelContext(camel);
            }
        }
    }

    List<RouteConfigurationDefinition> configurations() {
        return builders.stream()
                .filter(RouteConfigurationBuilder.class::isInstance)
                .flatMap(builder -> ((RouteConfigurationBuilder) builder)
                        .getRouteConfigurationCollection().getRouteConfigurations().stream())
                .toList();
    }

    /** What it has to come before routes that begin with something: only where they do would Camel put it into them. */
    List<InterceptFromDefinition> interceptors() {
        return Stream.concat(
                        configurations().stream().flatMap(each -> each.getInterceptFroms().stream()),
                        builders.stream().flatMap(each -> each.getRouteCollection().getInterceptFroms().stream()))
                .toList();
    }

    /** Its routes, each with the configurations that apply to it. */
    List<RouteDefinition> routes() throws Exception {
        var routes = new ArrayList<RouteDefinition>();
        for (RouteBuilder builder : builders) {
            routes.addAll(builder.configureRoutes(camel).getRoutes());
        }
        return routes;
    }
}
