package org.sipcast.billing.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipcast.FeedApplication;
import org.sipcast.billing.journal.TestJournal;
import org.sipcast.e2e.program.Program;

class WebhookFeedTest extends FeedTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = closedAtTheEnd(new Receiver(0));
    }

    @Test
    void everyRecordIsPostedInOrderByteForByteWithASignatureThatHolds() throws Exception {
        TestJournal journal = sqlite().calls(3);
        startPosting(journal, Map.of());
        await().until(() -> receiver.posts.size() == 6);

        assertThat(receiver.taken()).isEqualTo(events(journal));
        Receiver.Post first = receiver.posts.get(0);
        assertThat(first.headers())
                .containsEntry("method", "POST")
                .containsEntry("content-type", "application/cloudevents+json; charset=UTF-8")
                .containsEntry("webhook-id", "call-1/started");
        long timestamp = Long.parseLong(first.headers().get("webhook-timestamp"));
        assertThat(timestamp).isCloseTo(System.currentTimeMillis() / 1000, Offset.offset(60L));
        assertThat(first.headers().get("webhook-signature"))
                .isEqualTo(WebhookSecret.parse(SECRET).signature("call-1/started", timestamp, first.body()));
        assertThat(first.headers().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("camel"));
    }

    @Test
    void postgresqlIsReadAsSqliteIs() throws Exception {
        TestJournal journal = postgresql().calls(3);
        startPosting(journal, Map.of());
        await().until(() -> receiver.posts.size() == 6);
        assertThat(receiver.taken()).isEqualTo(events(journal));

        journal.started("later");
        await().until(() -> receiver.posts.size() == 7);
        assertThat(receiver.taken()).isEqualTo(events(journal));

        replay(journal, "webhook", 4);
        await().until(() -> receiver.posts.size() == 10);
        assertThat(receiver.taken().subList(7, 10)).isEqualTo(events(journal).subList(4, 7));
    }

    @Test
    void aReceiverThatFailsAndHangsGetsEverythingOnceItTakesIt() throws Exception {
        Iterator<Integer> answers = List.of(503, 410, Receiver.SILENCE, 302).iterator();
        receiver.answer = () -> answers.hasNext() ? answers.next() : 200;
        TestJournal journal = sqlite().calls(10);
        startPosting(journal, Map.of("sipcast.feeds.webhook.timeout", "500"));
        await().until(() -> receiver.taken().size() == 20);

        assertThat(receiver.taken()).isEqualTo(events(journal));
        assertThat(receiver.posts.subList(0, 5))
                .extracting(post -> post.headers().get("webhook-id"))
                .containsOnly("call-1/started");
        assertThat(receiver.mostAtOnce).hasValue(1);
    }

    @Test
    void aReceiverThatIsAwayGetsWhatItMissed() throws Exception {
        String url = receiver.url();
        int port = receiver.port();
        receiver.close();
        TestJournal journal = sqlite().calls(2);
        FeedApplication application = startPosting(journal, Map.of("sipcast.feeds.webhook.url", url));
        FeedPauses pauses = application.camel().getRegistry().lookupByNameAndType("feedPauses", FeedPauses.class);
        await().until(() -> !pauses.isOver("webhook"));
        journal.started("meanwhile");
        receiver = closedAtTheEnd(new Receiver(port));

        await().until(() -> receiver.taken().size() == 5);
        assertThat(receiver.taken()).isEqualTo(events(journal));
    }

    @Test
    void aFeedWithNothingToDeliverIsBackAsSoonAsTheDatabaseIs() throws Exception {
        TestJournal journal = sqlite().calls(1);
        FeedApplication application = startPosting(
                journal,
                Map.of(
                        "sipcast.feeds.files",
                        "ndjson",
                        "sipcast.feeds.files.folder",
                        folder.resolve("feeds").toString()));
        await().until(() -> receiver.posts.size() == 2);
        FeedPauses pauses = application.camel().getRegistry().lookupByNameAndType("feedPauses", FeedPauses.class);
        execute(journal, "ALTER TABLE record RENAME TO missing");
        await().until(() -> pauses.batch("webhook", 2) == 1 && pauses.batch("ndjson", 2) == 1);

        execute(journal, "ALTER TABLE missing RENAME TO record");
        await().until(() -> pauses.batch("webhook", 2) == 2 && pauses.batch("ndjson", 2) == 2);
        assertThat(receiver.posts).hasSize(2);
    }

    private static void execute(TestJournal journal, String sql) throws SQLException {
        try (Connection connection = journal.records().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aBatchIsOneRequest() throws Exception {
        TestJournal journal = sqlite().calls(5);
        startPosting(journal, Map.of("sipcast.feeds.webhook.batch", "7"));
        await().until(() -> receiver.posts.size() == 2);

        List<String> events = events(journal);
        assertThat(receiver.taken())
                .containsExactly(
                        "[" + String.join(",", events.subList(0, 7)) + "]",
                        "[" + String.join(",", events.subList(7, 10)) + "]");
        assertThat(receiver.posts.get(0).headers())
                .containsEntry("content-type", "application/cloudevents-batch+json; charset=UTF-8")
                .containsEntry("webhook-id", "test-node/1-7");
    }

    @Test
    void aRestartGoesOnWhereItWasAndAReplayRepeats() throws Exception {
        TestJournal journal = sqlite().calls(2);
        FeedApplication application = startPosting(journal, Map.of());
        await().until(() -> receiver.posts.size() == 4);
        stop(application);
        journal.started("later");
        startPosting(journal, Map.of());
        await().until(() -> receiver.posts.size() == 5);
        assertThat(receiver.taken()).isEqualTo(events(journal));

        replay(journal, "webhook", 1);
        await().until(() -> receiver.posts.size() == 9);
        assertThat(receiver.taken().subList(5, 9)).isEqualTo(events(journal).subList(1, 5));
    }

    @Test
    void aReplayThatIsAskedForDuringADeliveryIsNotForgotten() throws Exception {
        TestJournal journal = sqlite().calls(2);
        receiver.answer = () -> {
            if (receiver.posts.size() == 2) {
                replayNow(journal);
            }
            return 200;
        };
        startPosting(journal, Map.of());
        await().until(() -> receiver.posts.size() == 7);

        List<String> events = events(journal);
        assertThat(receiver.taken().subList(0, 3)).isEqualTo(events.subList(0, 3));
        assertThat(receiver.taken().subList(3, 7)).isEqualTo(events);
    }

    @Test
    void aFeedThatNeverRanBeginsWithTheOldestRecordThatIsKept() throws Exception {
        TestJournal journal = sqlite().calls(3);
        deleteUpTo(journal, 3);
        startPosting(journal, Map.of());
        await().until(() -> receiver.posts.size() == 3);
        assertThat(receiver.taken()).isEqualTo(events(journal));
    }

    @Test
    void recordsThatWereDeletedTooEarlyAreNotPassedOverInSilence() throws Exception {
        TestJournal journal = sqlite().calls(1);
        FeedApplication first = startPosting(journal, Map.of());
        await().until(() -> receiver.posts.size() == 2);
        stop(first);
        journal.started("x").started("y").started("z");
        deleteUpTo(journal, 4);
        FeedApplication second = startPosting(journal, Map.of());
        FeedPauses pauses = second.camel().getRegistry().lookupByNameAndType("feedPauses", FeedPauses.class);
        await().until(() -> !pauses.isOver("webhook"));
        assertThat(receiver.posts).hasSize(2);

        new FeedCursor(journal.records(), TestJournal.NODE).goOnWith("webhook", 5);
        await().until(() -> receiver.posts.size() == 3);
        assertThat(receiver.taken().get(2)).isEqualTo(events(journal).get(0));
    }

    @Test
    void aReceiverWithACertificateThatNobodyKnowsGetsNothing() throws Exception {
        Path store = folder.resolve("receiver.p12");
        Program.run(
                Duration.ofSeconds(30),
                Map.of(),
                List.of(
                        "keytool",
                        "-genkeypair",
                        "-alias",
                        "receiver",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-keystore",
                        store.toString()));
        KeyStore keys = KeyStore.getInstance(store.toFile(), "password".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "password".toCharArray());
        SSLContext certificate = SSLContext.getInstance("TLS");
        certificate.init(managers.getKeyManagers(), null, null);
        Receiver unknown = closedAtTheEnd(new Receiver(certificate));

        FeedApplication application =
                startPosting(sqlite().calls(1), Map.of("sipcast.feeds.webhook.url", unknown.url()));
        FeedPauses pauses = application.camel().getRegistry().lookupByNameAndType("feedPauses", FeedPauses.class);
        await().until(() -> !pauses.isOver("webhook"));
        assertThat(unknown.posts).isEmpty();
    }

    private static void deleteUpTo(TestJournal journal, long seq) throws SQLException {
        try (Connection connection = journal.records().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO anchor (node, seq, hash) VALUES ('test-node', " + seq + ", 'hash')");
            statement.execute("DELETE FROM record WHERE seq <= " + seq);
        }
    }

    private static void replayNow(TestJournal journal) {
        try {
            replay(journal, "webhook", 0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private FeedApplication startPosting(TestJournal journal, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("sipcast.feeds.webhook.secret", SECRET));
        settings.putAll(more);
        settings.putIfAbsent("sipcast.feeds.webhook.url", receiver.url());
        return start(journal, settings);
    }
}
