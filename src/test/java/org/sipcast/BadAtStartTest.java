package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.sipcast.editing.Problem;

/** Files were wrong when the application started, and Camel took them all the same. */
class BadAtStartTest extends EditedRoutes {
    private static final String NOWHERE =
            """
            - route:
                id: nowhere
                from:
                  uri: direct:x
                  steps:
                    - to: direct:nowhere
            """;

    @Override
    protected void also(Properties settings) throws IOException {
        super.also(settings);
        Files.writeString(routes.resolve("x.camel.yaml"), NOWHERE);
    }

    @Test
    void itIsToldUntilItIsMended() throws Exception {
        awaitProblems("x.camel.yaml:6: no route begins with direct:nowhere");
        Files.writeString(routes.resolve("x.camel.yaml"), NOWHERE.replace("direct:nowhere", "log:somewhere"));
        awaitProblems();
    }

    @Test
    void anotherFileMendsIt() throws Exception {
        awaitProblems("x.camel.yaml:6: ");
        Files.writeString(
                routes.resolve("z.camel.yaml"),
                NOWHERE.replace("id: nowhere", "id: somewhere")
                        .replace("direct:x", "direct:nowhere")
                        .replace("to: direct:nowhere", "log: here"));
        awaitProblems();
    }

    @Test
    void filesThatAreRightGoLiveBesideItAndBadOnesDoNot() throws Exception {
        assertRefused(call("before", "tv"), 404);
        Files.copy(Path.of("examples/other-names.camel.yaml"), routes.resolve("other-names.camel.yaml"));
        // only its steps, once they are made, show what is wrong here
        edit("incoming-call", "${exchangeProperty.onDemand}", "${header.x} === ${header.y}");
        awaitProblems("incoming-call.camel.yaml:", "x.camel.yaml:6: ");
        assertAnswered(call("after", "tv"));
    }

    @Test
    void aFileThatMissesWhatAnEditTookFromItKeepsOtherEditsFromNothing() throws Exception {
        Files.move(routes.resolve("call-records.camel.yaml"), routes.resolve("away"));
        Files.copy(Path.of("examples/other-names.camel.yaml"), routes.resolve("other-names.camel.yaml"));
        await().untilAsserted(() -> assertAnswered(call("after", "tv")));
        assertThat(context.getRoute("record-stop")).isNotNull();
        await().untilAsserted(() -> assertThat(editing().problems())
                .extracting(Problem::toString)
                .anySatisfy(problem -> assertThat(problem).contains("no route begins with direct:record-stop")));
    }

    private void awaitProblems(String... words) {
        await().untilAsserted(() -> {
            assertThat(editing().problems()).hasSameSizeAs(words);
            for (int i = 0; i < words.length; i++) {
                assertThat(editing().problems().get(i).toString()).contains(words[i]);
            }
        });
    }
}
