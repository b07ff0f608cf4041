package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.film.DemoFilm;

/** The page's buttons, keys and bar move the film that is seen. */
class SteeringPageIT {
    private static final String ARROW_LEFT = "\uE012";
    private static final String ENTER = "\uE007";
    private static final Duration SOON = Duration.ofSeconds(10);
    /** Longer than a call that plays may be without a packet. */
    private static final Duration LONG = Duration.ofSeconds(10);

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
    void thePauseButtonStopsThePictureAndTheCallStands() {
        try (var page = watch("film")) {
            page.click("#pause");
            page.awaitTrue("!document.querySelector('#paused').hidden");
            // what is under way still comes
            var last = new AtomicInteger();
            await("the picture stands")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> last.getAndSet(frame(page)) == last.get());
            int paused = frame(page);

            await("a pause").pollDelay(LONG).atMost(LONG.plusSeconds(5)).until(() -> frame(page) == paused);
            assertThat(page.state()).isEqualTo("playing");
            assertThat(page.text("#paused-ends")).contains("the call ends in ");

            page.click("#resume");
            await("the picture goes on").atMost(SOON).until(() -> frame(page) > paused);
            assertThat(frame(page)).isLessThan(paused + 10 * DemoFilm.FRAMES_PER_SECOND);
        }
    }

    @Test
    void theBarAndTheKeysMoveThePicture() {
        try (var page = watch("film")) {
            page.awaitTrue("document.querySelector('#transport').checkVisibility()");
            int length = page.evaluate("document.querySelector('#seek').max").asInt();
            page.click("#seek");
            await("the middle").atMost(SOON).until(() -> frame(page) > (length / 2 - 2) * DemoFilm.FRAMES_PER_SECOND);
            int there = frame(page);

            page.evaluate("document.activeElement.blur()");
            page.type(ARROW_LEFT);
            await("ten seconds back").atMost(SOON).until(() -> frame(page) < there - 5 * DemoFilm.FRAMES_PER_SECOND);
            page.click("#restart");
            await("the beginning").atMost(SOON).until(() -> frame(page) < 5 * DemoFilm.FRAMES_PER_SECOND);
            page.awaitTrue("/^0:0\\d$/.test(document.querySelector('#position').textContent)");
        }
    }

    @Test
    void aLineOfTheChatSteersToo() {
        try (var page = watch("film")) {
            page.click("#chat-line");
            page.type("/pause" + ENTER);

            page.awaitTrue("!document.querySelector('#paused').hidden");
            assertThat(page.evaluate("document.querySelectorAll('.line[data-kind=own]').length")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void aLiveChannelCanBePausedAndGoesOnLive() {
        try (var page = watch("livetv")) {
            page.type("k");
            page.awaitTrue("!document.querySelector('#paused').hidden");
            assertThat(page.isShown("#transport")).isFalse();
            page.type("k");
            page.awaitTrue("document.querySelector('#paused').hidden");
            int before = page.framesDecoded();
            await("the picture goes on").atMost(SOON).until(() -> page.framesDecoded() > before);
        }
    }

    private static ViewerPage watch(String channel) {
        var page = chromium.open(stack.url(channel));
        page.awaitState("playing");
        page.awaitTrue("document.querySelector('#pause').checkVisibility()");
        return page;
    }

    private static int frame(ViewerPage page) {
        return page.filmPicture().frame();
    }
}
