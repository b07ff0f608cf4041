package org.sipcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelsFileMutationTest {
    private static final String YAML = " \n:-[]{}&*#'\"|>!%@\t\0é0a";
    private static final int FILES = 500;

    @Test
    void tellsProblemsOrReadsChannelsWhateverTheFileHolds(@TempDir Path folder) throws IOException {
        String shipped = Files.readString(Path.of("conf/channels.yaml"));
        Random random = new Random(1);
        for (int i = 0; i < FILES; i++) {
            StringBuilder mutated = new StringBuilder(shipped);
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(mutated.length());
                int end = Math.min(mutated.length(), at + random.nextInt(5));
                mutated.replace(at, end, String.valueOf(YAML.charAt(random.nextInt(YAML.length()))));
            }
            Path file = Files.writeString(folder.resolve("channels.yaml"), mutated);
            Channels channels = Channels.read(file, folder);
            assertThat(channels.all().size() + channels.problems().size())
                    .as("file %d", i)
                    .isPositive();
        }
    }
}
