package org.sipcast.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.steering.KeyPress.Way;

class KeyPadTest {
    private final KeyPad pad =
            new KeyPad(KeyMap.parse("keys", List.of("5=toggle", "6=seek +30", "0=restart", "star=place", "hash=stop")));
    private Instant now = Instant.EPOCH;

    @Test
    void aKeyStandsForItsWords() {
        assertThat(press("565#")).containsExactly("toggle", "seek +30", "toggle", "stop");
    }

    @Test
    void aKeyWithoutWordsDoesNothing() {
        assertThat(press("178D5")).containsExactly("toggle");
    }

    @ParameterizedTest
    @CsvSource({
        "*1230#, seek 00:12:30",
        "*45#, seek 00:00:45",
        "*7#, seek 00:00:07",
        "*130#, seek 00:01:30",
        "*10230#, seek 01:02:30",
        "*123456#, seek 12:34:56",
    })
    void digitsBehindTheStarAreAPlaceAsOnAClock(String keys, String words) {
        assertThat(press(keys)).containsExactly(words);
        assertThat(CommandParser.parse(words)).isInstanceOf(Command.SeekTo.class);
        assertThat(press("5")).containsExactly("toggle");
    }

    @ParameterizedTest
    @CsvSource({"*#5", "*12*#5", "*12A#5", "*12A560#5", "*0010230#5", "*1234567#5"})
    void whatIsNoPlaceIsForgottenUpToItsEnd(String keys) {
        assertThat(press(keys)).containsExactly("toggle");
    }

    @Test
    void aMistypedPlaceBeginsAgainWithTheStar() {
        assertThat(press("*12A*45#")).containsExactly("seek 00:00:45");
        assertThat(press("#")).containsExactly("stop");
    }

    @Test
    void theEndOfAPlaceThatCameTooLateDoesNotHangUp() {
        assertThat(press("*12")).isEmpty();
        now = now.plusSeconds(11);
        assertThat(press("#5#")).containsExactly("toggle", "stop");
    }

    @Test
    void theEndOfAPlaceThatWentOnTooLateDoesNotHangUp() {
        assertThat(press("*12A")).isEmpty();
        now = now.plusSeconds(11);
        assertThat(press("6#5")).containsExactly("seek +30", "toggle");
    }

    @Test
    void aPlaceThatIsNotFinishedIsForgottenAfterAWhile() {
        assertThat(press("*12")).isEmpty();
        now = now.plusSeconds(11);
        assertThat(press("5")).containsExactly("toggle");
    }

    @Test
    void aKeyThatComesInBothWaysIsOnePress() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pad.press('5', Way.SOUND, now).ifPresent(words::add);
            pad.press('5', Way.SIGNALLING, now.plusMillis(80)).ifPresent(words::add);
            now = now.plusMillis(300);
        }
        assertThat(words).hasSize(3);
    }

    @Test
    void theSameKeyInAnotherWayMuchLaterIsAnotherPress() {
        pad.press('5', Way.SIGNALLING, now);
        assertThat(pad.press('5', Way.SOUND, now.plusMillis(1500))).isPresent();
    }

    @Test
    void nobodyPressesMoreThanSomeKeysASecond() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pad.press('5', Way.SIGNALLING, now.plusMillis(i)).ifPresent(words::add);
        }
        assertThat(words).hasSize(20);
        assertThat(pad.press('5', Way.SIGNALLING, now.plusMillis(2500))).isPresent();
    }

    /** A second apart. */
    private List<String> press(String keys) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < keys.length(); i++) {
            pad.press(keys.charAt(i), Way.SOUND, now).ifPresent(words::add);
            now = now.plusSeconds(1);
        }
        return words;
    }
}
