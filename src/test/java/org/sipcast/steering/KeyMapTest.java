package org.sipcast.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyMapTest {

    @Test
    void theShippedKeysHaveMeaningsThatAreUnderstood() {
        KeyMap shipped = KeyMap.read(Path.of("conf/keys.properties"));

        assertThat(shipped.problems()).isEmpty();
        assertThat(shipped.words())
                .containsEntry('5', "toggle")
                .containsEntry('4', "seek -10")
                .containsEntry('6', "seek +30")
                .containsEntry('*', "place")
                .containsEntry('#', "stop")
                .doesNotContainKey('8');
    }

    @Test
    void commentsAndEmptyLinesSayNothing() {
        KeyMap map = KeyMap.parse("keys", List.of("# 1=stop", "", "  ", "#2=stop", " 3 = seek 1:02:03 ", "A=pause"));

        assertThat(map.problems()).isEmpty();
        assertThat(map.words()).containsOnlyKeys('3', 'A').containsEntry('3', "seek 1:02:03");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            5=togle           | 'togle' is not known            | (did you mean toggle?)
            5=seek 30         | '30' is no place in a film      | (did you mean seek
            5=                | say pause, resume               |
            sta=stop          | 'sta' is no key                 | (did you mean star?)
            *=stop            | '*' is no key                   | star, hash
            55=stop           | '55' is no key                  |
            e=stop            | 'e' is no key                   |
            5 toggle          | is not of the form 5=toggle     |
            6=stop            | the key 6 has a meaning already |
            """)
    void aLineThatIsNotUnderstoodIsNamedWithASuggestionAndTheOthersWork(
            String line, String problem, String suggestion) {
        KeyMap map = KeyMap.parse("conf/keys.properties", List.of("6=pause", line, "7=resume"));

        assertThat(map.words()).containsOnlyKeys('6', '7').containsEntry('6', "pause");
        assertThat(map.problems())
                .singleElement()
                .asString()
                .startsWith("conf/keys.properties, line 2: ")
                .contains(problem);
        if (suggestion != null) {
            assertThat(map.problems()).singleElement().asString().contains(suggestion);
        }
    }

    @Test
    void aFileThatCannotBeReadIsAProblem(@TempDir Path folder) throws Exception {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'5', '=', (byte) 0xff});

        assertThat(KeyMap.read(binary).problems()).singleElement().asString().contains("UTF-8");
        assertThat(KeyMap.read(folder.resolve("absent")).problems())
                .singleElement()
                .asString()
                .contains("absent: cannot be read");
    }
}
