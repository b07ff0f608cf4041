package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The chat beside the picture, whatever others write and the server answers. */
class ChatPanelIT {
    private static final String ENTER = "\uE007";
    private static final String ESCAPE = "\uE00C";
    private static final String ARROW_LEFT = "\uE012";

    /** What comes now was not said before. */
    private static final String ENTERED = "peer.position() > 3000";

    @RegisterExtension
    static final ScriptedPage scripted = new ScriptedPage();

    @Test
    void theCallSaysThatItTakesLinesAndReportsAndByWhichName() {
        try (var page = scripted.watch()) {
            var invite = page.evaluate("peer.requests.find(({ method }) => method === 'INVITE').headers")
                    .asText();

            assertThat(invite)
                    .contains("Accept: application/sdp, text/plain, message/cpim\r\n")
                    .contains("Recv-Info: film\r\n")
                    .containsPattern("From: \"Guest [1-9][0-9]{3}\" <sip:anonymous@anonymous.invalid>;tag=");
        }
    }

    @Test
    void aLineHasItsWritersNameAndTheTimeWhenItWasSaid() {
        try (var page = scripted.watch()) {
            page.evaluate("peer.line('Ada', 'Good evening', '2026-03-01T20:15:00Z')");
            page.awaitTrue("document.querySelectorAll('#chat-log .line').length === 1");

            assertThat(page.text("#chat-log .line .name")).isEqualTo("Ada");
            assertThat(page.text("#chat-log .line .text")).isEqualTo("Good evening");
            assertThat(page.evaluate("document.querySelector('#chat-log time').dateTime")
                            .asText())
                    .isEqualTo("2026-03-01T20:15:00.000Z");
            assertThat(page.text("#chat-log time"))
                    .isEqualTo(page.evaluate("new Date('2026-03-01T20:15:00Z').toLocaleString([],"
                                    + " { timeStyle: 'short', dateStyle: 'short' })")
                            .asText());
        }
    }

    @Test
    void ownLinesAndNoticesLookDifferentFromThoseOfOthers() {
        try (var page = scripted.watch()) {
            page.evaluate("peer.line(null, 'Ada is here')");
            page.evaluate("peer.line('Ada', 'Hello')");
            page.awaitTrue("document.querySelectorAll('#chat-log .line').length === 2");
            say(page, "Hello Ada");
            page.awaitTrue("document.querySelector('.line[data-kind=own]')?.dataset.state === 'sent'");

            assertThat(kinds(page)).containsExactly("notice", "line", "own");
            assertThat(page.text(".line[data-kind=notice] .text")).isEqualTo("Ada is here");
            var sent = page.evaluate("peer.requests.find(({ method }) => method === 'MESSAGE')");
            assertThat(sent.path("body").asText()).isEqualTo("Hello Ada");
            assertThat(sent.path("headers").asText()).contains("Content-Type: text/plain;charset=utf-8\r\n");
            assertThat(page.evaluate("document.querySelector('#chat-line').value")
                            .asText())
                    .isEmpty();
        }
    }

    @Test
    void nothingThatAViewerTypedRunsOrCanBeClicked() {
        var hostile = List.of(
                "<img src=x onerror=\"window.hacked = 1\">",
                "<script>window.hacked = 1</script>",
                "</p></div><iframe srcdoc=\"<script>parent.hacked=1</script>\"></iframe>",
                "<svg/onload=window.hacked=1>",
                "javascript:window.hacked=1 https://example.org/ <a href=javascript:hacked=1>x</a>",
                "{{constructor.constructor('window.hacked=1')()}} ${window.hacked=1} &lt;b&gt;");
        try (var page = scripted.watch()) {
            for (String text : hostile) {
                page.evaluate("peer.line(%1$s, %1$s)".formatted(quoted(text)));
                page.evaluate("peer.line(null, %s)".formatted(quoted(text)));
            }
            page.awaitTrue("document.querySelectorAll('#chat-log .line').length === " + 2 * hostile.size());

            assertThat(texts(page))
                    .containsExactlyElementsOf(hostile.stream()
                            .flatMap(text -> List.of(text, text).stream())
                            .toList());
            assertThat(
                            page.evaluate(
                                    "[...new Set([...document.querySelectorAll('#chat-log *')].map(({ localName }) => localName))]"))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrder("div", "p", "bdi", "time");
            assertThat(page.evaluate("window.hacked")).isEqualTo(page.evaluate("null"));
        }
    }

