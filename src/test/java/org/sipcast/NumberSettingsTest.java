package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that nobody can mean are found at the start, and said in one sentence. */
class NumberSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "sipcast.chat.lines, abc, 1 to 1000000",
        "sipcast.chat.period, 0, 1 to 86400000",
        "sipcast.chat.retry-after, -1, 0 to 86400",
        "sipcast.chat.kafka.timeout, 2s, 1 to 600000",
        "sipcast.chat.kafka.waiting, 0, 1 to 1000000",
        "sipcast.steering.commands, 0, 1 to 1000000",
        "sipcast.steering.period, xyz, 1 to 86400000",
        "sipcast.steering.retry-after, '', 0 to 86400",
    })
    void aNumberThatCannotBeMeantIsNamed(String key, String value, String range) {
        Throwable failure = catchThrowable(() -> new Workbench(Map.of(key, value)).close());

        assertThat(FailedStart.isSettingsFault(failure)).as("%s", failure).isTrue();
        assertThat(Explanation.ofRoot(failure))
                .isEqualTo("%s must be a whole number from %s, not '%s'".formatted(key, range, value));
    }
}
