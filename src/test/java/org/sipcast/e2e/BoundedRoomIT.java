package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.ChatPhone;
import org.sipcast.e2e.server.SipcastServer;

/** What a room holds is what is in it: neither what was refused nor who came and went is kept. */
class BoundedRoomIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /** Transactions are kept for half a minute (RFC 3261 section 17.2.2). */
    private static final Duration FORGOTTEN = Duration.ofSeconds(90);

    private static final int GUESTS = 30;
    private static final int BODIES = 20;
    private static final int OCTETS = 64 * 1024;
    private static final int TENTH = GUESTS * BODIES * OCTETS / 10;

    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.chat.history=0");

    @Test
    void aFloodOfLongBodiesAndOfCallsLeavesNothingBehind() {
        try (var ann = ChatPhone.udp(server.sipAddress(), "Ann", "ann").watch("livetv")) {
            await("Ann").atMost(LIMIT).until(() -> ann.say("hello").status() == 200);
            visit(ann, "First");
            long before = server.heap().octets();

            for (int i = 0; i < GUESTS; i++) {
                visit(ann, "Guest " + i);
            }

            await("what is left")
                    .atMost(FORGOTTEN)
                    .pollInterval(Duration.ofSeconds(5))
                    .untilAsserted(() -> {
                        var heap = server.heap();
                        assertThat(heap.instances("org.sipcast.chat.Seat")).isEqualTo(1);
                        // Ann as she would like to be called, and as her room calls her
                        assertThat(heap.instances("org.sipcast.chat.Member")).isEqualTo(2);
                        assertThat(heap.instances("org.sipcast.chat.Outbox")).isEqualTo(1);
                        assertThat(heap.octets() - before).isLessThan(TENTH);
                    });
            assertThat(ann.heard()).isEmpty();
            assertThat(ann.say("still here").status()).isEqualTo(200);
            ann.hangUp();
        }
        assertThat(server.log()).doesNotContain("Exception", "\tat ");
    }

    private static void visit(ChatPhone ann, String name) {
        try (var guest = ChatPhone.tcp(server.sipAddress(), name, "guest").watch("livetv")) {
            awaitNotice(ann, "* " + name + " is here");
            for (int i = 0; i < BODIES; i++) {
                var body = "x".repeat(OCTETS).getBytes(StandardCharsets.UTF_8);
                assertThat(guest.send("Content-Type: text/plain\r\n", body).status())
                        .isEqualTo(513);
            }
            guest.hangUp();
        }
        awaitNotice(ann, "* " + name + " has gone");
    }

    private static void awaitNotice(ChatPhone phone, String notice) {
        await(notice).atMost(LIMIT).until(() -> phone.notices().contains(notice));
    }
}
