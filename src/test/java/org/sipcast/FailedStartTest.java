package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where Camel could not take the routes. */
class FailedStartTest {
    private final Exception failure = new Exception("outside", new UnsupportedOperationException("inside"));

    @TempDir
    Path routes = Path.of("set by JUnit");

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void theLineOfAFileIsNamed() throws IOException {
        Files.writeString(routes.resolve("x.yaml"), "- lgo: hi\n");
        assertThat(FailedStart.explain(failure, Map.of("sipcast.routes", routes.toString())))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(routes.resolve("x.yaml") + ":1: lgo is not taken here"),
                        line -> assertThat(line).isEqualTo("It ended with: inside"));
    }

    @Test
    void whatAComponentSaysOfARouteIsToldWithItsLine() throws IOException {
        Path file = routes.resolve("incoming-call.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("vlc:open-hub", "vlc:open-hbu"));
        Exception refused = new Exception(new IllegalArgumentException("vlc: cannot be told to open-hbu"));
        assertThat(FailedStart.explain(refused, Map.of("sipcast.routes", routes.toString())))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(file + ":74: vlc: cannot be told to open-hbu"),
                        line -> assertThat(line).isEqualTo("It ended with: vlc: cannot be told to open-hbu"));
    }

    @Test
    void theSettingIsNamedWhoseValueIsRefused() {
        assertThat(FailedStart.explain(failure, Map.of("sipcast.join", "gpo")))
                .first()
                .isEqualTo("sipcast.join can't be 'gpo': gpo is none of gop, key, now");
    }

    @Test
    void nothingIsSaidOfRoutesThatAreRight() {
        assertThat(FailedStart.explain(failure, Map.of("sipcast.routes", routes.toString())))
                .isEmpty();
    }
}
