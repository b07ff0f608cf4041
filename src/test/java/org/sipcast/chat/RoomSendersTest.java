package org.sipcast.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who is in a room, and who may write there. */
class RoomSendersTest extends RoomTests {
    @Test
    void whoNeverCameHasNotGone() {
        rooms.expect(call("a", null), null, "Anna", null);

        assertThat(rooms.leave("a")).isEmpty();
        assertThat(rooms.enter("a")).isEmpty();
        assertThatThrownBy(() -> sender("a")).isInstanceOf(NotWatchingException.class);
    }

    /** A line is being handed out, which holds the room up, when a call begins to play and ends. */
    @Test
    void whoLeavesWhileHeEntersIsNotThere() throws Exception {
        join("a", "Anna");
        join("b", "Bob");
        for (int i = 0; i < 20; i++) {
            String late = "c" + i;
            CountDownLatch handingOut = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            whileSending = () -> {
                handingOut.countDown();
                goOn.await();
                return null;
            };
            rooms.expect(call(late, null), null, "Cleo", null);
            Line line = rooms.line(sender("a"), "hello");
            Thread delivering = start(() -> rooms.deliver(line));
            handingOut.await();
            Thread entering = start(() -> rooms.enter(late));
            await().until(() -> entering.getState() == Thread.State.BLOCKED);
            Thread leaving = start(() -> rooms.leave(late));
            await().until(() -> leaving.getState() == Thread.State.BLOCKED);

            whileSending = () -> null;
            goOn.countDown();
            for (Thread thread : List.of(delivering, entering, leaving)) {
                thread.join(10_000);
            }

            assertThat(rooms.viewers("livetv")).isEqualTo(2);
            assertThatThrownBy(() -> sender(late)).isInstanceOf(NotWatchingException.class);
            assertThat(rooms.enter(late)).isEmpty();
        }
    }

    @Test
    void aMessageOutsideCallsIsBySomeoneWhoWatches() {
        join("a", "Anna");
        rooms.expect(call("b", "sip:bob@platform.example"), "Bob", null, null);
        rooms.enter("b");

        assertThat(rooms.sender(null, "livetv", "<sip:x@y>", "sip:bob@platform.example")
                        .call())
                .isEqualTo("b");
        assertThat(rooms.sender(null, "livetv", "sip:a@EXAMPLE.org;user=phone", null)
                        .call())
                .isEqualTo("a");
        assertThatThrownBy(() -> rooms.sender(null, "livetv", "sip:b@example.org", null))
                .isInstanceOf(NotWatchingException.class);
        assertThatThrownBy(() -> rooms.sender(null, "livetv", "sip:a@example.org", "sip:a@example.org"))
                .isInstanceOf(NotWatchingException.class);
        assertThatThrownBy(() -> rooms.sender(null, "other", "sip:a@example.org", null))
                .isInstanceOf(NotWatchingException.class);
    }

    @Test
    void anonymousIsNobodyInParticular() {
        for (String from : List.of(
                "sip:anonymous@anonymous.invalid",
                "sip:x@anonymous.invalid",
                "sips:x@anonymous.invalid:5061;transport=tcp",
                "sip:Anonymous@h")) {
            rooms.expect(call(from, from, null), null, "Guest", null);
            rooms.enter(from);

            assertThatThrownBy(() -> rooms.sender(null, "livetv", from, null)).isInstanceOf(NotWatchingException.class);
            assertThat(sender(from).proven()).isTrue();
        }
    }

    @Test
    void onlyACallOrThePlatformProvesASender() {
        join("a", "Anna");
        rooms.expect(call("b", "sip:bob@platform.example"), "Bob", null, null);
        rooms.enter("b");

        assertThat(sender("a").proven()).isTrue();
        assertThat(rooms.sender(null, "livetv", "sip:b@h", "sip:bob@platform.example")
                        .proven())
                .isTrue();
        assertThat(rooms.sender(null, "livetv", "sip:a@example.org", null).proven())
                .isFalse();
    }
}
