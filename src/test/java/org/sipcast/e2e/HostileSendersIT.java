package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.ChatPhone;
import org.sipcast.e2e.phone.SipText;
import org.sipcast.e2e.server.SipcastServer;

/** Who writes where he must not, or more than others can read, or answers nothing. */
class HostileSendersIT extends HostileRoomTests {
    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.chat.history=0");

    @Override
    SipcastServer server() {
        return server;
    }

    @Test
    void whoDoesNotWatchMayNotWrite() {
        try (var stranger = ChatPhone.udp(server.sipAddress(), "Ann", "stranger")) {
            var answer = stranger.sayOutside("livetv", "hello");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Warning")).contains("Only those who watch");
            assertThat(stranger.sayOutside("nowhere", "hello").status()).isIn(403, 404);
        }
        // one who has hung up is a stranger again
        var gone = entered(ChatPhone.udp(server.sipAddress(), "Gone", "gone"));
        assertThat(gone.sayOutside("livetv", "here").status()).isEqualTo(200);
        gone.hangUp();
        forget(gone);
        await("him to be gone").atMost(LIMIT).until(() -> ann.notices().contains("* Gone has gone"));
        assertThat(gone.sayOutside("livetv", "not here").status()).isEqualTo(403);
        gone.close();
        assertHeard("Gone: here");
    }

    @Test
    void anotherCallsDialogIsNotHis() {
        assertThat(mallory.sayAs(ann, "hello").status()).isIn(403, 481);
        assertHeardNothing();
    }

    /** What was accepted is said, what was not is not, and the others talk as if nothing was. */
    @Test
    void whoFloodsIsHeardNowAndThenAndDisturbsNobody() {
        long began = System.nanoTime();
        var flood = IntStream.range(0, 300)
                .mapToObj(i -> "flood " + i)
                .collect(Collectors.toMap(
                        line -> mallory.shout(TEXT, octets(line)), line -> line, (one, other) -> one, TreeMap::new));
        var polite = IntStream.range(0, 5).mapToObj(i -> "polite " + i).toList();
        for (var line : polite) {
            assertThat(ann.say(line).status()).isEqualTo(200);
            await(line).atMost(SOON).until(() -> bob.heard().contains("Ann: " + line));
        }

        await("answers").atMost(LIMIT).until(() -> mallory.answerTo(flood.lastKey())
                .isPresent());
        var accepted = flood.entrySet().stream()
                .filter(sent -> status(sent.getKey()) == 200)
                .map(sent -> "Mallory: " + sent.getValue())
                .toList();
        long periods = 1 + Duration.ofNanos(System.nanoTime() - began).toSeconds() / 10;
        assertThat(accepted).hasSizeBetween(1, Math.toIntExact(10 * periods));
        assertThat(flood.keySet().stream().map(this::status).distinct()).isSubsetOf(200, 486, 500, 0);
        await("what was accepted").atMost(LIMIT).until(() -> bob.heard().size() == accepted.size() + polite.size());
        assertThat(bob.heard().stream().filter(line -> line.startsWith("Mallory: ")))
                .containsExactlyElementsOf(accepted);
        assertThat(bob.heard().stream().filter(line -> line.startsWith("Ann: ")))
                .containsExactlyElementsOf(
                        polite.stream().map(line -> "Ann: " + line).toList());
    }

    /** The last answer to a request of the flood, 0 if it was lost on its way. */
    private int status(int number) {
        return mallory.answerTo(number).map(SipText::status).orElse(0);
    }

    @Test
    void whoAnswersNothingDelaysNobody() {
        entered(ChatPhone.udp(server.sipAddress(), "Deaf", "deaf")).silent();

        for (int i = 0; i < 5; i++) {
            var line = "line " + i;
            assertThat(ann.say(line).status()).isEqualTo(200);
            await(line).atMost(SOON).until(() -> bob.heard().contains("Ann: " + line));
        }
        assertThat(bob.heard()).hasSize(5);
    }
}
