package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines on their way through the shipped routes. */
class ChatRoutesTest extends ShippedRoutes {
    @Override
    protected void also(Properties settings) throws IOException {
        settings.setProperty("sipcast.chat.lines", "3");
        settings.setProperty("sipcast.chat.period", "60000");
        settings.setProperty("sipcast.chat.notices", "2");
        settings.setProperty("sipcast.chat.history", "2");
        settings.setProperty(
                "sipcast.chat.muted",
                Files.writeString(run.resolve("muted"), "troll@example.org\n").toString());
        settings.setProperty(
                "sipcast.chat.words",
                Files.writeString(run.resolve("words"), "# none\nbadword\n").toString());
    }

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
    void whoDoesNotWatchGets403() throws Exception {
        join("a", "Anna");

        Exchange stranger = message(null, "sip:stranger@example.org", "text/plain", "hello");

        assertThat(status(stranger)).isEqualTo(403);
        assertThat(stranger.getMessage().getHeader("CamelSipWarning", String.class))
                .contains("watch");
    }

    @Test
    void aMessageOutsideCallsIsOfTheCallOfItsSender() throws Exception {
        join("a", "Anna");
        join("b", "Bob");

        assertThat(status(message(null, "sip:a@example.org;transport=tcp", "text/plain", "hello")))
                .isEqualTo(200);

        await().untilAsserted(() -> assertThat(linesTo("b")).containsExactly("Anna: hello"));
        assertThat(linesTo("a")).isEmpty();
    }

    @Test
    void othersCannotSpeakForWhomThePlatformVouches() throws Exception {
        Exchange invite = inviting("a", "livetv", "Anna", "sip:a@example.org");
        invite.getMessage().setHeader("CamelSipIdentity", "sip:anna@example.org");
        join("a", invite);

        assertThat(status(message(null, "sip:a@example.org", "text/plain", "hello")))
                .isEqualTo(403);
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
    void whoIsTooFastIsToldSoAndOthersAreNot() throws Exception {
        join("a", "Anna");
        join("b", "Bob");
        IntStream.range(0, 3)
                .forEach(i -> assertThat(status(write("a", "flood " + i))).isEqualTo(200));

        Exchange refused = write("a", "flood 3");

        assertThat(status(refused)).isEqualTo(486);
        assertThat(refused.getMessage().getHeader("CamelSipRetryAfter", Integer.class))
                .isEqualTo(5);
        assertThat(refused.getMessage().getHeader("CamelSipWarning", String.class))
                .contains("too fast");
        assertThat(status(write("b", "what?"))).isEqualTo(200);
        assertThat(calls().find("a")).isNotNull();
    }

    @Test
    void whoIsMutedIsToldSoAndWordsAreHidden() throws Exception {
        join("t", inviting("t", "livetv", "Troll", "sip:troll@example.org"));
        join("b", "Bob");
        join("c", "Cleo");

        assertThat(status(message("t", "sip:troll@example.org", "text/plain", "hello")))
                .isEqualTo(403);
        write("b", "a BadWord indeed");

        await().untilAsserted(() -> assertThat(linesTo("c")).containsExactly("Bob: a *** indeed"));
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

    private void join(String id, String name) throws Exception {
        join(id, inviting(id, "livetv", name, "sip:" + id + "@example.org"));
    }

    private void join(String id, Exchange invite) throws Exception {
        sip.deliver("invite", invite);
        sip.deliver("ack", exchange("ACK", id));
    }

    private Exchange inviting(String id, String channel, String name, String from) {
        Exchange exchange = exchange("INVITE", id);
        exchange.getMessage().setHeader("CamelSipUser", channel);
        exchange.getMessage().setHeader("CamelSipFrom", from);
        exchange.getMessage().setHeader("CamelSipFromDisplayName", name);
        exchange.getMessage().setBody(OFFER);
        return exchange;
    }

    private Exchange write(String id, String text) {
        return message(id, "sip:" + id + "@example.org", "text/plain", text);
    }

    private Exchange message(@Nullable String id, String from, String type, String body) {
        Exchange exchange = exchange("MESSAGE", id == null ? "outside" : id);
        exchange.getMessage().setHeader("CamelSipDialogId", id);
        exchange.getMessage().setHeader("CamelSipEvent", "MESSAGE");
        exchange.getMessage().setHeader("CamelSipUser", "livetv");
        exchange.getMessage().setHeader("CamelSipFrom", from);
        exchange.getMessage().setHeader("CamelSipContentType", type);
        exchange.getMessage().setBody(body);
        try {
            sip.deliver("message", exchange);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return exchange;
    }

    private static int status(Exchange answered) {
        assertThat(answered.getException()).isNull();
        return answered.getMessage().getHeader("CamelSipStatus", 200, Integer.class);
    }

    private List<String> linesTo(String id) {
        return messages.stream()
                .filter(message -> message.call().equals(id) && !message.body().startsWith("* "))
                .map(SentMessage::body)
                .toList();
    }

    private List<String> noticesTo(String id) {
        return messages.stream()
                .filter(message -> message.call().equals(id) && message.body().startsWith("* "))
                .map(SentMessage::body)
                .toList();
    }
}
