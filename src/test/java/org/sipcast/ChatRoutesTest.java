package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Lines on their way through the shipped routes. */
class ChatRoutesTest extends ChatRoutes {
    @Test
    void aLineReachesAllOthersOnceAndInOrder() throws Exception {
        join("a", "Anna");
        join("b", "Bob");
        join("c", "Cleo");

        assertThat(status(write("a", "Grüß Gott 👋"))).isEqualTo(200);
        assertThat(status(write("b", "שלום"))).isEqualTo(200);

        await().untilAsserted(() -> {
            assertThat(linesTo("a")).containsExactly("Bob: שלום");
            assertThat(linesTo("b")).containsExactly("Anna: Grüß Gott 👋");
            assertThat(linesTo("c")).containsExactly("Anna: Grüß Gott 👋", "Bob: שלום");
        });
    }

    @Test
    void whoTakesCpimGetsIt() throws Exception {
        join("a", "Anna");
        Exchange invite = inviting("b", "livetv", "Bob", "sip:bob@example.org");
        invite.getMessage().setHeader("CamelSipAccept", "application/sdp, message/cpim");
        join("b", invite);

        write("a", "hello");

        // the news of who is there may still be on its way when the next one comes
        await().untilAsserted(() -> assertThat(linesTo("b"))
                .filteredOn(message -> message.contains("hello"))
                .singleElement()
                .asString()
                .startsWith("From: \"Anna\" <sip:livetv@127.0.0.1:5080;gr=")
                .contains("To: <sip:livetv@127.0.0.1:5080>\r\nDateTime: 20")
                .endsWith("\r\n\r\nContent-Type: text/plain;charset=utf-8\r\n\r\nhello"));
    }

    @Test
    void whatIsNoTextIsRefusedOrPassedOver() throws Exception {
        join("a", "Anna");
        join("b", "Bob");

        Exchange picture = message("a", "sip:a@example.org", "image/jpeg", "\u0001");
        assertThat(status(picture)).isEqualTo(415);
        assertThat(picture.getMessage().getHeader("CamelSipAcceptedTypes", String.class))
                .contains("text/plain", "message/cpim");
        assertThat(status(message("a", "sip:a@example.org", "application/im-iscomposing+xml", "<isComposing/>")))
                .isEqualTo(200);
        assertThat(status(message(
                        "a",
                        "sip:a@example.org",
                        "message/CPIM",
                        "From: <sip:x@y>\r\n\r\nContent-Type: message/imdn+xml\r\n\r\n<imdn/>")))
                .isEqualTo(200);
        assertThat(status(write("a", " \r\n\t"))).isEqualTo(400);
        assertThat(status(write("a", "x".repeat(1001)))).isEqualTo(513);
        assertThat(linesTo("b")).isEmpty();
        assertThat(calls().find("a")).isNotNull();
    }

    @Test
    void aLineInCpimIsUnwrapped() throws Exception {
        join("a", "Anna");
        join("b", "Bob");

        message(
                "a",
                "sip:a@example.org",
                "message/cpim",
                "From: \"The Queen\" <sip:queen@example.org>\r\n\r\nContent-Type: text/plain\r\n\r\nhello");

        await().untilAsserted(() -> assertThat(linesTo("b")).containsExactly("Anna: hello"));
    }

    @Test
    void theRoomHearsWhoComesAndGoesWhileItIsSmall() throws Exception {
        join("a", "Anna");
        join("b", "Anna");
        await().untilAsserted(() -> assertThat(noticesTo("a")).hasSize(1));
        join("c", "Cleo");
        sip.deliver("bye", exchange("BYE", "c"));

        await().untilAsserted(
                        () -> assertThat(noticesTo("a")).containsExactly("* Anna (2) is here", "* Cleo has gone"));
        assertThat(noticesTo("c")).isEmpty();
    }

    @Test
    void whoJoinsGetsTheLastLines() throws Exception {
        join("a", "Anna");
        join("b", "Bob");
        List.of("one", "two", "three").forEach(text -> write("a", text));
        await().untilAsserted(() -> assertThat(linesTo("b")).hasSize(3));

        join("c", "Cleo");

        await().untilAsserted(() -> assertThat(linesTo("c")).containsExactly("Anna: two", "Anna: three"));
    }
}
