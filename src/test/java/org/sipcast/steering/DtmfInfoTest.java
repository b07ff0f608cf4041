package org.sipcast.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DtmfInfoTest {
    private static final String RELAY = "application/dtmf-relay";
    private static final String PLAIN = "application/dtmf";

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(RELAY, "Signal=5\r\nDuration=160\r\n", '5'),
                Arguments.of(RELAY, "Signal= 5\r\nDuration= 160", '5'),
                Arguments.of(RELAY, "Signal=*\nDuration=250\n", '*'),
                Arguments.of(RELAY, "\r\nDuration=250\r\nSignal=#\r\n\r\n", '#'),
                Arguments.of(RELAY, "signal = a \r\nVolume=10\r\nduration=0", 'A'),
                Arguments.of(RELAY, "Signal=10\r\nDuration=100\r\n", '*'),
                Arguments.of(RELAY, "Signal=11", '#'),
                Arguments.of("Application/DTMF-Relay", "Signal=0\r\n", '0'),
                Arguments.of(PLAIN, "7", '7'),
                Arguments.of(PLAIN, " #\r\n", '#'),
                Arguments.of(PLAIN, "15", 'D'));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aKeyIsReadAsPhonesWriteIt(String type, String body, char key) {
        assertThat(DtmfInfo.isType(type)).isTrue();
        assertThat(DtmfInfo.key(type, body)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "Signal",
                "Signal=",
                "Signal=E",
                "Signal=16",
                "Signal=55",
                "Signal=5\r\nSignal=6",
                "Signal=5\r\nDuration=long",
                "Signal=5\r\nDuration=9999999",
                "Signal=5;Duration=160",
                "Duration=160\r\n",
                "Signal=5\r\n<script>\r\n",
                "Signal=\u0665",
                "Signal=\u0000",
            })
    void whatIsNoKeyIsRefused(String body) {
        assertRefused(RELAY, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "55", "16", "x", "Signal=5", "5\r\n6", "\u00df"})
    void whatIsNoKeyAloneIsRefused(String body) {
        assertRefused(PLAIN, body);
    }

    @Test
    void aLongBodyIsRefused() {
        assertRefused(RELAY, "Signal=5" + "\r\n".repeat(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/dtmf-relays", "text/plain", "application/sdp"})
    void otherTypesAreNoKeys(String type) {
        assertThat(DtmfInfo.isType(type)).isFalse();
    }

    private static void assertRefused(String type, String body) {
        assertThatThrownBy(() -> DtmfInfo.key(type, body))
                .asInstanceOf(type(SteeringRefusedException.class))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused).hasMessageMatching("[ -~]{1,120}");
                });
    }
}