    @Test
    void emojiAndTextFromRightToLeftStayIntact() {
        var family =
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDF5\uD83C\uDDF9 \uD83D\uDC4B\uD83C\uDFFD";
        var arabic = "\u0645\u0631\u062D\u0628\u0627 (Sipcast) 12:30!";
        try (var page = scripted.watch()) {
            page.evaluate("peer.line('Ada', %s)".formatted(quoted(family)));
            page.evaluate("peer.line('\u0644\u064A\u0644\u0649', %s)".formatted(quoted(arabic)));
            say(page, family);
            page.awaitTrue("document.querySelectorAll('#chat-log .line').length === 3");

            assertThat(texts(page)).containsExactly(family, arabic, family);
            assertThat(
                            page.evaluate(
                                    "[...document.querySelectorAll('#chat-log .text')].map((text) => getComputedStyle(text).direction)"))
                    .extracting(JsonNode::asText)
                    .containsExactly("ltr", "rtl", "ltr");
            assertThat(page.evaluate("peer.requests.find(({ method }) => method === 'MESSAGE').body")
                            .asText())
                    .isEqualTo(family);
        }
    }

    @Test
    void linesThatWereNotSeenAreCountedInTheTitleToo() {
        try (var page = scripted.watch()) {
            page.evaluate("peer.line('Ada', 'Said before')");
            page.click("#chat-close");
            page.awaitTrue(ENTERED);
            page.evaluate("peer.line('Ada', 'One')");
            page.evaluate("peer.line('Ada', 'Two')");
            page.evaluate("peer.line(null, 'Bob is here')");

            page.awaitTrue("document.querySelector('#chat-unread').textContent === '2'");
            assertThat(page.evaluate("document.title").asText()).isEqualTo("(2) A film – Sipcast");
            assertThat(page.evaluate("document.querySelector('#chat-toggle').ariaLabel")
                            .asText())
                    .isEqualTo("Chat, 2 new lines");

            page.click("#chat-toggle");

            page.awaitTrue("document.querySelector('#chat-unread').hidden");
            assertThat(page.evaluate("document.title").asText()).isEqualTo("A film – Sipcast");
        }
    }

    @Test
    void whoReadsFurtherUpStaysThereAndIsToldOfNewLines() {
        try (var page = scripted.watch()) {
            page.evaluate("(() => { for (let i = 0; i < 60; i += 1) peer.line('Ada', `Line ${i}`); })()");
            page.awaitTrue("document.querySelectorAll('#chat-log .line').length === 60");
            assertThat(page.isShown("#chat-new")).isFalse();
            page.awaitTrue(ENTERED);
            page.evaluate("document.querySelector('#chat-log').scrollTop = 0");
            page.awaitTrue("document.querySelector('#chat-new').checkVisibility()");

            page.evaluate("peer.line('Ada', 'A new one')");

            page.awaitTrue("document.querySelector('#chat-new').textContent === '1 new line'");
            assertThat(page.evaluate("document.querySelector('#chat-log').scrollTop")
                            .asInt())
                    .isZero();
            page.click("#chat-new");
            page.awaitTrue("!document.title.startsWith('(')");
        }
    }

    @Test
    void aLineThatIsRefusedIsBackInTheFieldWithTheServersWords() {
        try (var page = scripted.watch()) {
            page.evaluate("peer.refuse.MESSAGE = { status: 486, reason: 'Too Fast', headers: ['Retry-After: 5',"
                    + " 'Warning: 399 peer \"You are writing too fast: this line was not sent\"'] }");
            say(page, "Hello?");

            page.awaitTrue("document.querySelector('#chat-note').textContent !== ''");
            assertThat(page.text("#chat-note")).isEqualTo("You are writing too fast: this line was not sent");
            assertThat(page.evaluate("document.querySelector('#chat-line').value")
                            .asText())
                    .isEqualTo("Hello?");
            assertThat(kinds(page)).isEmpty();
            assertThat(page.state()).isEqualTo("playing");

            page.evaluate("delete peer.refuse.MESSAGE");
            page.type(ENTER);
            page.awaitTrue("document.querySelector('.line[data-kind=own]')?.dataset.state === 'sent'");
            assertThat(page.text("#chat-note")).isEmpty();
        }
    }

