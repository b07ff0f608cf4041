package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guests who watch the same channel in their browsers write to each other. */
class ChatPageIT {
    private static final String ENTER = "\uE007";
    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    private static final String PEACE = "\u0633\u0644\u0627\u0645";

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
    void linesReachTheOthersOnceAndInOrder() {
        try (var ada = enter(chromium, "Ada", "livetv");
                var bob = enter(chromium, "Bob \"%s\" <b>".formatted(PEACE), "livetv")) {
            ada.awaitTrue("document.querySelector('.line[data-kind=notice] .text')?.textContent.startsWith('Bob')");
            for (int i = 0; i < 5; i++) {
                say(ada, "Line " + i + " <i>" + FAMILY + " " + PEACE);
            }
            bob.awaitTrue("document.querySelectorAll('.line[data-kind=line]').length === 5");
            say(bob, "I have read them all");
            ada.awaitTrue("document.querySelectorAll('.line[data-kind=line]').length === 1");

            assertThat(texts(bob, "line"))
                    .containsExactly(
                            "Line 0 <i>" + FAMILY + " " + PEACE,
                            "Line 1 <i>" + FAMILY + " " + PEACE,
                            "Line 2 <i>" + FAMILY + " " + PEACE,
                            "Line 3 <i>" + FAMILY + " " + PEACE,
                            "Line 4 <i>" + FAMILY + " " + PEACE);
            assertThat(bob.text(".line[data-kind=line] .name")).isEqualTo("Ada");
            // what would end a name elsewhere is left out by the room
            assertThat(ada.text(".line[data-kind=line] .name")).isEqualTo("Bob " + PEACE + " b");
            assertThat(texts(ada, "own")).hasSize(5);
            assertThat(ada.evaluate("document.querySelectorAll('.line[data-kind=own]:not([data-state=sent])').length")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void whoWritesTooFastHearsItAndKeepsHisLine() {
        try (var ada = enter(chromium, "Ada", "shared")) {
            for (int i = 0; i < 30 && ada.text("#chat-note").isEmpty(); i++) {
                say(ada, "Line " + i);
            }
            ada.awaitTrue("document.querySelector('#chat-note').textContent.includes('too fast')");

            assertThat(ada.evaluate("document.querySelector('#chat-line').value")
                            .asText())
                    .startsWith("Line ");
            assertThat(ada.state()).isEqualTo("playing");
        }
    }

    @Test
    void aLineThatIsTooLongIsGivenBack() {
        try (var ada = enter(chromium, "Ada", "five")) {
            say(ada, PEACE.repeat(240));
            ada.awaitTrue("document.querySelector('#chat-note').textContent.includes('too long')");

            assertThat(ada.evaluate("document.querySelector('#chat-line').value.length")
                            .asInt())
                    .isEqualTo(4 * 240);
        }
    }

    @Test
    void aFirefoxAndAChromiumTalk() {
        try (var firefox = Firefox.start();
                var ada = enter(chromium, "Ada", "rare-keyframes");
                var eve = enter(firefox, "Eve", "rare-keyframes")) {
            say(eve, "Hello from the other one");
            ada.awaitTrue("document.querySelectorAll('.line[data-kind=line]').length === 1");
            say(ada, "Hello");
            eve.awaitTrue("document.querySelectorAll('.line[data-kind=line]').length === 1");

            assertThat(ada.text(".line[data-kind=line] .name")).isEqualTo("Eve");
            assertThat(texts(eve, "line")).containsExactly("Hello");
        }
    }

    private static ViewerPage enter(Browser browser, String name, String channel) {
        var page = browser.open(stack.url() + "icon.svg");
        page.evaluate("localStorage.setItem('name', %s)".formatted(quoted(name)));
        page.open(stack.url(channel));
        page.awaitState("playing");
        page.awaitTrue("document.querySelector('#chat').checkVisibility()");
        return page;
    }

    private static void say(ViewerPage page, String text) {
        page.click("#chat-line");
        page.evaluate("document.execCommand('insertText', false, %s)".formatted(quoted(text)));
        page.type(ENTER);
    }

    private static List<String> texts(ViewerPage page, String kind) {
        var lines = page.evaluate(
                "[...document.querySelectorAll('.line[data-kind=%s] .text')].map(({ textContent }) => textContent)"
                        .formatted(kind));
        return StreamSupport.stream(lines.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
