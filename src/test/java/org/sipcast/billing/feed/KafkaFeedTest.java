package org.sipcast.billing.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.sipcast.FeedApplication;
import org.sipcast.billing.journal.JournalRecord;
import org.sipcast.billing.journal.TestJournal;

class KafkaFeedTest extends FeedTest {

    @Test
    void aRecordThatTheBrokersRefuseHoldsUpWhatFollowsAndRepeatsNothingForEver() throws Exception {
        Broker broker = closedAtTheEnd(new Broker(folder.resolve("kafka")));
        broker.start();
        broker.createTopic("sipcast.records", 1);
        TestJournal journal = sqlite().calls(5).started("x".repeat(400_000));
        journal.started("a").stopped("a", 1).started("b").stopped("b", 1);
        FeedApplication application = start(
                journal,
                Map.of(
                        "sipcast.feeds.kafka.brokers", broker.address(),
                        "sipcast.feeds.kafka.timeout", "3000",
                        "sipcast.feeds.longest-pause", "5000"));
        FeedPauses pauses = application.camel().getRegistry().lookupByNameAndType("feedPauses", FeedPauses.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> !pauses.isOver("kafka") && cursor(journal) == 10);
        // what a pause of the first length would not outlast
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(30)).until(() -> !pauses.isOver("kafka"));

        new FeedCursor(journal.records(), TestJournal.NODE).goOnWith("kafka", 12);
        await().atMost(Duration.ofSeconds(30)).until(() -> cursor(journal) == 15);
        List<String> all = broker.read("sipcast.records", 14).stream()
                .map(ConsumerRecord::value)
                .toList();
        List<String> events = events(journal);
        events = Stream.concat(events.subList(0, 10).stream(), events.subList(11, 15).stream())
                .toList();
        assertThat(Set.copyOf(all)).containsExactlyInAnyOrderElementsOf(events);
        for (String event : events) {
            assertThat(Collections.frequency(all, event)).isLessThanOrEqualTo(2);
        }
    }

    private static long cursor(TestJournal journal) throws SQLException {
        try (Connection connection = journal.records().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(seq), 0) FROM feed")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void recordsReachABrokerThatWasAwayInOrderAndOnce() throws Exception {
        Broker broker = closedAtTheEnd(new Broker(folder.resolve("kafka")));
        TestJournal journal = sqlite().calls(100);
        FeedApplication application = start(
                journal,
                Map.of(
                        "sipcast.feeds.kafka.brokers", broker.address(),
                        "sipcast.feeds.kafka.batch", "30",
                        "sipcast.feeds.kafka.timeout", "3000"));
        FeedPauses pauses = application.camel().getRegistry().lookupByNameAndType("feedPauses", FeedPauses.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> !pauses.isOver("kafka"));

        broker.start();
        broker.createTopic("sipcast.records", 3);
        List<ConsumerRecord<String, String>> first = broker.read("sipcast.records", 200);

        broker.stop();
        journal.started("while-it-was-away").stopped("while-it-was-away", 5000);
        await().atMost(Duration.ofSeconds(30)).until(() -> !pauses.isOver("kafka"));
        broker.start();
        List<ConsumerRecord<String, String>> all = broker.read("sipcast.records", 202);

        assertThat(first).hasSize(200);
        assertThat(all).extracting(ConsumerRecord::value).containsExactlyInAnyOrderElementsOf(events(journal));
        for (ConsumerRecord<String, String> record : all) {
            assertThat(record.value()).contains("\"subject\":\"" + record.key() + "\"");
            assertThat(new String(record.headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                    .isEqualTo("application/cloudevents+json; charset=UTF-8");
            assertThat(record.headers()).hasSize(1);
        }
        for (int partition = 0; partition < 3; partition++) {
            int one = partition;
            List<String> written = all.stream()
                    .filter(record -> record.partition() == one)
                    .map(ConsumerRecord::value)
                    .toList();
            assertThat(written)
                    .isNotEmpty()
                    .isEqualTo(journal.journal().after(0, 1000).stream()
                            .map(JournalRecord::json)
                            .filter(written::contains)
                            .toList());
        }
    }
}
