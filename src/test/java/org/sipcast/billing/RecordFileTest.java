package org.sipcast.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void isMadeWithItsFolderByTheFirstRecord() throws IOException {
        Path path = folder.resolve("new/records");
        RecordFile file = new RecordFile(path);
        assertThat(path).doesNotExist();
        file.append(octets("ä"));
        file.append(octets("b"));
        assertThat(path).hasContent("ä\nb\n");
    }

    @Test
    void holdsARecordAsSoonAsItIsAppendedHoweverManyAppend() {
        Path path = folder.resolve("records");
        RecordFile file = new RecordFile(path);
        List<String> records =
                IntStream.range(0, 400).mapToObj(i -> "record " + i).toList();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Boolean>> found = records.stream()
                    .map(record -> CompletableFuture.supplyAsync(
                            () -> {
                                file.append(octets(record));
                                return linesOf(path).contains(record);
                            },
                            threads))
                    .toList();
            assertThat(found).allMatch(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
        assertThat(linesOf(path)).containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    void beginsAgainWhereSomebodyHasMovedItAway() throws IOException {
        Path path = folder.resolve("records");
        RecordFile file = new RecordFile(path);
        file.append(octets("old"));
        Files.move(path, folder.resolve("records.1"));
        file.append(octets("new"));
        assertThat(path).hasContent("new\n");
    }

    @Test
    void saysWhatIsNotWritten() throws IOException {
        Path path = Files.createDirectory(folder.resolve("records"));
        RecordFile file = new RecordFile(path);
        assertThatThrownBy(() -> file.append(octets("lost")))
                .isInstanceOf(RecordNotWrittenException.class)
                .hasMessageContaining("records");

        Files.delete(path);
        file.append(octets("next"));
        assertThat(path).hasContent("next\n");
    }

    @Test
    void saysThatTheDiskIsFull() {
        // each write to it fails as a full disk does
        assertThatThrownBy(() -> new RecordFile(Path.of("/dev/full")).append(octets("lost")))
                .isInstanceOf(RecordNotWrittenException.class)
                .hasMessageContaining("/dev/full");
    }

    private static byte[] octets(String record) {
        return record.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> linesOf(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
