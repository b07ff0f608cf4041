package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipcast.billing.feed.Broker;
import org.sipcast.chat.Line;
import org.sipcast.chat.LineJson;

/** Rooms on a Kafka topic, with a real broker. */
class KafkaRoomsTest extends ShippedRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private @Nullable Broker broker;

    @Override
    protected void also(Properties settings) throws IOException {
        Broker starting = new Broker(run.resolve("kafka"));
        broker = starting;
        try {
            starting.start();
            starting.createTopic("sipcast.chat", 2);
        } catch (Exception e) {
            throw new IOException(e);
        }
        settings.setProperty("sipcast.chat.kafka.brokers", starting.address());
        settings.setProperty("sipcast.chat.lines", "100");
    }

    @AfterEach
    void end() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void linesOfAllServersComeOnceAndABrokerThatIsAwayIsToldToTheSender() throws Exception {
        watch("livetv");
        invite("call-2", "livetv", OFFER);
        sip.deliver("ack", exchange("ACK", "call-2"));
        // the consumer begins at the end of the topic, as soon as it has found that
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> status(write("are you there?")) == 200
                        && messages.stream().anyMatch(message -> message.body().endsWith("there?")));
        messages.clear();

        assertThat(status(write("one"))).isEqualTo(200);
        Line elsewhere = new Line("x", "livetv", Line.Kind.LINE, "beef01", "Cleo", Instant.now(), "two");
        template.sendBody("direct:share-line", LineJson.write(elsewhere));
        template.sendBody("direct:share-line", LineJson.write(elsewhere));
        template.sendBody("kafka:sipcast.chat?brokers={{sipcast.chat.kafka.brokers}}", "no line at all");
        assertThat(status(write("three"))).isEqualTo(200);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(messages)
                .filteredOn(message -> message.call().equals("call-2"))
                .extracting(SentMessage::body)
                .filteredOn(text -> !text.startsWith("* ") && !text.endsWith("there?"))
                .containsExactly("Viewer: one", "Cleo: two", "Viewer: three"));

        if (broker != null) {
            broker.stop();
        }
        Exchange lost = write("four");
        assertThat(status(lost)).isEqualTo(500);
        assertThat(lost.getMessage().getHeader("CamelSipWarning", String.class)).contains("may not get this line");
        assertThat(status(invite("call-3", "livetv", OFFER))).isEqualTo(200);

        // who goes meanwhile has gone for all servers, as soon as these can hear it
        sip.deliver("bye", exchange("BYE", "call-2"));
        if (broker != null) {
            broker.start();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(messages)
                .extracting(SentMessage::call, SentMessage::body)
                .contains(tuple("call-1", "* Viewer (2) has gone")));
    }

    private Exchange write(String text) throws Exception {
        Exchange exchange = exchange("MESSAGE", "call-1");
        exchange.getMessage().setHeader("CamelSipEvent", "MESSAGE");
        exchange.getMessage().setHeader("CamelSipUser", "livetv");
        exchange.getMessage().setHeader("CamelSipContentType", "text/plain");
        exchange.getMessage().setBody(text);
        sip.deliver("message", exchange);
        return exchange;
    }

    private static int status(Exchange answered) {
        assertThat(answered.getException()).isNull();
        return answered.getMessage().getHeader("CamelSipStatus", 200, Integer.class);
    }
}
