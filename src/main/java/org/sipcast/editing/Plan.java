package org.sipcast.editing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** What has to be done to come from one bundle to another. */
final class Plan {
    private final List<RouteDefinition> added = new ArrayList<>();
    private final List<RouteDefinition> changed = new ArrayList<>();
    private final List<RouteDefinition> moved = new ArrayList<>();
    private final Set<String> removed = new TreeSet<>();

    /**
     * @param before the route of this id that there is
     */
    void put(RouteDefinition definition, @Nullable RouteDefinition before) {
        if (before == null) {
            // what others may call has to be there before those who call it
            added.add(definition.getInput().getEndpointUri().startsWith("direct:") ? 0 : added.size(), definition);
        } else if (before.getInput()
                .getEndpointUri()
                .equals(definition.getInput().getEndpointUri())) {
            changed.add(definition);
        } else {
            moved.add(definition);
        }
    }

    List<RouteDefinition> added() {
        return added;
    }

    List<RouteDefinition> changed() {
        return changed;
    }

    List<RouteDefinition> moved() {
        return moved;
    }

    Set<String> removed() {
        return removed;
    }

    LiveRoutes.Changes changes() {
        Set<String> touched = ids(changed);
        touched.addAll(ids(moved));
        return new LiveRoutes.Changes(ids(added), touched, removed);
    }

    private static Set<String> ids(Collection<RouteDefinition> definitions) {
        return definitions.stream().map(RouteDefinition::getRouteId).collect(Collectors.toCollection(TreeSet::new));
    }
}
