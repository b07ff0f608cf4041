package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Viewers of the shipped routes who write to each other. */
abstract class ChatRoutes extends ShippedRoutes {
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

    void join(String id, String name) throws Exception {
        join(id, inviting(id, "livetv", name, "sip:" + id + "@example.org"));
    }

    void join(String id, Exchange invite) throws Exception {
        sip.deliver("invite", invite);
        sip.deliver("ack", exchange("ACK", id));
    }

    Exchange inviting(String id, String channel, String name, String from) {
        Exchange exchange = exchange("INVITE", id);
        exchange.getMessage().setHeader("CamelSipUser", channel);
        exchange.getMessage().setHeader("CamelSipFrom", from);
        exchange.getMessage().setHeader("CamelSipFromDisplayName", name);
        exchange.getMessage().setBody(OFFER);
        return exchange;
    }

    Exchange write(String id, String text) {
        return message(id, "sip:" + id + "@example.org", "text/plain", text);
    }

    Exchange message(@Nullable String id, String from, String type, String body) {
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

    static int status(Exchange answered) {
        assertThat(answered.getException()).isNull();
        return answered.getMessage().getHeader("CamelSipStatus", 200, Integer.class);
    }

    List<String> linesTo(String id) {
        return messages.stream()
                .filter(message -> message.call().equals(id) && !message.body().startsWith("* "))
                .map(SentMessage::body)
                .toList();
    }

    List<String> noticesTo(String id) {
        return messages.stream()
                .filter(message -> message.call().equals(id) && message.body().startsWith("* "))
                .map(SentMessage::body)
                .toList();
    }
}
