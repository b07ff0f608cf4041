package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.program.Program;

/** One certificate, accepted once, is enough for page and WebSocket. */
class SelfSignedPageIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Path FOLDER = certificate();

    @RegisterExtension
    static final ViewerStack stack = ViewerStack.https(FOLDER.resolve("certificate.pem"), FOLDER.resolve("key.pem"));

    @Test
    void chromiumWatches() {
        try (var chromium = Chromium.start()) {
            assertWatches(chromium);
        }
    }

    @Test
    void firefoxWatches() {
        try (var firefox = Firefox.start()) {
            assertWatches(firefox);
        }
    }

    private static void assertWatches(Browser browser) {
        try (var page = browser.open(stack.url())) {
            page.choose("livetv");
            page.awaitState("playing");
            assertThat(page.evaluate("window.heard.sockets.map((socket) => socket.url)"))
                    .singleElement()
                    .satisfies(url ->
                            assertThat(url.asText()).isEqualTo(stack.url().replace("https:", "wss:") + "ws"));
            await("pictures").atMost(LIMIT).until(() -> page.framesDecoded() > 0);
        }
    }

    private static Path certificate() {
        try {
            var folder = Files.createTempDirectory("sipcast-page-");
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> Program.run(LIMIT, Map.of(), List.of("rm", "-r", folder.toString()))));
            Program.run(
                    LIMIT,
                    Map.of(),
                    List.of(
                            "openssl",
                            "req",
                            "-x509",
                            "-newkey",
                            "ec",
                            "-pkeyopt",
                            "ec_paramgen_curve:prime256v1",
                            "-nodes",
                            "-days",
                            "2",
                            "-subj",
                            "/CN=127.0.0.1",
                            "-addext",
                            "subjectAltName=IP:127.0.0.1",
                            "-keyout",
                            folder.resolve("key.pem").toString(),
                            "-out",
                            folder.resolve("certificate.pem").toString()));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
