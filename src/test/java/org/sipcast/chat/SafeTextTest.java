package org.sipcast.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers write and call themselves. */
class SafeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Grüß Gott",
                "שלום, how are you?",
                "\u200Fمرحبا\u200E (ok)",
                "می\u200Cخواهم",
                "👩\u200D👩\u200D👧 🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC7F ❤️",
                "<script>alert(1)</script> & \"quotes\"",
                "\u2068name\u2069 said"
            })
    void scriptsAndEmojiStayAsTheyAre(String text) {
        assertThat(LineText.checked(text, 200)).isEqualTo(text);
    }

    @Test
    void nobodyWritesLinesInOthersNames() {
        assertThat(LineText.checked("hi\r\nAnna: I am Anna\u2028Bob: and\u0085I\u000B\f am\tBob\u0000\u001B[31m", 200))
                .isEqualTo("hi  Anna: I am Anna Bob: and I   am Bob  [31m");
        assertThat(LineText.checked("a\u202Eb\u202Ac\u202Dd", 200)).isEqualTo("abcd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\r\n",
                "\u0000",
                "\u200B\u200D",
                "\u202E",
                "\u00A0",
                "\u034F\uFE0F",
                "\u3164 \u115F\u1160",
                "\uFFA0\u2800",
                "\uDB40\uDC41"
            })
    void aLineHasSomethingInIt(String text) {
        assertThatThrownBy(() -> LineText.checked(text, 200)).isInstanceOf(UnreadableLineException.class);
    }

    @Test
    void octetsCountAndNotCharacters() {
        assertThat(LineText.checked("ü".repeat(100), 200)).hasSize(100);
        assertThatThrownBy(() -> LineText.checked("ü".repeat(101), 200))
                .isInstanceOf(LineTooLongException.class)
                .hasMessageContaining("200 octets");
        assertThatThrownBy(() -> LineText.checked(" ".repeat(64_000), 200)).isInstanceOf(LineTooLongException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "Anna, Anna",
                "Zoë Ångström, Zoë Ångström",
                "אנה, אנה",
                "|  An   na  |, An na",
                "|Bob: hello|, Bob hello",
                "|* Cleo has gone|, Cleo has gone",
                "|\"A\\<b>\"|, Ab",
            })
    void aNameIsAShortWordOrTwo(String given, String safe) {
        assertThat(DisplayName.safe(given)).isEqualTo(safe);
    }

    @Test
    void whatIsInvisibleOrSteersADisplayIsInNoName() {
        assertThat(DisplayName.safe("An\u202Ena\u200B\u0000\r\nVia: x\u2066")).isEqualTo("Anna Via x");
        assertThat(DisplayName.safe("\u200F\u061C\uE000\uD800")).isEmpty();
        assertThat(DisplayName.safe("A" + "\u0336".repeat(50))).hasSize(3);
        assertThat(DisplayName.safe("x".repeat(500))).hasSize(32);
    }

    @Test
    void whatShowsNothingIsInNoNameButTheFormOfAnEmoji() {
        assertThat(DisplayName.safe("B\u034Fo\uFE0Fb\u200B\u3164\u115F\u1160\uFFA0\u2800"))
                .isEqualTo("Bob");
        assertThat(DisplayName.safe("\u3164\u2800 \u034F\uFE0F")).isEmpty();
        assertThat(DisplayName.safe("\u2764\uFE0F\uFE0F Bob")).isEqualTo("\u2764\uFE0F Bob");
        assertThat(DisplayName.folded("\u2764\uFE0F")).isEqualTo(DisplayName.folded("\u2764"));
    }

    @Test
    void theWordOfThePlatformCountsFirst() {
        assertThat(DisplayName.of("Anna", "Queen", "Viewer")).isEqualTo("Anna");
        assertThat(DisplayName.of("\u202E", "Queen", "Viewer")).isEqualTo("Queen");
        assertThat(DisplayName.of(null, "*", "Viewer")).isEqualTo("Viewer");
    }
}
