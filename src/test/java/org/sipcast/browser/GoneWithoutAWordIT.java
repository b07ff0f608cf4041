package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Browsers that are gone without a BYE are found, although platform and media proxy lie in between. */
class GoneWithoutAWordIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration GONE = Duration.ofSeconds(10);

    @RegisterExtension
    static final ViewerStack stack = ViewerStack.http();

    @Test
    void aChromiumThatIsKilled() {
        isGoneWithinTenSeconds(Chromium::start, Browser::kill);
    }

    @Test
    void aFirefoxThatIsKilled() {
        isGoneWithinTenSeconds(Firefox::start, Browser::kill);
    }

    /** Its WebSocket stays open, so the platform notices nothing. */
    @Test
    void aChromiumWhoseMachineFallsAsleep() {
        isGoneWithinTenSeconds(Chromium::start, Browser::freeze);
    }

    private static void isGoneWithinTenSeconds(Supplier<Browser> start, Consumer<Browser> end) {
        int before = stack.server().records().size();
        try (var stays = Chromium.start();
                var staying = stays.open(stack.url("livetv"));
                var goes = start.get()) {
            staying.awaitState("playing");
            goes.open(stack.url("livetv")).awaitState("playing");
            var vlc = stack.server().vlc("livetv");
            await("RTCP").atMost(LIMIT).until(() -> vlc.viewersHeard("livetv") == 2);

            end.accept(goes);
            long ended = System.nanoTime();

            await("the end of the call")
                    .atMost(GONE)
                    .until(() -> stack.server().records().size() == before + 3);
            System.out.printf(
                    "gone after %d ms: %s%n",
                    Duration.ofNanos(System.nanoTime() - ended).toMillis(), lastQuestion());
            assertThat(stack.server().records().get(before + 2).path("cause").asText())
                    .isEqualTo("VIEWER_LOST");
            assertThat(vlc.sinks()).isEqualTo(1);
            assertThat(staying.state()).isEqualTo("playing");
            goes.kill();
        }
        await("nobody watches any more")
                .atMost(LIMIT)
                .until(() -> stack.server().vlc("livetv").sinks() == 0);
    }

    /** What came of asking the viewer, in the log's words. */
    private static String lastQuestion() {
        return stack.server()
                .log()
                .lines()
                .filter(line -> line.contains(" to OPTIONS"))
                .reduce((earlier, later) -> later)
                .map(line -> line.replaceFirst(".*: no RTCP", "no RTCP"))
                .orElse("not asked");
    }
}
