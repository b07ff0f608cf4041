package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.film.DemoFilm;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.PhoneCodecs;

/** Browsers see and hear what others do. */
class WatchingInBrowsersIT {
    private static final Duration ANSWER = Duration.ofSeconds(20);
    /** Screenshots are taken one after the other. */
    private static final int NEARLY_THE_SAME_FRAMES = DemoFilm.FRAMES_PER_SECOND;

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
    void chromiumDecodesVp8AndOpus() {
        try (var page = chromium.open(stack.url())) {
            page.choose("livetv");
            assertDecodes(page, "opus", "vp8");
        }
    }

    /** Its candidates are names that only its own machine could resolve, so its addresses must be learned from what it sends. */
    @Test
    void aChromiumThatHidesItsAddressesDecodesVp8AndOpus() {
        try (var hiding = Chromium.startHidingItsAddresses();
                var page = hiding.open(stack.url())) {
            page.choose("livetv");
            assertDecodes(page, "opus", "vp8");
            assertThat(page.evaluate("window.heard.connections[0].localDescription.sdp.match(/^a=candidate:.*$/gm)"))
                    .isNotEmpty()
                    .allSatisfy(candidate -> assertThat(candidate.asText()).contains(".local "));
        }
    }

    @Test
    void firefoxDecodesVp8AndOpus() {
        try (var firefox = Firefox.start();
                var page = firefox.open(stack.url())) {
            page.choose("livetv");
            assertDecodes(page, "opus", "vp8");
        }
    }

    @Test
    void chromiumDecodesH264AndPcma() {
        try (var page = chromium.open(stack.url())) {
            page.choose("desk-phones");
            assertDecodes(page, "h264", "pcma");
        }
    }

    @Test
    void aFilmBeginsAtItsBeginningAndSaysWhenItIsOver() {
        try (var page = chromium.open(stack.url("short-film"))) {
            page.awaitState("playing");
            assertThat(page.filmPicture().frame()).isLessThan(2 * DemoFilm.FRAMES_PER_SECOND);

            page.awaitState("over");

            assertThat(page.headline()).isEqualTo("The film is over");
            assertThat(page.text("#again")).isEqualTo("Watch again");
            page.click("#again");
            page.awaitState("playing");
        }
    }

    @Test
    void aChannelWithoutPictureIsHeard() {
        try (var page = chromium.open(stack.url("radio"))) {
            page.awaitState("playing");
            await("sound").atMost(ANSWER).until(() -> page.soundEnergy() > 0);
            assertThat(page.isShown("#sound-only")).isTrue();
        }
    }

    @Test
    void aLateJoinerSeesTheFirstPictureAtOnceAndIsWhereTheOthersAre() {
        try (var early = chromium.open(stack.url("rare-keyframes"))) {
            early.awaitState("playing");
            var waits = IntStream.range(0, 3)
                    .mapToObj(i -> {
                        try (var late = chromium.open(stack.url("rare-keyframes"))) {
                            late.awaitState("playing");
                            // what was before is shown first, and faster
                            await("the late one")
                                    .atMost(ANSWER)
                                    .until(() -> haveSameTime(late.filmPicture(), early.filmPicture()));
                            return late.toFirstPicture();
                        }
                    })
                    .sorted()
                    .toList();
            System.out.println("late joiners in Chromium: first picture after " + waits);

            // a keyframe comes every ten seconds: who had to wait for one would wait for five, in the median
            assertThat(waits.get(1)).isLessThan(Duration.ofMillis(2500));
        }
    }

    @Test
    void fiveBrowsersCostOneEncodeOfEachMedium() {
        var pages = IntStream.range(0, 5)
                .mapToObj(i -> chromium.open(stack.url("five")))
                .toList();
        try {
            pages.forEach(page -> page.awaitState("playing"));
            pages.forEach(page -> assertThat(page.framesDecoded()).isPositive());

            var vlc = stack.server().vlc("five");
            assertThat(vlc.sinks()).isEqualTo(5);
            assertThat(vlc.hubs()).hasSize(1);
            var branches = vlc.stats(vlc.hubs().get(0)).getOrDefault("branches", "");
            assertThat(branches.split(",")).containsExactlyInAnyOrder("vp8", "opus");
        } finally {
            pages.forEach(ViewerPage::close);
        }
        await("nobody watches any more")
                .atMost(ANSWER)
                .until(() -> stack.server().vlc("five").sinks() == 0);
    }

    @Test
    void aSoftphoneAndABrowserWatchTheSameChannel() {
        try (var phone = Baresip.start(PhoneCodecs.VP8_OPUS);
                var page = chromium.open(stack.url("shared"))) {
            phone.dial(stack.server().uri("shared"));
            phone.awaitEstablished(ANSWER);
            page.awaitState("playing");

            await("the same picture")
                    .atMost(ANSWER)
                    .until(() -> haveSameTime(FilmPicture.read(phone.awaitPicture(ANSWER)), page.filmPicture()));
            page.awaitTrue("document.querySelector('[data-channel=shared] .viewers').textContent === '2 watching'");
        }
    }

    private static void assertDecodes(ViewerPage page, String... codecs) {
        page.awaitState("playing");
        int frames = page.framesDecoded();
        double energy = page.soundEnergy();
        int first = page.filmPicture().frame();

        await("a second of picture and sound")
                .atMost(ANSWER)
                .until(() -> page.framesDecoded() > frames + DemoFilm.FRAMES_PER_SECOND && page.soundEnergy() > energy);
        assertThat(page.codecs()).isEqualTo(List.of(codecs));
        assertThat(page.filmPicture().frame()).isBetween(first + 1, first + 4 * DemoFilm.FRAMES_PER_SECOND);
        assertThat(page.timesAsked()).isZero();
    }

    private static boolean haveSameTime(FilmPicture one, FilmPicture other) {
        return Math.abs(one.frame() - other.frame()) < NEARLY_THE_SAME_FRAMES;
    }
}