    @Test
    void aLineWaitsForItsAnswerAndTheNextOneForThat() {
        try (var page = scripted.watch()) {
            page.evaluate("peer.refuse.MESSAGE = { status: 0 }");
            say(page, "One");
            page.type("Two" + ENTER);
            page.awaitTrue("document.querySelectorAll('.line[data-state=pending]').length === 2");
            assertThat(page.evaluate("peer.requests.filter(({ method }) => method === 'MESSAGE').length")
                            .asInt())
                    .isEqualTo(1);

            page.evaluate("peer.sockets.at(-1).lose()");

            page.awaitTrue("document.querySelector('#chat-note').textContent.startsWith('There is no connection')");
            page.awaitTrue("document.querySelectorAll('.line[data-kind=own]').length === 0");
            assertThat(page.evaluate("document.querySelector('#chat-line').value")
                            .asText())
                    .isEqualTo("One Two");
        }
    }

    @Test
    void whoTypesDoesNotSteer() {
        try (var page = scripted.watch()) {
            page.click("#chat-line");
            page.type("mute k s x f " + ARROW_LEFT + "c");

            assertThat(page.evaluate("document.querySelector('#chat-line').value")
                            .asText())
                    .isEqualTo("mute k s x fc ");
            assertThat(page.state()).isEqualTo("playing");
            assertThat(page.evaluate("document.querySelector('video').muted").asBoolean())
                    .isFalse();
            assertThat(page.isShown("#statistics")).isFalse();
            assertThat(page.evaluate("peer.requests.filter(({ method }) => method === 'INFO').length")
                            .asInt())
                    .isZero();

            page.type(ESCAPE + "c");
            page.awaitTrue("document.querySelector('#chat').hidden");
        }
    }

    @Test
    void aLineThatBeginsWithASlashIsNoLineOfTheRoom() {
        try (var page = scripted.watch()) {
            say(page, "/pause");
            page.awaitTrue("peer.requests.some(({ method, body }) => method === 'MESSAGE' && body === '/pause')");
            say(page, "said");
            page.awaitTrue("document.querySelector('.line[data-kind=own]')?.dataset.state === 'sent'");

            assertThat(texts(page)).containsExactly("said");
        }
    }

    @Test
    void aNameIsKeptAndHasNothingInItThatCouldDeceive() {
        try (var page = scripted.watch()) {
            page.evaluate("document.querySelector('#chat-name').value = ''");
            page.click("#chat-name");
            page.evaluate(
                    "document.execCommand('insertText', false, '  Eve\\u202e \\u0007\\u2066\"Mallory\\\\\\\" <x>  ' + 'y'.repeat(40))");
            page.type(ENTER);
            page.click("#chat-line");
            page.awaitTrue("localStorage.getItem('name')?.startsWith('Eve')");

            var name = "Eve \"Mallory\\\" <x> " + "y".repeat(32 - 19);
            assertThat(page.evaluate("localStorage.getItem('name')").asText()).isEqualTo(name);
            assertThat(page.text("#chat-name-note")).isEqualTo("from your next call on");

            page.evaluate("peer.requests.length = 0");
            page.choose("livetv");
            page.awaitTrue("peer.requests.some(({ method }) => method === 'INVITE')");
            assertThat(page.evaluate("peer.requests.find(({ method }) => method === 'INVITE').headers")
                            .asText())
                    .contains("From: \"" + name.replace("\\", "\\\\").replace("\"", "\\\"")
                            + "\" <sip:anonymous@anonymous.invalid>;tag=");
        }
    }

    @Test
    void onlyTheLastFiveHundredLinesAreKept() {
        try (var page = scripted.watch()) {
            page.evaluate("(() => { for (let i = 0; i < 510; i += 1) peer.line('Ada', `Line ${i}`); })()");
            page.awaitTrue("document.querySelector('#chat-log .line:last-child .text')?.textContent === 'Line 509'");

            assertThat(page.evaluate("document.querySelectorAll('#chat-log .line').length")
                            .asInt())
                    .isEqualTo(500);
            assertThat(page.text("#chat-log .line .text")).isEqualTo("Line 10");
        }
    }

