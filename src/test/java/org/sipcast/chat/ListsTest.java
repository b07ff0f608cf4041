package org.sipcast.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is muted, and which words are hidden. */
class ListsTest {
    private static final Sender ANNA = new Sender("call", "livetv", "abcd", "Anna (2)", "anna@example.org", true);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"anna@example.org", "sip:anna@example.org;transport=tcp", "@Example.org", "anna (2)"})
    void anEntryMutesAnAccountADomainOrAName(String entry) throws IOException {
        assertThat(new MuteList(file(entry)).has(ANNA)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# anna@example.org", "Anna", "anna", "example.org", "bob@example.org"})
    void nobodyElseIsMuted(String entry) throws IOException {
        assertThat(new MuteList(file(entry)).has(ANNA)).isFalse();
    }

    @Test
    void wholeWordsAreHiddenInCapitalsOrNot() throws IOException {
        WordFilter words = new WordFilter(file("# none\n\nbad\nÜbel\na+b\nnot nice\n"));

        assertThat(words.clean("BAD, übel, badger, a+b: not nice ($1)")).isEqualTo("***, ***, badger, ***: *** ($1)");
    }

    @Test
    void aChangeCountsAndAMissingFileIsEmpty() throws IOException {
        Path file = folder.resolve("list");
        WordFilter words = new WordFilter(file);
        assertThat(words.clean("bad")).isEqualTo("bad");

        Files.writeString(file, "bad");

        await().untilAsserted(() -> assertThat(words.clean("bad")).isEqualTo("***"));
        Files.delete(file);
        await().untilAsserted(() -> assertThat(words.clean("bad")).isEqualTo("bad"));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("list"), content);
    }
}
