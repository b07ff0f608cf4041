package org.sipcast.editing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * Tries a bundle of routes with the real components, without opening a port, a VLC or a database: what routes name must be there, what they ask of
 * components must be known to them, and every expression must be one.
 */
public final class BundleCheck {
    private final CamelContext server;
    private final Set<String> needed;

    /**
     * @param server whose beans and settings the routes may use
     * @param needed the ids of routes that the application calls by itself
     */
    public BundleCheck(CamelContext server, Set<String> needed) {
        this.server = server;
        this.needed = Set.copyOf(needed);
    }

    /** What is wrong with it, in the order of files and lines; nothing if it can be brought into the server. */
    public List<Problem> check(Bundle bundle) {
        return check(bundle, new Bundle(Map.of()), problem -> false);
    }

    /**
     * What is wrong with it where another runs already.
     *
     * @param live whose files may hold what only a start takes, as long as they are as they were then
     * @param known what was wrong before: the rest is tried all the same
     */
    List<Problem> check(Bundle bundle, Bundle live, Predicate<Problem> known) {
        Set<Problem> problems = new LinkedHashSet<>();
        bundle.all().stream()
                .filter(source -> !source.equals(live.sources().get(source.file())))
                .forEach(source -> problems.addAll(Outline.of(source).refusals(source)));
        try (Scratch scratch = new Scratch(server)) {
            List<Loaded> files = load(bundle, scratch.camel(), problems);
            if (problems.stream().allMatch(known)) {
                new Trial(scratch.camel(), problems, known).of(files);
            }
        }
        return problems.stream()
                .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::line))
                .toList();
    }

    /** Configurations first: they become part of every route that they apply to. */
    private static List<Loaded> load(Bundle bundle, DefaultCamelContext camel, Collection<Problem> problems) {
        List<Loaded> files = new ArrayList<>();
        for (Source source : bundle.all()) {
            attempt(source, camel, problems, () -> {
                Loaded file = Loaded.of(source, camel);
                file.configure();
                files.add(file);
            });
        }
        return files;
    }

    /** A file may name classes that lack others, or be nested deeper than anybody's stack. */
    private static void attempt(
            Source source, DefaultCamelContext camel, Collection<Problem> problems, Attempt attempt) {
        try {
            attempt.run();
        } catch (Exception | LinkageError | StackOverflowError e) {
            Vocabulary vocabulary = new Vocabulary(camel);
            problems.add(Unsaid.of(e, source, vocabulary)
                    .orElseGet(() -> Words.of(e, vocabulary).at(source, 1)));
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws Exception;
    }

    /** One bundle, with what its files know of each other. */
    private final class Trial {
        private final DefaultCamelContext camel;
        private final Collection<Problem> problems;
        private final Predicate<Problem> known;
        private final Origins origins = new Origins();
        private final Map<String, Place> routeIds = new HashMap<>();
        private final Map<String, Place> beginnings = new HashMap<>();
        private final Set<String> leftOut = new LinkedHashSet<>();
        private final Map<Source, List<RouteDefinition>> included = new LinkedHashMap<>();
        /** Files whose routes can't be made: what others need of them is not missing for that. */
        private final List<Source> unmade = new ArrayList<>();

        Trial(DefaultCamelContext camel, Collection<Problem> problems, Predicate<Problem> known) {
            this.camel = camel;
            this.problems = problems;
            this.known = known;
        }

        void of(List<Loaded> files) {
            for (Loaded file : files) {
                attempt(file.source(), () -> file.configurations().forEach(each -> origins.add(each, file.source())));
            }
            for (Loaded file : files) {
                attempt(file.source(), () -> {
                    List<RouteDefinition> routes = file.routes();
                    routes.forEach(route -> origins.add(route, file.source()));
                    List<RouteDefinition> wanted = new ArrayList<>();
                    for (RouteDefinition route : routes) {
                        if (Preconditions.hold(route, camel)) {
                            wanted.add(route);
                        } else {
                            leftOut.add(
                                    Endpoints.withoutOptions(route.getInput().getEndpointUri()));
                        }
                    }
                    included.put(file.source(), wanted);
                });
            }
            files.stream()
                    .map(Loaded::source)
                    .filter(source -> !included.containsKey(source))
                    .forEach(unmade::add);
            included.forEach((source, routes) -> routes.forEach(route -> enter(route, source)));
            checkConfigurationsNamed();
            checkNeeded(files);
            // who has routes that settings leave out asks for these settings before a step to them
            Set<String> reachable = new LinkedHashSet<>(beginnings.keySet());
            reachable.addAll(leftOut);
            unmade.forEach(source -> reachable.addAll(source.routesNamed()));
            Steps steps = new Steps(camel, origins, reachable, problems);
            included.forEach((source, routes) -> attempt(source, () -> routes.forEach(steps::check)));
            if (unmade.isEmpty()) {
                files.forEach(file ->
                        file.interceptors().forEach(interceptor -> steps.checkBeginning(interceptor, file.source())));
            }
            if (problems.stream().allMatch(known)) {
                // what is known of a file would only be found once more, in other words
                problems.forEach(problem -> included.keySet().removeIf(problem::isIn));
                included.forEach((source, routes) -> attempt(
                        source,
                        () -> routes.forEach(route -> new RouteTrial(camel, origins)
                                .failureOf(route, source)
                                .ifPresent(problems::add))));
            }
        }

        private void attempt(Source source, Attempt attempt) {
            BundleCheck.attempt(source, camel, problems, attempt);
        }

        private void enter(RouteDefinition route, Source source) {
            Place place = new Place(source, Origins.line(route));
            String id = route.getRouteId();
            if (id == null || !route.hasCustomIdAssigned()) {
                problems.add(place.problem("the route has no id", "give it one, such as id: admit-guests"));
                return;
            }
            Place other = routeIds.putIfAbsent(id, place);
            if (other != null) {
                problems.add(
                        place.problem("there is a route " + id + " in " + other + " already", "give it another id"));
            }
            String from = Endpoints.withoutOptions(route.getInput().getEndpointUri());
            Place taken = beginnings.putIfAbsent(from, place);
            if (taken != null && (from.startsWith("direct:") || from.startsWith("sip:"))) {
                problems.add(place.problem(
                        "a route begins with " + from + " in " + taken + " already",
                        "no two can: let it begin otherwise"));
            }
        }

        private void checkConfigurationsNamed() {
            Set<String> known = new LinkedHashSet<>();
            camel.getRouteConfigurationDefinitions().forEach(each -> {
                if (each.getId() != null) {
                    known.add(each.getId());
                }
            });
            included.forEach((source, routes) -> routes.forEach(route -> {
                String named = route.getRouteConfigurationId();
                if (named != null && !named.contains("*") && !known.contains(named)) {
                    problems.add(new Place(source, Origins.line(route))
                            .problem(
                                    "there is no routeConfiguration " + named,
                                    Words.didYouMean(named, known, "define it, or remove routeConfigurationId")));
                }
            }));
        }

        private void checkNeeded(List<Loaded> files) {
            for (String id : needed) {
                if (!routeIds.containsKey(id) && unmade.stream().noneMatch(source -> source.names(id))) {
                    String folder = files.isEmpty()
                            ? "routes"
                            : String.valueOf(files.get(0).source().file().getParent());
                    problems.add(new Problem(
                            folder,
                            1,
                            "the route " + id + " is missing, which the application calls by itself",
                            "put it back; it may do nothing"));
                }
            }
        }
    }
}
