package org.sipcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private static final List<String> KEYS = List.of("title", "timeline", "width", "viewer-limit");

    @Test
    void findsAWordWithAFewWrongLetters() {
        assertThat(Spelling.closest("tittle", KEYS)).contains("title");
        assertThat(Spelling.closest("viewer_limit", KEYS)).contains("viewer-limit");
        assertThat(Spelling.closest("widht", KEYS)).contains("width");
    }

    @Test
    void prefersTheWordWhoseNeighboursWereSwapped() {
        assertThat(Spelling.closest("lgo", List.of("pgp", "to", "log", "go"))).contains("log");
        assertThat(Spelling.closest("haeder", List.of("reader", "header"))).contains("header");
    }

    @Test
    void ofWordsAsFarAwayPrefersTheOneWithTheSameLetters() {
        assertThat(Spelling.closest("olg", List.of("alg", "blog", "log"))).contains("log");
        assertThat(Spelling.closest("gol", List.of("bol", "goal", "log"))).contains("bol");
        assertThat(Spelling.closest("gol", List.of("bbl", "log"))).contains("log");
    }

    @Test
    void guessesNothingForAnotherWord() {
        assertThat(Spelling.closest("colour", KEYS)).isEmpty();
        assertThat(Spelling.closest("t".repeat(100_000), KEYS)).isEmpty();
    }
}
