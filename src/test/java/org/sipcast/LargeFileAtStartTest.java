package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.sipcast.editing.Problem;

/** A file that is larger than edits may be was there when the application started. */
class LargeFileAtStartTest extends EditedRoutes {

    @Override
    protected void also(Properties settings) throws IOException {
        super.also(settings);
        Files.writeString(
                routes.resolve("failures.camel.yaml"), "#".repeat(1_048_577) + "\n", StandardOpenOption.APPEND);
    }

    @Test
    void itsRoutesStayWhileOthersAreEdited() throws Exception {
        edit("playback", "- route:", "# edited\n- route:");
        await().untilAsserted(() -> assertThat(editing().problems())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains("failures.camel.yaml:1: is larger than 1 MiB"));
        await().during(Duration.ofSeconds(1)).untilAsserted(() -> assertRefused(call("x", "nobody"), 404));
    }
}
