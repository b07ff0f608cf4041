package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Buttons, keys and the bar that steer a film, and what they show of it. */
class FilmControlsIT {
    private static final String ARROW_LEFT = "\uE012";
    private static final String ARROW_RIGHT = "\uE014";
    private static final String HOME = "\uE011";
    private static final String WANTED =
            "JSON.stringify(peer.requests.filter(({ method }) => method === 'INFO').map(({ body }) => body))";
    /** Without a packet for so long a call that plays is lost. */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    @RegisterExtension
    static final ScriptedPage scripted = new ScriptedPage();

    @Test
    void theBarGoesOnByItselfBetweenReports() {
        try (var page = scripted.watch()) {
            page.awaitTrue("document.querySelector('#transport').checkVisibility()");
            assertThat(page.text("#length")).isEqualTo("10:00");
            page.awaitTrue("document.querySelector('#position').textContent === '0:03'");
            assertThat(page.evaluate("document.querySelector('#seek').getAttribute('aria-valuetext')")
                            .asText())
                    .matches("[34] s of 10 min 0 s");
        }
    }

    @Test
    void theButtonsSayWhatIsWantedAndAPausedFilmStands() {
        try (var page = scripted.watch()) {
            page.click("#forward");
            page.click("#back");
            page.awaitTrue("peer.position() > 20000");
            page.click("#pause");

            page.awaitTrue("document.querySelector('#paused').textContent.includes('Paused')"
                    + " && !document.querySelector('#paused').hidden");
            var request = page.evaluate("peer.requests.find(({ method }) => method === 'INFO').headers")
                    .asText();
            assertThat(request).contains("Info-Package: film\r\n", "Content-Type: text/plain;charset=utf-8\r\n");
            assertThat(page.evaluate("document.querySelector('#pause').ariaLabel")
                            .asText())
                    .isEqualTo("Resume");
            var position = page.text("#position");
            assertThat(position).isIn("0:20", "0:21", "0:22", "0:23", "0:24", "0:25");

            page.click("#resume");
            page.awaitTrue("document.querySelector('#paused').hidden");
            page.awaitTrue("document.querySelector('#position').textContent !== '%s'".formatted(position));
            page.click("#restart");
            page.awaitTrue("peer.position() < 5000");
            assertThat(page.evaluate(WANTED).asText())
                    .isEqualTo("[\"seek +30\",\"seek -10\",\"pause\",\"resume\",\"restart\"]");
        }
    }

    @Test
    void keysDoTheSame() {
        try (var page = scripted.watch()) {
            page.awaitTrue("document.querySelector('#transport').checkVisibility()");
            page.evaluate("document.activeElement.blur()");
            page.type(ARROW_RIGHT + ARROW_LEFT + HOME + "k");
            page.awaitTrue("!document.querySelector('#paused').hidden");
            page.type(" ");
            page.awaitTrue("document.querySelector('#paused').hidden");

            assertThat(page.evaluate(WANTED).asText())
                    .isEqualTo("[\"seek +30\",\"seek -10\",\"restart\",\"pause\",\"resume\"]");
        }
    }

    @Test
    void spacePressesTheButtonThatHasTheFocusAndNothingElse() {
        try (var page = scripted.watch()) {
            page.awaitTrue("document.querySelector('#transport').checkVisibility()");
            page.evaluate("document.querySelector('#mute').focus()");
            page.type(" ");
            page.awaitTrue("document.querySelector('video').muted");

            assertThat(page.evaluate(WANTED).asText()).isEqualTo("[]");
        }
    }

    @Test
    void theBarMovesTheFilmAndStaysWhereItWasPut() {
        try (var page = scripted.watch()) {
            page.awaitTrue("document.querySelector('#transport').checkVisibility()");
            page.click("#seek");
            page.awaitTrue("peer.position() > 290000");
            assertThat(page.text("#position")).matches("4:5\\d|5:0\\d");

            page.type(ARROW_RIGHT);
            page.awaitTrue("JSON.parse(%s).length === 2".formatted(WANTED));
            assertThat(page.evaluate(WANTED).asText()).matches("\\[\"seek (4:5\\d|5:0\\d)\",\"seek (4:5\\d|5:0\\d)\"]");
        }
    }

