package org.sipcast.billing.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.FeedApplication;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.TestJournal;

class FileFeedTest extends FeedTest {

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void filesTogetherHaveEveryRecordOnceWheneverTheApplicationEnds(String database) throws Exception {
        TestJournal journal = database.equals("sqlite") ? sqlite() : postgresql();
        journal.calls(25);
        FeedApplication application = startWriting(journal);
        await().until(() -> files("ndjson").size() >= 7 && files("csv").size() >= 7);
        stop(application);
        journal.started("x").interim("x", 1, 1000).stopped("x", 2000);
        startWriting(journal);
        await().until(() -> lines("ndjson").size() >= 53);

        assertThat(lines("ndjson")).isEqualTo(events(journal));
        await().until(() -> lines("csv").size() >= 26);
        assertThat(lines("csv")).hasSize(26).allMatch(line -> line.contains("\"stopped\""));
        await().until(() ->
                files("ndjson").stream().anyMatch(file -> file.toString().contains("empty")));
    }

    @Test
    void ratedFilesHaveAPriceForEachCallThatIsOverAndTheJournalHasNone() throws Exception {
        TestJournal journal = sqlite().calls(3);
        journal.journal().append(List.of(waitedFor(5000)));
        start(
                journal,
                Map.of(
                        "sipcast.feeds.rated", "true",
                        "sipcast.feeds.files.folder", folder.resolve("feeds").toString(),
                        "sipcast.feeds.files.count", "7"));
        await().until(() -> !files("rated").isEmpty());

        List<String> events = events(journal);
        List<String> rated = lines("rated");
        String price =
                ",\"price\":{\"amount\":\"0.050000\",\"currency\":\"EUR\",\"minute\":\"0.05\",\"chargedSeconds\":60}}}";
        assertThat(rated).hasSize(7);
        for (int call = 0; call < 3; call++) {
            assertThat(rated.get(2 * call)).isEqualTo(events.get(2 * call));
            String stopped = events.get(2 * call + 1);
            assertThat(rated.get(2 * call + 1)).isEqualTo(stopped.substring(0, stopped.length() - 2) + price);
        }
        assertThat(rated.get(6))
                .endsWith(
                        "\"price\":{\"amount\":\"0\",\"currency\":\"EUR\",\"reason\":\"the first packet came too late\"}}}");
        assertThat(events).noneMatch(event -> event.contains("price"));
    }

    @Test
    void aTariffTableThatCannotBeReadConcernsOnlyWhoAsksForPrices() throws Exception {
        Path table = Files.writeString(
                folder.resolve("tariffs.csv"), "channel,minute,currency,increment\nlivetv,5 cents,EUR,60\n");
        TestJournal journal = sqlite().calls(3);
        Map<String, String> settings = new HashMap<>(Map.of(
                "sipcast.rating.tariffs",
                table.toString(),
                "sipcast.feeds.files",
                "ndjson",
                "sipcast.feeds.files.folder",
                folder.resolve("feeds").toString(),
                "sipcast.feeds.files.count",
                "6"));
        FeedApplication unrated = start(journal, settings);
        await().until(() -> lines("ndjson").size() == 6);
        assertThat(unrated.camel().getRouteController().getRouteStatus("rate-records"))
                .matches(ServiceStatus::isStarted);
        stop(unrated);

        settings.put("sipcast.feeds.rated", "true");
        FeedApplication rating = start(journal, settings);
        FeedPauses pauses = rating.camel().getRegistry().lookupByNameAndType("feedPauses", FeedPauses.class);
        await().until(() -> !pauses.isOver("rated"));
        assertThat(pauses.isOver("ndjson")).isTrue();
        assertThat(lines("rated")).isEmpty();

        Files.copy(Path.of("conf/tariffs.csv"), table, StandardCopyOption.REPLACE_EXISTING);
        await().until(() -> lines("rated").size() == 6);
        assertThat(lines("rated").get(1)).contains("\"price\":{\"amount\"");
    }

    private static Event waitedFor(long milliseconds) {
        return new Event(
                "late/stopped",
                EventType.STOPPED,
                "late",
                "livetv",
                Instant.EPOCH,
                "{\"channel\":\"livetv\",\"billableMilliseconds\":60000,\"timeToFirstPacketMilliseconds\":"
                        + milliseconds + "}");
    }

    private FeedApplication startWriting(TestJournal journal) {
        return start(
                journal,
                Map.of(
                        "sipcast.feeds.files", "csv,ndjson",
                        "sipcast.feeds.files.folder", folder.resolve("feeds").toString(),
                        "sipcast.feeds.files.count", "7",
                        "sipcast.feeds.files.period", "1"));
    }

    private List<Path> files(String feed) throws IOException {
        Path here = folder.resolve("feeds").resolve(feed);
        if (!Files.isDirectory(here)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(here)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Without headers and trailers. */
    private List<String> lines(String feed) throws IOException {
        List<String> all = new ArrayList<>();
        for (Path file : files(feed)) {
            List<String> lines = Files.readAllLines(file);
            all.addAll(lines.subList(1, lines.size() - 1));
        }
        return all;
    }
}