    @Test
    void whatTheRoomTellsAgainAfterANewCallIsThereOnce() {
        try (var page = scripted.watch()) {
            page.evaluate("peer.line('Ada', 'Before', '2026-03-01T20:15:00Z')");
            say(page, "Mine");
            page.awaitTrue("document.querySelector('.line[data-kind=own]')?.dataset.state === 'sent'");

            page.evaluate(
                    "(() => { window.first = peer.call; peer.send('BYE', ['Reason: SIP;text=\"the server is being stopped\"']); })()");
            page.awaitTrue("peer.call !== window.first");
            page.awaitState("playing");
            page.evaluate("peer.line('Ada', 'Before', '2026-03-01T20:15:00Z')");
            page.evaluate("peer.line(document.querySelector('#chat-name').value, 'Mine', '2026-03-01T20:15:01Z')");
            page.evaluate("peer.line('Ada', 'After', '2026-03-01T20:15:02Z')");
            page.awaitTrue("document.querySelector('#chat-log .line:last-child .text').textContent === 'After'");

            assertThat(texts(page)).containsExactly("Before", "Mine", "After");

            page.choose("livetv");
            page.awaitTrue("document.querySelectorAll('#chat-log .line').length === 0");
        }
    }

    @Test
    void messagesOfNoCallAndOfOtherTypesAreRefused() {
        try (var page = scripted.watch()) {
            page.evaluate("peer.send('MESSAGE', ['Content-Type: text/html'], '<b>no</b>')");
            page.awaitTrue("peer.call.answers.some(({ start }) => start.startsWith('SIP/2.0 415'))");
            page.evaluate("peer.stranger()");
            page.awaitTrue("peer.call.answers.some(({ start }) => start.startsWith('SIP/2.0 481'))");
            page.evaluate("peer.send('MESSAGE', ['Content-Type: message/cpim'], 'no CPIM at all')");
            page.evaluate("peer.send('MESSAGE', ['Content-Type: text/plain;charset=utf-8'], 'Ada: plain')");
            page.awaitTrue("document.querySelectorAll('#chat-log .line').length === 1");

            assertThat(texts(page)).containsExactly("Ada: plain");
        }
    }

    @Test
    void aServerWithoutChatHasNoPanel() {
        try (var page =
                scripted.watch("peer.allow = 'INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE'; peer.reportsFilm = false;")) {
            assertThat(page.isShown("#chat")).isFalse();
            assertThat(page.isShown("#chat-toggle")).isFalse();
            assertThat(page.isShown("#pause")).isFalse();
            assertThat(page.isShown("#transport")).isFalse();
        }
    }

    @Test
    void everythingHasANameForThoseWhoDoNotSeeIt() {
        try (var page = scripted.watch()) {
            page.awaitTrue("document.querySelector('#transport').checkVisibility()");
            assertThat(page.evaluate("document.querySelector('#chat-log').getAttribute('role')")
                            .asText())
                    .isEqualTo("log");
            assertThat(
                            page.evaluate(
                                    "[...document.querySelectorAll('button, input, a, video')].filter((element) => element.checkVisibility()"
                                            + " && !element.ariaLabel && !element.textContent.trim()).map((element) => element.outerHTML)"))
                    .isEmpty();
        }
    }

    private static void say(ViewerPage page, String text) {
        page.click("#chat-line");
        page.evaluate("document.execCommand('insertText', false, %s)".formatted(quoted(text)));
        page.type(ENTER);
    }

    private static List<String> texts(ViewerPage page) {
        return strings(page, "[...document.querySelectorAll('#chat-log .text')].map(({ textContent }) => textContent)");
    }

    private static List<String> kinds(ViewerPage page) {
        return strings(page, "[...document.querySelectorAll('#chat-log .line')].map(({ dataset }) => dataset.kind)");
    }

    private static List<String> strings(ViewerPage page, String script) {
        return StreamSupport.stream(page.evaluate(script).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
