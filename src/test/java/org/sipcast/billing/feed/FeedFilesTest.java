package org.sipcast.billing.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedFilesTest {
    private Instant now = Instant.parse("2026-01-31T20:15:00Z");
    private long cursor;

    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void aFileIsCutWhenItIsFull() throws Exception {
        FeedFiles files = files();
        assertThat(cut(files, 2)).isFalse();
        assertThat(cut(files, 7)).isTrue();
        assertThat(cut(files, 7)).isTrue();
        assertThat(cut(files, 7)).isFalse();

        assertThat(names())
                .containsExactly("n1_000000000001-000000000003.ndjson", "n1_000000000004-000000000006.ndjson");
    }

    @Test
    void aFileIsCutWhenThePeriodIsOverEvenAnEmptyOne() throws Exception {
        FeedFiles files = files();
        cut(files, 2);
        now = Instant.parse("2026-01-31T21:00:01Z");
        assertThat(cut(files, 2)).isTrue();
        assertThat(cut(files, 2)).isFalse();
        now = Instant.parse("2026-01-31T22:00:00Z");
        assertThat(cut(files, 2)).isTrue();
        assertThat(cut(files, 2)).isFalse();

        assertThat(names())
                .containsExactly(
                        "n1_000000000001-000000000002.ndjson", "n1_000000000003-empty_20260131T220000Z.ndjson");
        assertThat(Files.readAllLines(folder.resolve("ndjson/n1_000000000003-empty_20260131T220000Z.ndjson")))
                .hasSize(2)
                .first()
                .isEqualTo(
                        "{\"format\":\"org.sipcast.records\",\"version\":1,\"node\":\"n1\",\"count\":0,\"first\":3,\"last\":2}");
    }

    @Test
    void aFileThatWasRenamedBeforeTheCursorMovedIsNotDoubledByTheNext() throws Exception {
        FeedFiles crashed = files();
        crashed.due("ndjson", 0, 2);
        now = now.plus(Duration.ofHours(1));
        long last = Objects.requireNonNull(crashed.due("ndjson", 0, 2));
        crashed.write("ndjson", 0, last, records(0, last));
        assertThat(names()).containsExactly("n1_000000000001-000000000002.ndjson");

        FeedFiles restarted = files();
        assertThat(cut(restarted, 5)).isTrue();
        assertThat(cursor).isEqualTo(2);
        assertThat(cut(restarted, 5)).isTrue();
        assertThat(names())
                .containsExactly("n1_000000000001-000000000002.ndjson", "n1_000000000003-000000000005.ndjson");
    }

    @Test
    void aFileThatWasTakenAwayBeforeTheCursorMovedComesAgainAsItWas() throws Exception {
        FeedFiles crashed = files();
        crashed.write("ndjson", 0, Objects.requireNonNull(crashed.due("ndjson", 0, 3)), records(0, 3));
        Path file = folder.resolve("ndjson/n1_000000000001-000000000003.ndjson");
        byte[] taken = Files.readAllBytes(file);
        Files.delete(file);

        cut(files(), 5);
        assertThat(names()).containsExactly("n1_000000000001-000000000003.ndjson");
        assertThat(file).hasBinaryContent(taken);
    }

    @Test
    void aFileThatWasHalfWrittenIsWrittenAnew() throws Exception {
        FeedFiles crashed = files();
        crashed.due("ndjson", 0, 3);
        Files.writeString(folder.resolve("ndjson/.n1_000000000001-000000000003.ndjson.part"), "half a l");

        cut(files(), 5);
        assertThat(names()).containsExactly("n1_000000000001-000000000003.ndjson");
        assertThat(Files.readAllLines(folder.resolve("ndjson/n1_000000000001-000000000003.ndjson")))
                .hasSize(5);
    }

    @Test
    void nothingIsEverOverwritten() throws Exception {
        FeedFiles files = files();
        Path file = folder.resolve("ndjson/n1_000000000001-000000000003.ndjson");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "somebody else's");

        assertThatThrownBy(() -> cut(files, 3)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("somebody else's");
    }

    @Test
    void aReplayMakesTheFilesAgainThatAreGone() throws Exception {
        FeedFiles files = files();
        cut(files, 6);
        cut(files, 6);
        try (Stream<Path> all = Files.list(folder.resolve("ndjson"))) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith("ndjson")).toList()) {
                Files.delete(file);
            }
        }
        cursor = 1;
        assertThat(cut(files, 6)).isTrue();
        assertThat(names()).containsExactly("n1_000000000002-000000000004.ndjson");
    }

    @Test
    void aClockThatJumpsBackDoublesNothing() throws Exception {
        FeedFiles files = files();
        cut(files, 1);
        now = now.plus(Duration.ofHours(1));
        cut(files, 2);
        now = now.minus(Duration.ofHours(2));
        cut(files, 2);
        cut(files, 2);
        assertThat(names())
                .containsExactly(
                        "n1_000000000001-000000000002.ndjson", "n1_000000000003-empty_20260131T190000Z.ndjson");
    }

    @Test
    void anotherNodeInTheSameFolderHasAPlanOfItsOwn() throws Exception {
        files().due("ndjson", 0, 3);
        FeedFiles renamed = new FeedFiles(folder, "n2", 3, Duration.ofHours(1), () -> now);
        assertThat(renamed.due("ndjson", 0, 2)).isNull();
        assertThat(renamed.due("ndjson", 0, 3)).isEqualTo(3);
    }

    @Test
    void aPlanForMoreThanTheJournalHasWasMadeForAnother() throws Exception {
        assertThat(files().due("ndjson", 0, 7)).isEqualTo(3);
        FeedFiles ofNewJournal = new FeedFiles(folder, "n1", 4, Duration.ofHours(1), () -> now);
        assertThat(ofNewJournal.due("ndjson", 0, 2)).isNull();
        assertThat(ofNewJournal.due("ndjson", 0, 3)).isNull();
        assertThat(ofNewJournal.due("ndjson", 0, 4)).isEqualTo(4);
    }

    @Test
    void recordsThatAreMissingFromTheJournalAreNotPassedOver() {
        FeedFiles files = files();
        assertThatThrownBy(() -> files.write("ndjson", 0, 3, records(1, 3)))
                .hasMessageContaining("the journal has 2 of the records 1 to 3");
    }

    private FeedFiles files() {
        return new FeedFiles(folder, "n1", 3, Duration.ofHours(1), () -> now);
    }

    /** What the route does; whether there was a file. */
    private boolean cut(FeedFiles files, long newest) throws IOException {
        Long last = files.due("ndjson", cursor, newest);
        if (last == null) {
            return false;
        }
        files.write("ndjson", cursor, last, records(cursor, last));
        cursor = last;
        return true;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("ndjson"))) {
            return new ArrayList<>(files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList());
        }
    }

    static List<Map<String, Object>> records(long after, long last) {
        return LongStream.rangeClosed(after + 1, last)
                .mapToObj(seq -> Map.<String, Object>of(
                        "seq", seq, "event", "stopped", "json", "{\"sequence\":\"%019d\"}".formatted(seq)))
                .toList();
    }
}