    @Test
    void aPauseIsNoLossHoweverLongNothingComes() {
        try (var page = scripted.watch("peer.pauseEnds = new Date(Date.now() + 600000).toISOString()")) {
            page.awaitTrue("document.querySelector('#pause').checkVisibility()");
            page.click("#pause");
            page.awaitTrue("!document.querySelector('#paused').hidden");
            assertThat(page.text("#paused-ends")).matches("· the call ends in (10:00|9:5\\d) unless you resume");

            await("a long pause")
                    .pollDelay(SILENCE.plusSeconds(4))
                    .atMost(SILENCE.plusSeconds(6))
                    .until(() -> page.state().equals("playing"));
            page.click("#resume");

            page.awaitTrue("document.querySelector('#paused').hidden");
            assertThat(page.evaluate("peer.requests.filter(({ method }) => method === 'INVITE').length")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void whatCannotBeDoneIsSaidInTheServersWords() {
        try (var page = scripted.watch()) {
            page.awaitTrue("document.querySelector('#pause').checkVisibility()");
            page.evaluate(
                    "peer.refuse.INFO = { status: 403, headers:"
                            + " ['Warning: 399 peer \"the phone has the call on hold, and has to take it off hold itself\"'] }");
            page.click("#pause");

            page.awaitTrue("document.querySelector('#film-note').textContent ==="
                    + " 'The phone has the call on hold, and has to take it off hold itself'");
            assertThat(page.state()).isEqualTo("playing");
        }
    }

    @Test
    void aLiveChannelCanOnlyBePaused() {
        try (var page = scripted.watch("peer.live = true")) {
            page.awaitTrue("document.querySelector('#pause').checkVisibility()");

            assertThat(page.isShown("#transport")).isFalse();
            assertThat(page.isShown("#back")).isFalse();
            assertThat(page.isShown("#forward")).isFalse();
            assertThat(page.isShown("#restart")).isFalse();
            page.evaluate("document.activeElement.blur()");
            page.type(ARROW_RIGHT + HOME + "k");
            page.awaitTrue("!document.querySelector('#paused').hidden");
            assertThat(page.evaluate(WANTED).asText()).isEqualTo("[\"pause\"]");
        }
    }

    @Test
    void whatTheServerReportsIsJudged() {
        try (var page = scripted.watch("peer.reportsFilm = false")) {
            for (String report : new String[] {"no JSON", "null", "{}", "{\"state\":\"<b>\"}", "[1]"}) {
                page.evaluate("peer.send('INFO', ['Info-Package: film', 'Content-Type: application/json'], '%s')"
                        .formatted(report));
            }
            page.evaluate("peer.send('INFO', ['Info-Package: another', 'Content-Type: application/json'],"
                    + " '{\"state\":\"paused\",\"live\":true}')");
            page.awaitTrue("peer.call.answers.filter(({ start }) => start.startsWith('SIP/2.0 200')).length === 6");
            assertThat(page.isShown("#pause")).isFalse();

            page.evaluate(
                    "peer.send('INFO', ['Info-Package: film', 'Content-Type: application/json'],"
                            + " '{\"state\":\"playing\",\"position\":-5,\"length\":\"x\",\"live\":false,\"pauseEnds\":\"never\"}')");
            page.awaitTrue("document.querySelector('#pause').checkVisibility()");
            assertThat(page.isShown("#transport")).isFalse();
        }
    }

    @Test
    void aCallThatTheServerHasForgottenIsMadeAgain() {
        try (var page = scripted.watch()) {
            page.awaitTrue("document.querySelector('#pause').checkVisibility()");
            page.evaluate("(() => { window.first = peer.call; peer.refuse.INFO = { status: 481 }; })()");
            page.click("#pause");

            page.awaitTrue("peer.call !== window.first");
            page.awaitState("playing");
        }
    }

    @Test
    void aPauseThatWasTooLongIsNotFollowedByANewCall() {
        try (var page = scripted.watch()) {
            page.evaluate("peer.send('BYE', ['Reason: SIP;text=\"it was paused for too long\"'])");

            page.awaitState("over");
            assertThat(page.headline()).isEqualTo("The pause was too long");
            assertThat(page.text("#again")).isEqualTo("Watch again");
        }
    }
}
