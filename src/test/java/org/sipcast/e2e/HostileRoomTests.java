package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sipcast.e2e.phone.ChatPhone;
import org.sipcast.e2e.server.SipcastServer;

/** Ann and Bob watch and talk, and so does Mallory: whatever she sends, they are told only what is a line, and are disturbed by nothing. */
abstract class HostileRoomTests {
    static final Duration LIMIT = Duration.ofSeconds(15);
    static final Duration SOON = Duration.ofSeconds(2);
    static final String TEXT = "Content-Type: text/plain\r\n";

    private final List<ChatPhone> phones = new ArrayList<>();
    private int polite;

    ChatPhone mallory;
    ChatPhone ann;
    ChatPhone bob;

    /** One whose rooms give nobody what was said before. */
    abstract SipcastServer server();

    /** Takes a phone from those that are to be hung up. */
    void forget(ChatPhone phone) {
        phones.remove(phone);
    }

    @BeforeEach
    void enter() {
        ann = kept(ChatPhone.udp(server().sipAddress(), "Ann", "ann")).watch("livetv");
        // there is nothing to read in it, which only those are told who watch
        await("Ann").atMost(LIMIT).until(() -> ann.say("").status() == 400);
        bob = entered(ChatPhone.tcp(server().sipAddress(), "Bob", "bob"));
        mallory = entered(ChatPhone.udp(server().sipAddress(), "Mallory", "mallory"));
    }

    /** Watches, and is in the room when this returns: Ann has heard of it. */
    ChatPhone entered(ChatPhone phone) {
        long before = ann.notices().size();
        kept(phone).watch("livetv");
        await("the notice").atMost(LIMIT).until(() -> ann.notices().size() > before);
        return phone;
    }

    @AfterEach
    void theOthersWereNotDisturbedAndNothingFailed() {
        phones.remove(ann);
        phones.forEach(ChatPhone::hangUp);
        await("their ends")
                .atMost(LIMIT)
                .until(() -> ann.notices().stream()
                                .filter(notice -> notice.endsWith(" has gone"))
                                .count()
                        >= phones.size());
        ann.hangUp();
        // its record is written before the room is left, and the next test has an Ann as well
        await("the last one's end")
                .atMost(LIMIT)
                .until(() -> ann.sayOutside("livetv", "is nobody here?").status() == 403);
        phones.add(ann);
        phones.forEach(ChatPhone::close);
        assertThat(server().log()).doesNotContain("Exception", "\tat ", "Error");
        assertThat(server().greeting()).doesNotContain("Exception", "\tat ");
    }

    /** Says something between the others, which they hear at once. */
    void assertHeardNothing() {
        polite++;
        var line = "polite " + polite;
        assertThat(ann.say(line).status()).isEqualTo(200);
        await("the polite line").atMost(SOON).until(() -> !bob.heard().isEmpty());
        assertThat(bob.heard()).containsExactly("Ann: " + line);
        assertThat(ann.heard()).isEmpty();
    }

    void assertHeard(String line) {
        await(line).atMost(LIMIT).untilAsserted(() -> assertThat(List.of(ann.heard(), bob.heard()))
                .containsOnly(List.of(line)));
    }

    static void assertIsHarmless(String line) {
        assertThat(line.codePoints()).noneMatch(HostileRoomTests::isHarmful);
    }

    private static boolean isHarmful(int character) {
        return Character.getType(character) == Character.CONTROL
                || (character >= 0x2028 && character <= 0x202e)
                || character == 0xfffd;
    }

    private ChatPhone kept(ChatPhone phone) {
        phones.add(phone);
        return phone;
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
