package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page goes on by itself when what it needs was away. */
class LostAndFoundIT {
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    @RegisterExtension
    static final ViewerStack stack = ViewerStack.http();

    @SuppressWarnings("NullAway.Init")
    private static Browser chromium;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopChromium() {
        chromium.close();
    }

    @Test
    void theServerIsRestarted() {
        try (var page = chromium.open(stack.url("livetv"))) {
            page.awaitState("playing");

            // while it stops, which may take longer than the page waits before it calls again
            var stopped = CompletableFuture.runAsync(() -> stack.server().stop(), task -> new Thread(task).start());
            await("words").atMost(RECOVERY).until(() -> page.headline().startsWith("The server is "));
            stopped.join();
            page.awaitTrue("document.querySelector('#server').textContent.startsWith('Connection lost')");
            stack.startServer();

            await("the picture").atMost(RECOVERY).until(() -> page.state().equals("playing"));
            assertThat(page.text("#server")).isEqualTo("Connected");
            assertThat(page.filmPicture().frame()).isNotNegative();
            assertThat(page.timesAsked()).isZero();
        }
    }

    @Test
    void onlyTheConnectionIsLostAndTheCallGoesOn() {
        try (var page = chromium.open(stack.url("film"))) {
            page.awaitState("playing");
            int before = page.filmPicture().frame();

            page.evaluate("window.heard.sockets.forEach((socket) => socket.close())");
            page.awaitTrue(
                    "window.heard.sockets.length > 1 && window.heard.sockets.at(-1).readyState === WebSocket.OPEN");
            page.awaitTrue("document.querySelector('#server').textContent === 'Connected'");

            assertThat(page.state()).isEqualTo("playing");
            assertThat(page.filmPicture().frame()).isGreaterThan(before);
            assertThat(events("film")).containsExactly("started");
            page.click("#leave");
            await("the end record").atMost(RECOVERY).until(() -> events("film").equals(List.of("started", "stopped")));
        }
    }

    @Test
    void whoClosesThePageHangsUp() {
        try (var page = chromium.open(stack.url("radio"))) {
            page.awaitState("playing");
        }

        await("the end record").atMost(RECOVERY).until(() -> events("radio").equals(List.of("started", "stopped")));
    }

    private static List<String> events(String channel) {
        return stack.server().records().stream()
                .filter(record -> record.path("channel").asText().equals(channel))
                .map(record -> record.path("event").asText())
                .toList();
    }
}
