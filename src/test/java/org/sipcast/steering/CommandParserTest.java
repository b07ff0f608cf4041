package org.sipcast.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {

    @Test
    void readsTheWordsHoweverTheyAreWritten() {
        assertThat(CommandParser.parse("pause")).isEqualTo(new Command.Pause());
        assertThat(CommandParser.parse("resume")).isEqualTo(new Command.Resume());
        assertThat(CommandParser.parse("toggle")).isEqualTo(new Command.Toggle());
        assertThat(CommandParser.parse(" Restart\r\n")).isEqualTo(new Command.Restart());
        assertThat(CommandParser.parse("STOP")).isEqualTo(new Command.Stop());
    }

    @ParameterizedTest
    @CsvSource({"seek +30, 30", "seek -10, -10", "seek   +0, 0", "Seek +999999, 999999"})
    void readsSteps(String words, long seconds) {
        assertThat(CommandParser.parse(words)).isEqualTo(new Command.SeekBy(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"seek 12:34, 754", "seek 0:00, 0", "seek 1:02:03, 3723", "seek 99:00, 5940", "seek 00:07, 7"})
    void readsPlaces(String words, long seconds) {
        assertThat(CommandParser.parse(words)).isEqualTo(new Command.SeekTo(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "play",
                "pause now",
                "seek",
                "seek 30",
                "seek ++30",
                "seek +",
                "seek 1:2:3",
                "seek 1:60",
                "seek 1:61:00",
                "seek 12:3",
                "seek +1234567",
                "seek 1:02:03:04",
                "seek +\u0663\u0660",
                "seek 1.5",
                "pause; stop",
                "stop\r\nBYE"
            })
    void saysWhatIsWrongWithOtherWords(String words) {
        assertThatThrownBy(() -> CommandParser.parse(words))
                .isInstanceOfSatisfying(SteeringRefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(400))
                .hasMessageMatching("[ !#-~]+");
    }

    @Test
    void namesWhatItDoesNotKnowAndWhatThereIs() {
        assertThatThrownBy(() -> CommandParser.parse("rewind"))
                .hasMessage("'rewind' is not known: say pause, resume, toggle, seek, restart or stop");
        assertThatThrownBy(() -> CommandParser.parse("seek 1:75"))
                .hasMessage("'1:75' is no time: minutes and seconds go from 00 to 59");
    }

    @Property
    void nothingThatSomebodyTypesHarmsIt(@ForAll @Nullable String typed) {
        try {
            assertThat(CommandParser.parse(typed)).isNotNull();
        } catch (SteeringRefusedException refused) {
            assertThat(refused.getMessage()).matches("[ !#-~]{1,140}");
        }
    }
}
