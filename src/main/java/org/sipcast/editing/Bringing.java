package org.sipcast.editing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** A bundle on its way into the server. What was done for it can be undone, the last first. */
final class Bringing {
    private final ModelCamelContext camel;
    private final RouteBodies bodies;
    private final Consumer<RouteContent> retire;
    private final Deque<Deed> deeds = new ArrayDeque<>();
    private final List<RouteContent> replaced = new ArrayList<>();
    private @Nullable RouteDefinition underWay;

    /**
     * @param retire takes steps that nobody gets any more, and that somebody may still be in
     */
    Bringing(ModelCamelContext camel, RouteBodies bodies, Consumer<RouteContent> retire) {
        this.camel = camel;
        this.bodies = bodies;
        this.retire = retire;
    }

    private record Deed(RouteDefinition of, Undoing undoing) {}

    @FunctionalInterface
    private interface Undoing {
        void run() throws Exception;
    }

    void add(RouteDefinition definition) throws Exception {
        begins(definition, () -> remove(definition.getRouteId()));
        camel.addRouteDefinitions(List.of(definition));
    }

    /** Makes the new steps of a route that there is, which nobody gets yet. */
    RouteContent prepare(RouteDefinition definition) throws Exception {
        underWay = definition;
        RouteContent content = bodies.make(camel, definition);
        begins(definition, () -> retire.accept(content));
        content.start(camel);
        return content;
    }

    /** Whoever comes from now on gets the new steps. */
    void replace(RouteDefinition definition, RouteContent content) {
        RouteDefinition before = camel.getRouteDefinition(definition.getRouteId());
        RouteContent steps = become(definition, content);
        begins(definition, () -> become(before, steps));
        replaced.add(steps);
    }

    private RouteContent become(RouteDefinition definition, RouteContent content) {
        RouteContent before = bodies.of(definition.getRouteId()).become(content);
        List<RouteDefinition> definitions = camel.getRouteDefinitions();
        definitions.replaceAll(each -> Objects.equals(each.getRouteId(), definition.getRouteId()) ? definition : each);
        return before;
    }

    /** It begins elsewhere, so nothing of it can stay. */
    void move(RouteDefinition definition) throws Exception {
        String id = definition.getRouteId();
        RouteDefinition before = camel.getRouteDefinition(id);
        ServiceStatus status = camel.getRouteController().getRouteStatus(id);
        begins(definition, () -> beginAnew(before, status));
        beginAnew(definition, status);
    }

    void end(String id) throws Exception {
        RouteDefinition before = camel.getRouteDefinition(id);
        ServiceStatus status = camel.getRouteController().getRouteStatus(id);
        begins(before, () -> beginAnew(before, status));
        remove(id);
    }

    private void begins(RouteDefinition definition, Undoing undoing) {
        underWay = definition;
        deeds.push(new Deed(definition, undoing));
    }

    private void beginAnew(RouteDefinition definition, @Nullable ServiceStatus status) throws Exception {
        String id = definition.getRouteId();
        remove(id);
        camel.addRouteDefinitions(List.of(definition));
        if (status == ServiceStatus.Started) {
            camel.getRouteController().startRoute(id);
        }
    }

    private void remove(String id) throws Exception {
        RouteDefinition definition = camel.getRouteDefinition(id);
        if (definition != null) {
            camel.removeRouteDefinition(definition);
        }
        bodies.forget(id);
    }

    /** The steps that were replaced. */
    List<RouteContent> replaced() {
        return replaced;
    }

    /** What it stumbled over. */
    Problem problem(Throwable failure) {
        Words words = Words.of(failure, new Vocabulary(camel));
        RouteDefinition definition = underWay;
        return definition == null
                ? new Problem("routes", 1, "can't be brought in: " + words.what(), "save the file once more")
                : problem(
                        definition,
                        "the route " + definition.getRouteId() + " can't begin: " + words.what(),
                        "correct it; or free what it needs, and save the file once more");
    }

    private static Problem problem(RouteDefinition definition, String what, String remedy) {
        String file = definition.getResource() == null
                ? "routes"
                : definition.getResource().getLocation().replaceFirst("^file:", "");
        return new Problem(file, Math.max(1, definition.getInput().getLineNumber()), what, remedy);
    }

    /** Makes everything as it was before; answers what it could not. */
    List<Problem> undo() {
        List<Problem> left = new ArrayList<>();
        while (!deeds.isEmpty()) {
            Deed deed = deeds.pop();
            String id = deed.of().getRouteId();
            try {
                deed.undoing().run();
            } catch (Exception | LinkageError | StackOverflowError e) {
                left.add(problem(
                        deed.of(),
                        "the route " + id + " of before can't be brought back: "
                                + Words.of(e, new Vocabulary(camel)).what(),
                        "it is tried again as soon as a file is saved"));
                try {
                    remove(id); // half of it would keep the next edit from bringing it back
                } catch (Exception | LinkageError | StackOverflowError again) {
                    e.addSuppressed(again);
                }
            }
        }
        return left;
    }
}
