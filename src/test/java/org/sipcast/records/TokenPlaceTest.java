package org.sipcast.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which token {@code bin/sipcast run} names to those who read records. */
class TokenPlaceTest {
    private static final String OPTION = "--sipcast.records.token=from-an-option-0123";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void itIsTheOneThatCounts() throws Exception {
        assertThat(greeting("{{env:SIPCAST_RECORDS_TOKEN:}}", "")).endsWith("the token in FILE");
        assertThat(greeting("{{env:SIPCAST_RECORDS_TOKEN:}}", "from-outside-0123456"))
                .endsWith("the token in SIPCAST_RECORDS_TOKEN");
        assertThat(greeting("from-the-conf-012345", ""))
                .endsWith("the token in conf/application.properties, sipcast.records.token");
        assertThat(greeting("from-the-conf-012345", "", OPTION))
                .endsWith("the token that was given as --sipcast.records.token")
                .doesNotContain("0123");
        assertThat(greeting("from-the-conf-012345", "", OPTION, "--sipcast.records.token="))
                .endsWith("the token in FILE");
    }

    /** In a folder with the line of the configuration, variable and options that are given. */
    private String greeting(String configured, String variable, String... options) throws Exception {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/application.properties"), "sipcast.records.token=" + configured + "\n");
        var process = new ProcessBuilder(
                "bash",
                "-euc",
                """
                . "$PARTS/settings"; . "$PARTS/token"
                ready() { echo http://page; }
                if [[ $(type -t locate_token) ]]; then locate_token "$@"; fi
                greet_readers
                """,
                "bash");
        process.command().addAll(java.util.List.of(options));
        process.environment()
                .put("PARTS", Path.of("bin/sipcast.d").toAbsolutePath().toString());
        process.environment().put("SIPCAST_RECORDS_TOKEN_FILE", "FILE");
        process.environment().remove("SIPCAST_RECORDS_TOKEN");
        if (!variable.isEmpty()) {
            process.environment().put("SIPCAST_RECORDS_TOKEN", variable);
        }
        var run = process.directory(folder.toFile()).redirectErrorStream(true).start();
        var output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }
}
