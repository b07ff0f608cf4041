package org.sipcast.billing.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    private static final byte[] CONTENT = "content".getBytes(US_ASCII);

    private final List<Path> synced = new ArrayList<>();

    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void allNewFoldersAreOnTheDiskBeforeTheFileCounts() throws Exception {
        Path file = folder.resolve("a/b/c/file");
        DurableFile.create(file, CONTENT, synced::add);
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(synced).contains(folder, folder.resolve("a"), folder.resolve("a/b"), folder.resolve("a/b/c"));
    }

    @Test
    void aFileThatIsThereAlreadyIsSyncedAsWellAsItsWriterMayNotHaveComeToThat() throws Exception {
        Path file = Files.write(folder.resolve("file"), CONTENT);
        DurableFile.create(file, CONTENT, synced::add);
        assertThat(synced).contains(folder);
    }
}
