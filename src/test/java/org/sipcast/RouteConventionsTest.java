package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What every file in routes/ keeps to, so that the folder reads as a story. */
class RouteConventionsTest {
    private static final Path ROUTES = Path.of("routes");
    private static final int LINES = 150;
    private static final int STEPS = 10;

    @Test
    void everyRouteHasAnIdADescriptionAndTheGroupOfItsFile() throws IOException {
        for (RouteFile file : files()) {
            for (Map<?, ?> route : file.routes()) {
                assertThat(route.get("id"))
                        .as("id of a route in %s", file)
                        .asString()
                        .matches("[a-z]+(-[a-z]+)+");
                assertThat(route.get("description"))
                        .as("description of %s", route.get("id"))
                        .asString()
                        .isNotBlank();
                assertThat(route.get("group"))
                        .as("group of %s", route.get("id"))
                        .isEqualTo(file.story());
            }
        }
    }

    @Test
    void aRouteThatOthersCallIsCalledByItsId() throws IOException {
        for (RouteFile file : files()) {
            for (Map<?, ?> route : file.routes()) {
                String from = from(route);
                if (from.startsWith("direct:")) {
                    assertThat(from).isEqualTo("direct:" + route.get("id"));
                }
            }
        }
    }

    @Test
    void everyDirectCallHasARouteThatTakesItAndEveryDirectRouteACaller() throws IOException {
        Set<String> taken = new HashSet<>();
        Set<String> called = new HashSet<>(Set.of(
                "direct:stop-calls",
                "direct:unregister-channel",
                "direct:unregister-channels",
                "direct:recover-calls",
                "direct:send-line",
                "direct:clear-channel"));
        for (RouteFile file : files()) {
            file.routes().forEach(route -> taken.add(from(route)));
            walk(file.content(), (key, value) -> {
                if (key.equals("to") || key.equals("wireTap")) {
                    called.add(uri(value).replaceFirst("^turn:", "direct:"));
                }
            });
        }
        taken.removeIf(uri -> !uri.startsWith("direct:"));
        called.removeIf(uri -> !uri.startsWith("direct:"));
        assertThat(taken).containsExactlyInAnyOrderElementsOf(called);
    }

    @Test
    void urisHaveParametersAndNoQueryStrings() throws IOException {
        for (RouteFile file : files()) {
            walk(file.content(), (key, value) -> {
                if (key.equals("to") || key.equals("toD") || key.equals("wireTap") || key.equals("from")) {
                    assertThat(uri(value)).as("uri in %s", file).doesNotContain("?");
                }
            });
        }
    }

    /** Decision 10: whatever else is written there makes Camel copy the exchange. */
    @Test
    void whatEveryCallPassesNamesMethodsOnly() throws IOException {
        Set<String> hot = Set.of("start-playback", "record-start", "record-stop", "end-call");
        Set<Object> seen = new HashSet<>();
        for (RouteFile file : files()) {
            for (Map<?, ?> route : file.routes()) {
                if (hot.contains(String.valueOf(route.get("id")))) {
                    seen.add(route.get("id"));
                    walk(route, (key, value) -> {
                        if (key.equals("method")) {
                            assertThat(value)
                                    .asString()
                                    .as("a method in %s", route.get("id"))
                                    .doesNotContain("(");
                        } else if (key.equals("simple")) {
                            assertThat(value)
                                    .asString()
                                    .as("an expression in %s", route.get("id"))
                                    .doesNotContainPattern("[{]\\w+[.]\\w+[.]");
                        }
                    });
                }
            }
        }
        assertThat(seen).hasSameSizeAs(hot);
    }

    @Test
    void filesAndRoutesStayShort() throws IOException {
        for (RouteFile file : files()) {
            assertThat(Files.readAllLines(file.path())).as("lines of %s", file).hasSizeLessThanOrEqualTo(LINES);
            for (Map<?, ?> route : file.routes()) {
                assertThat(route.get("from"))
                        .as("steps of %s", route.get("id"))
                        .extracting("steps")
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .hasSizeLessThanOrEqualTo(STEPS);
            }
        }
    }

    @Test
    void choicesAreNotNested() throws IOException {
        for (RouteFile file : files()) {
            walk(file.content(), (key, value) -> {
                if (key.equals("choice")) {
                    walk(value, (inner, ignored) -> assertThat(inner)
                            .as("in a choice of %s", file)
                            .isNotEqualTo("choice"));
                }
            });
        }
    }

    @Test
    void everyConfigurationThatARouteNamesExists() throws IOException {
        Set<Object> defined = new HashSet<>();
        Set<Object> named = new HashSet<>();
        for (RouteFile file : files()) {
            walk(file.content(), (key, value) -> {
                if (key.equals("routeConfiguration") && value instanceof Map<?, ?> configuration) {
                    defined.add(configuration.get("id"));
                } else if (key.equals("routeConfigurationId")) {
                    named.add(value);
                }
            });
        }
        assertThat(defined).containsAll(named);
    }

    @Test
    void theFoldersPageListsEveryRoute() throws IOException {
        String page = Files.readString(ROUTES.resolve("README.md"));
        for (RouteFile file : files()) {
            assertThat(page).contains("`" + file.path().getFileName() + "`");
            file.routes().forEach(route -> assertThat(page).contains("`" + route.get("id") + "`"));
        }
    }

    private static List<RouteFile> files() throws IOException {
        List<RouteFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(ROUTES)) {
            for (Path path : paths.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList()) {
                Object content = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(path));
                files.add(new RouteFile(path, (List<?>) content));
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }

    private static String from(Map<?, ?> route) {
        return uri(route.get("from"));
    }

    private static String uri(@Nullable Object step) {
        return step instanceof Map<?, ?> map ? String.valueOf(map.get("uri")) : String.valueOf(step);
    }

    private static void walk(Object node, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                visitor.accept(String.valueOf(key), value);
                walk(value, visitor);
            });
        } else if (node instanceof Collection<?> list) {
            list.forEach(item -> walk(item, visitor));
        }
    }

    private record RouteFile(Path path, List<?> content) {

        String story() {
            return path.getFileName().toString().replace(".camel.yaml", "");
        }

        List<Map<?, ?>> routes() {
            List<Map<?, ?>> routes = new ArrayList<>();
            for (Object entry : content) {
                if (((Map<?, ?>) entry).get("route") instanceof Map<?, ?> route) {
                    routes.add(route);
                }
            }
            return routes;
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }
}
