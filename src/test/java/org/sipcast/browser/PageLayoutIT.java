package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has to be in the window is in it, whatever its size. */
class PageLayoutIT {
    @RegisterExtension
    static final ScriptedPage scripted = new ScriptedPage();

    @ParameterizedTest
    @CsvSource({"1280, 657", "1920, 1080", "390, 844"})
    void whoWritesSeesTheFieldsWithAFilmsControlsToo(int width, int height) {
        try (var page = scripted.watch("peer.reportsFilm = false;")) {
            page.resize(width, height);
            page.evaluate("(() => { for (let i = 0; i < 60; i += 1) peer.line('Ada', `Line ${i}`); })()");
            page.awaitTrue("document.querySelectorAll('#chat-log .line').length === 60");
            page.evaluate("scrollTo(0, 0)");
            assertThat(isInTheWindow(page, "#chat-line")).isTrue();
            assertThat(isInTheWindow(page, "#chat-name")).isTrue();

            page.evaluate("peer.report()");
            page.awaitTrue("document.querySelector('#transport').checkVisibility()");
            page.evaluate("scrollTo(0, 0)");

            assertThat(isInTheWindow(page, "#chat-line")).isTrue();
            assertThat(isInTheWindow(page, "#chat-name")).isTrue();
            assertThat(isInTheWindow(page, "#chat-log .line:last-child")).isTrue();
        }
    }

    private static boolean isInTheWindow(ViewerPage page, String selector) {
        return page.evaluate(
                        "(() => { const box = document.querySelector('%s').getBoundingClientRect();".formatted(selector)
                                + " return box.top >= 0 && box.bottom <= innerHeight && box.width > 0; })()")
                .asBoolean();
    }
}
