package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.film.DemoFilm;

/** A browser asks through the media proxy for packets that it misses, and gets them in the stream that it offered for them. */
class LostPacketsInBrowsersIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LONGER_THAN_ITS_BUFFER_LASTS = Duration.ofMillis(2500);

    @RegisterExtension
    static final ViewerStack stack = ViewerStack.http();

    @Test
    void chromiumGetsWhatTheMediaProxyHasLost() throws IOException, InterruptedException {
        try (var chromium = Chromium.start();
                var page = chromium.open(stack.url("livetv"))) {
            page.awaitState("playing");
            int before = page.framesDecoded();
            await("two seconds")
                    .atMost(LIMIT)
                    .until(() -> page.framesDecoded() > before + 2 * DemoFilm.FRAMES_PER_SECOND);

            long proxy = stack.platform().pid("rtpengine");
            signal("STOP", proxy);
            try {
                await("its buffer is full")
                        .pollDelay(LONGER_THAN_ITS_BUFFER_LASTS)
                        .until(() -> true);
            } finally {
                signal("CONT", proxy);
            }

            await("packets that came again").atMost(LIMIT).until(() -> sum(page, "retransmittedPacketsReceived") > 0);
            assertThat(sum(page, "nackCount")).isPositive();
            int after = page.framesDecoded();
            await("the picture goes on")
                    .atMost(LIMIT)
                    .until(() -> page.framesDecoded() > after + DemoFilm.FRAMES_PER_SECOND);
            System.out.println("Chromium lost " + sum(page, "packetsLost") + " packets, asked " + sum(page, "nackCount")
                    + " times and got " + sum(page, "retransmittedPacketsReceived") + " again");
        }
    }

    private static int sum(ViewerPage page, String counter) {
        return page.evaluate(
                        """
                        (async () => {
                          let sum = 0;
                          for (const connection of window.heard.connections.filter((one) => one.connectionState === 'connected'))
                            for (const report of (await connection.getStats()).values())
                              if (report.type === 'inbound-rtp' && report.kind === 'video') sum += report.%s ?? 0;
                          return sum;
                        })()
                        """
                                .formatted(counter))
                .asInt();
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
