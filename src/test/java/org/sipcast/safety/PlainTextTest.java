package org.sipcast.safety;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers say of themselves, on an operator's terminal. */
class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[31m", "\u009b31m", "\u0090", "\r\n", "\u007f", "\u202e", "\u200b", "\ufeff"})
    void noTerminalTakesOrdersFromIt(String orders) {
        assertThat(PlainText.of("Zoë" + orders + " Ω", "?"))
                .startsWith("Zoë?")
                .endsWith(" Ω")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }
}
