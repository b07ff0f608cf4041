package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.film.DemoFilm;

/** A VLC crashes while a browser watches behind the media proxy: the picture comes back in the same call, through SRTP's replay protection. */
class CrashedVlcInBrowsersIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration BACK = Duration.ofSeconds(8);

    @RegisterExtension
    static final ViewerStack stack = ViewerStack.http();

    @ParameterizedTest
    @ValueSource(strings = {"livetv", "film"})
    void thePictureComesBackInTheSameCall(String channel) {
        try (var chromium = Chromium.start();
                var page = chromium.open(stack.url(channel))) {
            page.awaitState("playing");
            int calls = stack.server().records().size();
            int first = page.framesDecoded();
            await("what reports tell of")
                    .atMost(LIMIT)
                    .until(() -> page.framesDecoded() > first + 5 * DemoFilm.FRAMES_PER_SECOND);
            int shown = page.filmPicture().frame();

            stack.server().vlc(channel).kill();
            long killed = System.nanoTime();
            int before = page.framesDecoded();
            await("more than what was on its way")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> page.framesDecoded() > before + DemoFilm.FRAMES_PER_SECOND / 2);
            var back = Duration.ofNanos(System.nanoTime() - killed);
            await("that it goes on")
                    .atMost(LIMIT)
                    .until(() -> page.framesDecoded() > before + 3 * DemoFilm.FRAMES_PER_SECOND);

            System.out.println(
                    channel + " in Chromium: half a second of picture " + back.toMillis() + " ms after SIGKILL");
            assertThat(back).isLessThan(BACK);
            assertThat(page.state()).isEqualTo("playing");
            assertThat(stack.server().records()).hasSize(calls);
            if (channel.equals("film")) {
                assertThat(page.filmPicture().frame()).isGreaterThan(shown - 2 * DemoFilm.FRAMES_PER_SECOND);
            }
        }
    }
}
