package org.sipcast.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever viewers call themselves, a room gives them a name that a bus brings to other servers as it is. */
class AnyNameTest {
    private static final int LONGEST = 32;

    @Property
    void aNameThatIsGivenComesBackFromTheBus(@ForAll("names") String name) {
        Names names = new Names();
        String wanted = DisplayName.of(name, null, "Viewer");

        for (int i = 0; i < 11; i++) {
            String given = names.give(wanted, "m" + i);

            assertThat(given.codePointCount(0, given.length())).isBetween(1, LONGEST);
            Line line = new Line("1", "livetv", Line.Kind.LINE, "m" + i, given, Instant.EPOCH, "hello");
            assertThat(LineJson.read(LineJson.write(line))).isEqualTo(line);
        }
    }

    @Property
    void nobodyIsAnotherByWhatIsInvisible(@ForAll("names") String name, @ForAll("invisible") String hidden) {
        Names names = new Names();
        String given = names.give(DisplayName.of(name, null, "Viewer"), "a");

        String other = names.give(DisplayName.of(given + hidden, null, "Viewer"), "b");

        assertThat(other).matches("(?s).* \\(2\\)");
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<Character> special = Arbitraries.of(
                ' ', ':', '*', '(', '"', '<', '\u0301', '\u0338', '\u200D', '\uFE0F', '\u263A', '\u3164', '\u2800',
                '\u1100', '\u1161', '\u11A8', '\u09C7', '\u09BE', '\u0130', '\u00DF', 'e', 'A', '\uD83D', '\uDE00',
                '\uFB2C', '\u0323', '\r');
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(80),
                Arbitraries.strings().withChars("\uD83D\uDE00").ofMaxLength(80),
                special.list().ofMaxSize(80).map(characters -> {
                    StringBuilder name = new StringBuilder();
                    characters.forEach(name::append);
                    return name.toString();
                }));
    }

    @Provide
    Arbitrary<String> invisible() {
        return Arbitraries.of("\u034F", "\uFE0F", "\u3164", "\u115F", "\u1160", "\uFFA0", "\u2800", "\u200B", "\u2060");
    }
}
