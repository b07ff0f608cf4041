package org.sipcast.editing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a bundle that was tried into the server. What a route begins with goes on as it is, and only its steps are replaced,
 * from one exchange to the next; a route that begins otherwise than before is a new one.
 */
public final class LiveRoutes {
    private static final Logger log = LoggerFactory.getLogger(LiveRoutes.class);
    /** How long a route that was taken out of the files may still be wanted by exchanges of before. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(20);
    /** Longer than anything that a step leaves to another thread takes. */
    private static final Duration LINGER = Duration.ofSeconds(30);

    private final ModelCamelContext camel;
    private final RouteBodies bodies;
    private final Queue<Retired> retired = new ConcurrentLinkedQueue<>();

    public LiveRoutes(CamelContext camel, RouteBodies bodies) {
        this.camel = (ModelCamelContext) camel;
        this.bodies = bodies;
    }

    /** The routes that an edit touched. */
    public record Changes(Set<String> added, Set<String> changed, Set<String> removed) {
        public boolean isEmpty() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }

        @Override
        public String toString() {
            List<String> words = new ArrayList<>();
            say(words, "added ", added);
            say(words, "changed ", changed);
            say(words, "removed ", removed);
            return String.join("; ", words);
        }

        private static void say(List<String> words, String what, Set<String> ids) {
            if (!ids.isEmpty()) {
                words.add(what + String.join(", ", ids));
            }
        }
    }

    /**
     * Replaces one bundle by another.
     *
     * @throws NotBroughtIn if it can't be done after all; it says whether everything is as before
     */
    public Changes bring(Bundle before, Bundle after) throws NotBroughtIn {
        List<RouteConfigurationDefinition> configurations = List.copyOf(camel.getRouteConfigurationDefinitions());
        Bringing bringing = new Bringing(camel, bodies, this::retire);
        try {
            Plan plan = plan(before, after);
            bring(plan, bringing);
            bringing.replaced().forEach(this::retire);
            return plan.changes();
        } catch (Exception | LinkageError | StackOverflowError e) {
            Problem problem = bringing.problem(e);
            List<Problem> left = bringing.undo();
            try {
                configure(configurations);
            } catch (Exception again) {
                left.add(bringing.problem(again));
            }
            throw new NotBroughtIn(problem, left, e);
        }
    }

    /** First what is called, then those who call it; what can't be done without a pause comes when all the rest is done. */
    private void bring(Plan plan, Bringing bringing) throws Exception {
        for (RouteDefinition definition : plan.added()) {
            bringing.add(definition);
        }
        Map<RouteDefinition, RouteContent> contents = new LinkedHashMap<>();
        for (RouteDefinition definition : plan.changed()) {
            contents.put(definition, bringing.prepare(definition));
        }
        contents.forEach(bringing::replace);
        for (RouteDefinition definition : plan.moved()) {
            bringing.move(definition);
        }
        if (!plan.removed().isEmpty()) {
            awaitEmpty(bringing.replaced());
        }
        for (String id : plan.removed()) {
            bringing.end(id);
        }
    }

    private void retire(RouteContent content) {
        retired.add(new Retired(content, System.nanoTime() + LINGER.toNanos()));
    }

    /** Ends steps that nobody has been in for a while; asked now and then. */
    public void endRetired() {
        retired.removeIf(each -> {
            if (System.nanoTime() - each.notBefore() < 0 || !each.content().close()) {
                return false;
            }
            each.content().stop(camel);
            return true;
        });
    }

    private Plan plan(Bundle before, Bundle after) throws Exception {
        List<Loaded> files = new ArrayList<>();
        configure(List.of());
        for (Source source : after.all()) {
            Loaded file = Loaded.of(source, camel);
            file.configure();
            files.add(file);
        }
        boolean all = configures(before, after) || configures(after, before);
        Plan plan = new Plan();
        Set<String> gone = new TreeSet<>();
        camel.getRouteDefinitions().stream().filter(LiveRoutes::isOfFile).forEach(each -> gone.add(each.getRouteId()));
        for (Loaded file : files) {
            boolean changed = all
                    || !file.source().equals(before.sources().get(file.source().file()));
            for (RouteDefinition definition : file.routes()) {
                if (!Preconditions.hold(definition, camel)) {
                    continue;
                }
                gone.remove(definition.getRouteId());
                if (changed) {
                    plan.put(definition, camel.getRouteDefinition(definition.getRouteId()));
                }
            }
        }
        plan.removed().addAll(gone);
        return plan;
    }

    /** Others may have added routes that are in no file, and Camel makes some of what a file only describes. */
    private static boolean isOfFile(RouteDefinition definition) {
        return !definition.isCreatedFromRest()
                && !definition.isCreatedFromTemplate()
                && definition.getResource() != null
                && definition.getResource().getLocation().startsWith("file:");
    }

    /** Whether a file of the one that says how others' routes go is not the same in the other. */
    private static boolean configures(Bundle one, Bundle other) {
        return one.all().stream()
                .filter(Source::configuresOthers)
                .anyMatch(source -> !source.equals(other.sources().get(source.file())));
    }

    private void configure(Collection<RouteConfigurationDefinition> configurations) throws Exception {
        for (RouteConfigurationDefinition each : List.copyOf(camel.getRouteConfigurationDefinitions())) {
            camel.removeRouteConfiguration(each);
        }
        for (RouteConfigurationDefinition each : configurations) {
            camel.addRouteConfiguration(each);
        }
    }

    private static void awaitEmpty(List<RouteContent> contents) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0 && !contents.stream().allMatch(RouteContent::isEmpty)) {
            Thread.sleep(PAUSE.toMillis());
        }
        if (!contents.stream().allMatch(RouteContent::isEmpty)) {
            log.info("Some exchanges are still in the routes of before the edit, and end there");
        }
    }

    private record Retired(RouteContent content, long notBefore) {}
}
