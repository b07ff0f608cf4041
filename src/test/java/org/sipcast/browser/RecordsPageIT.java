package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.records.RecordsServer;
import org.sipcast.records.TestEvents;

/** The records, as a person reads them in a browser. */
class RecordsPageIT {
    private static final Path PICTURES = Path.of("target/records-page");
    private static final String EVIL =
            "\"<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>\" <sip:eve@example.org>";

    /** What the download would be, caught where the page hands it to the browser. */
    private static final String CATCH_DOWNLOAD =
            "URL.createObjectURL = (blob) => { blob.text().then((text) => { window.csv = text; }); return 'blob:none'; }";

    /** The server gets another name for the browser's zone, one that nobody knows. */
    private static final String FORGET_ZONE =
            "void ((real) => { window.fetch = (url, options) => real(url.replace('Kiritimati', 'Nowhere'), options); })(window.fetch)";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Browser chromium;

    @SuppressWarnings("NullAway.Init")
    private RecordsServer server;

    @BeforeAll
    static void startChromium() throws IOException {
        chromium = Chromium.startSilent();
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stopChromium() {
        chromium.close();
    }

    @BeforeEach
    void startServer() {
        server = RecordsServer.sqlite(folder, Clock.systemUTC());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void asksForTheTokenOnceAndKeepsItOutOfAddresses() throws Exception {
        call("a", "livetv", "sip:alice@example.org", 60_000);
        try (var page = chromium.open(server.url("/records"))) {
            assertThat(page.evaluate("location.pathname").asText()).isEqualTo("/records/");
            page.awaitTrue("document.activeElement.id === 'token'");
            keep(page, "login");
            page.type("certainly-not-the-token\uE007");
            page.awaitTrue("document.querySelector('#login-error').textContent.startsWith('That is not the token')");
            keep(page, "login-wrong");

            logIn(page);
            page.awaitTrue("document.querySelectorAll('#calls tbody tr').length === 1");
            assertThat(page.evaluate(
                                    "location.href + JSON.stringify(performance.getEntries().map((entry) => entry.name))")
                            .asText())
                    .doesNotContain(RecordsServer.TOKEN);
            assertThat(page.evaluate("document.cookie + JSON.stringify(localStorage)")
                            .asText())
                    .isEqualTo("{}");

            page.evaluate("location.reload()");
            page.awaitTrue("document.querySelectorAll('#calls tbody tr').length === 1");

            page.click("#leave");
            page.awaitTrue("document.querySelector('#login').checkVisibility()");
            assertThat(page.evaluate("sessionStorage.length").asInt()).isZero();
        }
    }

    @Test
    void showsCallsFiguresAndChartAndNewCallsByThemselves() throws Exception {
        for (int call = 0; call < 130; call++) {
            call(
                    "call-" + call,
                    call % 3 == 0 ? "radio" : "livetv",
                    "sip:viewer-" + call + "@example.org",
                    90_000 + call);
        }
        try (var page = open()) {
            page.awaitTrue("document.querySelectorAll('#calls tbody tr').length === 100");
            assertThat(page.text("#totals")).contains("Ended130", "Running0");
            assertThat(page.evaluate(
                                    "[...document.querySelectorAll('#channels tbody th')].map((cell) => cell.textContent)")
                            .toString())
                    .isEqualTo("[\"livetv\",\"radio\"]");
            assertThat(page.text("#chart svg title")).startsWith("Viewers at once over the day: at most 130");
            assertThat(page.evaluate("document.querySelector('#chart .area').getAttribute('d').length")
                            .asInt())
                    .isGreaterThan(20);
            press(page, "#older");
            page.awaitTrue("document.querySelectorAll('#calls tbody tr').length === 30");
            press(page, "#newer");
            page.awaitTrue("document.querySelectorAll('#calls tbody tr').length === 100");

            page.awaitTrue("document.querySelector('#status').textContent === 'Live'");
            server.append(TestEvents.started("new", "livetv", "sip:new@example.org", Instant.now()));
            page.awaitTrue("document.querySelector('#calls tbody tr').dataset.call === 'new'");
            page.awaitTrue("document.querySelector('#totals').textContent.includes('Running1')");
            keep(page, "light");
            page.darken();
            keep(page, "dark");
            page.resize(390, 800);
            keep(page, "narrow-dark");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                            .asBoolean())
                    .as("nothing sticks out")
                    .isTrue();
        }
    }

    @Test
    void whatACallerWritesIsTextAndNothingElse() throws Exception {
        call("evil", "livetv", EVIL, 1_000);
        call("formula", "livetv", "=HYPERLINK(\"http://evil.example\",\"click\")", 1_000);
        call("long", "livetv", "sip:" + "w".repeat(3_000) + "@example.org", 1_000);
        call("backwards", "livetv", "\u202e\u202egro.elpmaxe@eve:pis", 1_000);
        try (var page = open()) {
            page.awaitTrue("document.querySelectorAll('#calls tbody tr').length === 4");
            assertThat(page.text("[data-call=evil] .caller")).isEqualTo(EVIL);
            assertThat(page.text("[data-call=backwards] .caller")).startsWith("⟨U+202E⟩⟨U+202E⟩gro.elpmaxe");
            assertThat(page.text("[data-call=long] .caller"))
                    .hasSizeLessThan(200)
                    .endsWith("…");
            assertThat(page.evaluate("document.querySelectorAll('main img, main script').length + (window.hacked ?? 0)")
                            .asInt())
                    .isZero();
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                            .asBoolean())
                    .isTrue();
            keep(page, "hostile");

            page.evaluate(CATCH_DOWNLOAD);
            press(page, "#csv");
            page.awaitTrue("window.csv !== undefined");
            assertThat(page.evaluate("window.csv").asText())
                    .startsWith("call,channel,caller,began")
                    .contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"click\"\")\"");
        }
    }

    @Test
    void aDayWithoutCallsSaysWhatToDo() throws Exception {
        try (var page = open()) {
            page.awaitTrue("document.querySelector('#empty').textContent.startsWith('Nobody has called yet today')");
            keep(page, "empty");
            page.click("#earlier");
            page.awaitTrue("document.querySelector('#empty').textContent.startsWith('Nobody called on this day')");

            call("a", "livetv", "sip:alice@example.org", 1_000);
            page.click("#today");
            page.awaitTrue("document.querySelectorAll('#calls tbody tr').length === 1");
        }
    }

    @Test
    void whatGoesWrongIsSaidAndGoesAwayByItself() throws Exception {
        call("a", "livetv", "sip:alice@example.org", 1_000);
        try (var page = open()) {
            page.awaitTrue("document.querySelectorAll('#calls tbody tr').length === 1");
            server.hideRecords();
            page.click("#earlier");
            page.awaitTrue("document.querySelector('#problem-words').textContent.startsWith('The journal can')");
            keep(page, "problem");
            server.showRecords();
            page.awaitTrue("document.querySelector('#day').checkVisibility()");
        }
    }

    @Test
    void aZoneThatTheServerDoesNotKnowMakesTimesUtc() throws Exception {
        call("a", "livetv", "sip:alice@example.org", 1_000);
        try (var page = chromium.open(server.url("/records/"))) {
            page.moveTo("Pacific/Kiritimati");
            page.evaluate("location.reload()");
            page.awaitTrue("document.activeElement?.id === 'token'");
            page.evaluate(FORGET_ZONE);
            logIn(page);
            page.awaitTrue("document.querySelectorAll('#calls tbody tr').length === 1");

            assertThat(page.text("#zone"))
                    .startsWith(
                            "Times are in UTC (this browser's zone, Pacific/Kiritimati, is not known to the server)");
            assertThat(page.evaluate("document.querySelector('#date').value").asText())
                    .isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
            page.resize(390, 800);
            keep(page, "narrow-utc");
        }
    }

    private ViewerPage open() {
        var page = chromium.open(server.url("/records/"));
        logIn(page);
        return page;
    }

    private static void logIn(ViewerPage page) {
        page.awaitTrue("document.activeElement.id === 'token'");
        page.type(RecordsServer.TOKEN + "\uE007");
    }

    /** Where it stands in the page, perhaps below what is seen. */
    private static void press(ViewerPage page, String selector) {
        page.evaluate("document.querySelector('%s').scrollIntoView({ block: 'center' })".formatted(selector));
        page.click(selector);
    }

    private void call(String call, String channel, String caller, long billed) {
        var began = Instant.now().minus(Duration.ofMinutes(2));
        server.append(TestEvents.started(call, channel, caller, began));
        server.append(TestEvents.stopped(call, channel, caller, began, Instant.now(), billed));
    }

    /** For people to look at. */
    private static void keep(ViewerPage page, String name) throws IOException {
        page.evaluate("scrollTo(0, 0)");
        Files.write(PICTURES.resolve(name + ".png"), page.picture());
    }
}
