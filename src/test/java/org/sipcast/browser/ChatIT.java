package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.Linphone;
import org.sipcast.e2e.phone.SippViewer;
import org.sipcast.platform.Kamailio;

/**
 * People who watch one channel by Chromium, baresip, Linphone and sipp talk with each other through the platform. Baresip and Linphone
 * write outside of their calls, the other two within them; all hear within them.
 */
class ChatIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** In which a line would have come that should not. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final String ENTER = "\uE007";

    @RegisterExtension
    static final ViewerStack stack = ViewerStack.http("--sipcast.chat.history=0");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Viewer> room = new ArrayList<>();

    /** Somebody in the room, and what was shown to him: {@code Name: line}. */
    private record Viewer(String name, Consumer<String> mouth, Supplier<List<String>> ear) {
        List<String> heard() {
            return ear.get().stream().filter(line -> !line.startsWith("* ")).toList();
        }
    }

    @BeforeEach
    void enter() {
        room.add(page("Zoë"));
        room.add(baresip("Bär Ésip"));
        room.add(linphone("Lin Phone"));
        room.add(sipp("Sip Person"));
    }

    @AfterEach
    void leave() throws Exception {
        for (var each : open) {
            each.close();
        }
        // sipp goes without a word, and who has its name before it is missed gets a number
        await("an empty room")
                .atMost(LIMIT.multipliedBy(3))
                .until(() -> stack.server().hostUse().sinks() == 0);
    }

    @Test
    void eachLineReachesEachOfTheOthersOnceAndInOrder() {
        var said = new ArrayList<String>();
        for (var text : List.of("first", "<b>second</b> & \"third\"", "🎈 שלום, how are you? ¿Qué tal?")) {
            for (var speaker : room) {
                speaker.mouth().accept(text);
                // sipp says what the first one asks for
                if (speaker.name().startsWith("Sip")) {
                    said.add(room.get(0).name() + ": sipp, say " + text);
                }
                said.add(speaker.name() + ": " + text);
                room.forEach(listener -> awaitAll(listener, said));
            }
        }

        await("nothing more").during(SILENCE).atMost(LIMIT).until(() -> room.stream()
                .allMatch(listener -> listener.heard().equals(others(listener, said))));
        assertThat(shown("own"))
                .isEqualTo(said.stream().filter(line -> line.startsWith("Zoë")).toList());
        assertThat(stack.server().log()).doesNotContain("Exception");
    }

    @Test
    void whoTalkAtTheSameTimeAreHeardInOneOrderByAll() {
        var speakers = room.subList(0, 3);
        for (int i = 1; i <= 3; i++) {
            var text = "line " + i;
            speakers.forEach(speaker -> speaker.mouth().accept(text));
        }

        var silent = room.get(3);
        await("nine lines").atMost(LIMIT).until(() -> silent.heard().size() == 9);
        for (var listener : room) {
            awaitAll(listener, silent.heard());
        }
        assertThat(silent.heard()).doesNotHaveDuplicates();
    }

    private void awaitAll(Viewer listener, List<String> said) {
        var wanted = others(listener, said);
        await(listener.name() + " to hear " + wanted).atMost(LIMIT).untilAsserted(() -> assertThat(listener.heard())
                .isEqualTo(wanted));
    }

    private static List<String> others(Viewer listener, List<String> said) {
        return said.stream()
                .filter(line -> !line.startsWith(listener.name() + ":"))
                .toList();
    }

    private Viewer page(String name) {
        var chromium = toBeClosed(Chromium.start());
        chromiumPage = toBeClosed(chromium.open(stack.url()));
        chromiumPage.evaluate("localStorage.setItem('name', '" + name + "')");
        chromiumPage.open(stack.url("livetv"));
        chromiumPage.awaitState("playing");
        return new Viewer(name, this::type, () -> shown("line"));
    }

    @SuppressWarnings("NullAway.Init")
    private ViewerPage chromiumPage;

    private void type(String text) {
        chromiumPage.click("#chat-line");
        chromiumPage.type(text + ENTER);
    }

    private List<String> shown(String kind) {
        var rows = chromiumPage.evaluate(
                """
                [...document.querySelectorAll('#chat-log [data-kind=%s]')]
                  .map((row) => `${row.querySelector('.name').textContent}: ${row.querySelector('.text').textContent}`)
                """
                        .formatted(kind));
        var lines = new ArrayList<String>();
        rows.forEach(row -> lines.add(row.asText()));
        return lines;
    }

    private Viewer baresip(String name) {
        var phone = toBeClosed(Baresip.startTalking(
                name,
                uri("viewer1"),
                "viewer1",
                password("viewer1"),
                stack.platform().registrar(),
                uri("livetv")));
        phone.dial(uri("livetv"));
        phone.awaitEstablished(LIMIT);
        return new Viewer(name, phone::say, phone::heard);
    }

    private Viewer linphone(String name) {
        var phone = toBeClosed(Linphone.start(
                stack.platform().certificate(),
                name,
                uri("viewer2"),
                "viewer2",
                password("viewer2"),
                stack.platform().registrar()));
        phone.call(uri("livetv"));
        return new Viewer(name, line -> phone.say(uri("livetv"), line), phone::heard);
    }

    private Viewer sipp(String name) {
        var phone = toBeClosed(SippViewer.watch(
                stack.platform().address(), "livetv", Kamailio.DOMAIN, "viewer3", password("viewer3"), name));
        return new Viewer(name, line -> type("sipp, say " + line), phone::heard);
    }

    private String uri(String user) {
        return stack.platform().uri(user);
    }

    private String password(String user) {
        return stack.platform().password(user);
    }

    private <T extends AutoCloseable> T toBeClosed(T opened) {
        open.add(0, opened);
        return opened;
    }
}
