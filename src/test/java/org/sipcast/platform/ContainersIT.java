package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.program.Program;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What can be tried of the containers without an engine: the file that describes them, and the commands that run in them. */
class ContainersIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void theirDescriptionIsValidAndLeavesThePortsToTheMachine() {
        var services = compose().path("services");

        assertThat(services.fieldNames()).toIterable().containsExactlyInAnyOrder("kamailio", "rtpengine", "sipcast");
        assertThat(services).allSatisfy(service -> {
            assertThat(service.path("network_mode").asText()).isEqualTo("host");
            assertThat(service.path("environment").path("SIPCAST_ADDRESS").asText())
                    .isEqualTo("192.0.2.10");
        });
        assertThat(services.path("sipcast").path("volumes").toString())
                .contains("/opt/sipcast/conf:ro", "/opt/sipcast/routes:ro", "media:", "records:");
    }

    @Test
    void eachOfThemHasAnImageThatIsCheckedAndDoesNotRunAsRoot() throws IOException {
        var dockerfile = Files.readString(Path.of("Dockerfile"));
        compose().path("services").forEach(service -> {
            var target = service.path("build").path("target").asText();
            var stage = dockerfile.substring(dockerfile.indexOf("AS " + target + "\n"))
                    .split("\nFROM ", 2)[0];
            assertThat(stage).contains("\nUSER sipcast\n", "\nHEALTHCHECK ", "\nCMD ");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"kamailio", "rtpengine"})
    void thePlatformsProgramsRunInTheForegroundOneByOne(String name) {
        try (var settings = new Kamailio();
                var program = Program.start(
                        settings.runFolder().resolve("foreground.log"),
                        settings.environment(),
                        List.of("bin/sipcast-platform", "foreground", name))) {
            await(name).atMost(LIMIT).until(() -> answers(settings, name));
            assertThat(program.isAlive()).isTrue();

            // a Kamailio whose last processes are still starting may miss the first signal
            await("its end").atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
                program.terminate();
                return !program.isAlive();
            });
            assertThat(answers(settings, name)).isFalse();
        }
    }

    private static boolean answers(Kamailio settings, String name) {
        try (var question = Program.start(
                settings.runFolder().resolve("answers.log"),
                settings.environment(),
                List.of("bin/sipcast-platform", "answers", name))) {
            return question.awaitEnd(LIMIT) == 0;
        }
    }

    /** As docker-compose understands it. */
    private static JsonNode compose() {
        var text = Program.run(LIMIT, Map.of("ADDRESS", "192.0.2.10"), List.of("docker-compose", "config"));
        return new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }
}
