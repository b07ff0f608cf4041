package org.sipcast.editing;

import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;

/** Whether a route is wanted by the settings. */
final class Preconditions {
    private Preconditions() {}

    static boolean hold(RouteDefinition route, CamelContext camel) {
        return route.getPrecondition() == null
                || camel.resolveLanguage("simple")
                        .createPredicate(camel.resolvePropertyPlaceholders(route.getPrecondition()))
                        .matches(new DefaultExchange(camel));
    }
}
