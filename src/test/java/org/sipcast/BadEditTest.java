package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bad edit of a file does to other files, and to the one that it is made in. */
class BadEditTest extends EditedRoutes {
    @Test
    void aGoodEditGoesLiveBesideABadOneOfAFileThatItsRoutesCall() throws Exception {
        assertThat(Files.readString(routes.resolve("failures.camel.yaml"))).contains("direct:hang-up");
        edit("call-end", "- bean:", "- baen:");
        edit("failures", "constant: 404", "constant: 410");
        await().untilAsserted(() -> assertRefused(call("other", "nobody"), 410));
        await().untilAsserted(() ->
                assertThat(told()).singleElement().asString().contains("unknown word baen; did you mean bean?"));
        edit("call-end", "- baen:", "- bean:");
        await().untilAsserted(() -> assertThat(told()).isEmpty());
    }

    @Test
    void aFileThatBecomesSomethingElseStaysAsItWas() throws Exception {
        Files.copy(Path.of("examples/other-names.camel.yaml"), routes.resolve("other-names.camel.yaml"));
        await().untilAsserted(() -> assertAnswered(call("before", "tv")));
        Files.writeString(routes.resolve("other-names.camel.yaml"), "hello world\n");
        await().untilAsserted(() -> assertThat(told())
                .singleElement()
                .asString()
                .contains("other-names.camel.yaml:1: what is no list is not taken here"));
        assertAnswered(call("after", "tv"));
    }

    private List<String> told() {
        return editing().problems().stream().map(Object::toString).toList();
    }
}
