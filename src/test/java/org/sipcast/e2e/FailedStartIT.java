package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.program.CopiedRoutes;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;
import org.sipcast.e2e.server.SipcastServer;

/** Who starts Sipcast with routes that Camel does not take is told what is wrong in them. */
class FailedStartIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path routes = Path.of("set by JUnit");

    @BeforeEach
    void copy() throws IOException {
        CopiedRoutes.into(routes);
    }

    @Test
    void theLineAndTheSettingAreNamedWithoutAStackTrace() throws IOException {
        Files.writeString(routes.resolve("x.yaml"), "- lgo: hi\n");
        assertThat(outputOfStart("--sipcast.routes=" + routes))
                .contains("Sipcast did not start:", routes.resolve("x.yaml") + ":1: lgo is not taken here")
                .doesNotContain("\tat ", "Caused by");
        assertThat(outputOfStart("--sipcast.join=gpo"))
                .contains("Sipcast did not start:", "sipcast.join can't be 'gpo': gpo is none of gop, key, now")
                .doesNotContain("\tat ", "Caused by");
    }

    @Test
    void whatComponentsAndCamelRefuseIsNamedWithoutAStackTrace() throws IOException {
        Path file = routes.resolve("incoming-call.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("vlc:open-hub", "vlc:open-hbu"));
        assertThat(outputOfStart("--sipcast.routes=" + routes))
                .contains(file + ":74: vlc: cannot be told to open-hbu")
                .doesNotContain("\tat ", "Caused by");
        assertThat(outputOfStart("--sipcast.page.websocket={{env:NO_SUCH_VARIABLE:foo}}"))
                .contains("sipcast.page.websocket must be of the form ws://HOST:PORT, not 'foo'")
                .doesNotContain("\tat ", "Caused by");
    }

    @Test
    void portsAndAddressesMayReferToOtherSettings() {
        try (var server = new SipcastServer(
                        "--sipcast.management.address=localhost", "--sipcast.reports.port={{env:REPORTS_PORT}}")
                .with("REPORTS_PORT", Integer.toString(FreePorts.one()))
                .start()) {
            await("the greeting").atMost(LIMIT).until(() -> server.greeting().contains("Ctrl-C"));
            assertThat(server.greeting()).contains("Sipcast is up").doesNotContain("invalid number", "must be");
        }
    }

    private static String outputOfStart(String option) {
        try (var server = new SipcastServer(option);
                Program program = server.launch()) {
            assertThat(program.awaitEnd(LIMIT)).isEqualTo(2);
            return program.output();
        }
    }
}
