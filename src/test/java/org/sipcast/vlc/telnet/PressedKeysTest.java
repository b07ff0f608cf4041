package org.sipcast.vlc.telnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PressedKeysTest {

    @Test
    void whatIsNewIsWhatNoReportBeforeHad() throws Exception {
        PressedKeys none = PressedKeys.of("0000abcd:0:");
        PressedKeys two = PressedKeys.of("0000abcd:2:5#");
        PressedKeys three = PressedKeys.of("0000abcd:3:5#*");

        assertThat(none.since(null)).isEmpty();
        assertThat(two.since(null)).isEqualTo("5#");
        assertThat(two.since(none)).isEqualTo("5#");
        assertThat(three.since(two)).isEqualTo("*");
        assertThat(three.since(three)).isEmpty();
        assertThat(three.isLaterThan(three)).isFalse();
        assertThat(two.isLaterThan(three)).isFalse();
        assertThat(two.since(three)).isEmpty();
    }

    @Test
    void aNewSinkCountsAnew() throws Exception {
        PressedKeys old = PressedKeys.of("0000abcd:2:5#");
        PressedKeys other = PressedKeys.of("12345678:1:5");

        assertThat(other.isLaterThan(old)).isTrue();
        assertThat(other.since(old)).isEqualTo("5");
    }

    @Test
    void ofManyKeysTheLastAreKnown() throws Exception {
        PressedKeys before = PressedKeys.of("0000abcd:10:0123456789");
        PressedKeys after = PressedKeys.of("0000abcd:40:0123456789012345");

        assertThat(after.since(before)).isEqualTo("0123456789012345");
        assertThat(after.since(null)).isEqualTo("0123456789012345");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0000abcd",
                "0000abcd:1",
                "0000ABCD:1:5",
                "abcd:1:5",
                "0000abcd:-1:5",
                "0000abcd:1:E",
                "0000abcd:1:00000000000000000",
                "0000abcd:1:5 "
            })
    void whatIsOutOfFormIsRefused(String words) {
        assertThatThrownBy(() -> PressedKeys.of(words)).isInstanceOf(MalformedReplyException.class);
    }
}
