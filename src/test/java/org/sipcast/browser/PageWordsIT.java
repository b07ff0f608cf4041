package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page tells people, and how it is used without a mouse. */
class PageWordsIT {
    private static final String TAB = "\uE004";
    private static final String ENTER = "\uE007";
    private static final String ARROW_DOWN = "\uE015";

    private static final String LATE_GUIDE =
            """
            () => {
              const go = new Promise((resolve) => { window.letTheGuideCome = () => resolve(); });
              const fetch = window.fetch;
              window.fetch = async (...parameters) => { await go; return fetch(...parameters); };
            }
            """;

    @RegisterExtension
    static final ViewerStack stack = ViewerStack.http();

    @SuppressWarnings("NullAway.Init")
    private static Browser chromium;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.startSilent();
    }

    @AfterAll
    static void stopChromium() {
        chromium.close();
    }

    @Test
    void theGuideListsEveryChannelWithItsKind() {
        try (var page = chromium.open(stack.url())) {
            page.awaitTrue("document.querySelectorAll('#channels li').length === 11");
            assertThat(page.text("[data-channel=livetv] .title")).isEqualTo("Live TV");
            assertThat(page.text("[data-channel=livetv] .kind")).isEqualTo("Live");
            assertThat(page.text("[data-channel=film] .kind")).isEqualTo("On demand");
            assertThat(page.headline()).isEqualTo("Choose a channel");
        }
    }

    @Test
    void aChannelThatIsFull() {
        try (var first = chromium.open(stack.url("one-seat"));
                var second = chromium.open(stack.url())) {
            first.awaitState("playing");
            second.choose("one-seat");

            second.awaitState("over");
            assertThat(second.headline()).isEqualTo("There is no room just now");

            first.click("#leave");
            first.awaitState("idle");
            second.click("#again");
            second.awaitState("playing");
        }
    }

    @Test
    void aChannelThatDoesNotExist() {
        try (var page = chromium.open(stack.url("nowhere"))) {
            page.awaitState("over");
            assertThat(page.headline()).isEqualTo("There is no such channel");
        }
    }

    @Test
    void aSourceThatIsAway() {
        try (var page = chromium.open(stack.url("away"))) {
            page.awaitState("waiting");
            assertThat(page.headline()).isEqualTo("The channel can’t be reached just now");
            assertThat(page.text("#detail")).startsWith("A camera that is off: ");
            assertThat(page.text("#countdown")).matches("Trying again in \\d+ s …");
            assertThat(page.text("#again")).isEqualTo("Try now");
        }
    }

    @Test
    void aChannelThatIsNotRegistered() {
        try (var page = chromium.open(stack.url())) {
            page.awaitTrue("document.querySelectorAll('#channels li').length > 0");
            // which loses all registrations
            stack.platform().restart();
            try {
                page.choose("livetv");
                page.awaitTrue(
                        "document.querySelector('#headline').textContent === 'The channel can’t be reached just now'");
                assertThat(page.state()).isEqualTo("waiting");
            } finally {
                stack.server().stop();
                stack.startServer();
            }
            page.awaitState("playing");
        }
    }

    @Test
    void whoGoesBackBeforeTheGuideIsThereWaitsForIt() {
        var script = chromium.send("script.addPreloadScript", Map.of("functionDeclaration", LATE_GUIDE))
                .path("script")
                .asText();
        try (var page = chromium.open(stack.url("livetv"))) {
            page.evaluate("window.dispatchEvent(new PopStateEvent('popstate'))");
            assertThat(page.state()).isEqualTo("idle");
            assertThat(page.headline()).isEqualTo("Looking up the channels …");

            page.evaluate("window.letTheGuideCome()");
            page.awaitState("playing");
        } finally {
            chromium.send("script.removePreloadScript", Map.of("script", script));
        }
    }

    @Test
    void theFiguresAreThoseOfTheCallThatPlays() {
        try (var page = chromium.open(stack.url("livetv"))) {
            page.awaitState("playing");
            page.click("#figures");
            page.awaitTrue("document.querySelector('[data-figure=video-codec]')?.textContent === 'VP8'");

            page.choose("radio");
            page.awaitState("playing");
            page.awaitTrue("document.querySelector('[data-figure=video-codec]') === null");
            page.awaitTrue("document.querySelector('[data-figure=audio-codec]')?.textContent === 'opus'");

            page.click("#leave");
            page.awaitTrue("document.querySelector('#statistics').childElementCount === 0");
        }
    }

    @Test
    void aBrowserThatHasNoneOfTheChannelsCodecs() {
        try (var firefox = Firefox.start();
                var page = firefox.open(stack.url("picture-for-desk-phones"))) {
            page.awaitState("over");
            assertThat(page.headline()).isEqualTo("Your browser can’t play this channel");

            page.choose("desk-phones");
            page.awaitState("playing");
            assertThat(page.isShown("#sound-only")).isTrue();
        }
    }

    @Test
    void aServerThatIsAway() {
        try (var page = chromium.open(stack.url())) {
            page.awaitTrue("document.querySelector('#server').textContent === 'Connected'");
            stack.server().stop();
            try {
                page.choose("livetv");
                page.awaitTrue("document.querySelector('#headline').textContent === 'The server is away'");
            } finally {
                stack.startServer();
            }
            page.awaitState("playing");
        }
    }

    @Test
    void aLinkPlaysWithoutSoundUntilSomebodySwitchesItOn() {
        try (var page = chromium.open(stack.url("livetv"))) {
            page.awaitState("playing");
            assertThat(page.evaluate("document.querySelector('video').muted").asBoolean())
                    .isTrue();

            page.click("#unmute");

            page.awaitTrue("!document.querySelector('video').muted");
            assertThat(page.isShown("#unmute")).isFalse();
        }
    }

    @Test
    void theKeyboardDoesEverything() {
        try (var page = chromium.open(stack.url())) {
            page.awaitTrue("document.querySelectorAll('#channels li').length > 0");
            // the title first, then the guide
            page.type(TAB + TAB);
            assertThat(page.evaluate("document.activeElement.dataset.channel").asText())
                    .isEqualTo("livetv");
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                            .asText())
                    .isEqualTo("solid");
            page.type(ENTER);
            page.awaitState("playing");

            page.type("m");
            page.awaitTrue("document.querySelector('video').muted");
            page.type("m" + ARROW_DOWN);
            page.awaitTrue("!document.querySelector('video').muted && document.querySelector('video').volume < 1");
            page.type("s");
            page.awaitTrue("document.querySelector('[data-figure=video-codec]')?.textContent === 'VP8'");
            page.awaitTrue("/kbit/.test(document.querySelector('[data-figure=video-rate]')?.textContent)");
            page.type("x");
            page.awaitState("idle");
        }
    }

    @Test
    void everythingHasANameForThoseWhoDoNotSeeIt() {
        try (var page = chromium.open(stack.url("livetv"))) {
            page.awaitState("playing");
            assertThat(
                            page.evaluate(
                                    "[...document.querySelectorAll('button, input, a, video')].filter((element) => element.checkVisibility()"
                                            + " && !element.ariaLabel && !element.textContent.trim()).map((element) => element.outerHTML)"))
                    .isEmpty();
        }
    }
}
