package org.sipcast.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodecPreferenceTest {
    private static final CodecPreference PHONES = new CodecPreference(List.of(Codec.H264), List.of(Codec.PCMA));
    private static final CodecPreference CHANNEL = new CodecPreference(
            List.of(Codec.VP8, Codec.H264), List.of(Codec.OPUS, Codec.PCMA), Map.of("phones.example.org", PHONES));

    @Test
    void isAnotherForADomainInAnyCase() {
        assertThat(CHANNEL.forDomain("PHONES.example.org")).isEqualTo(PHONES);
        assertThat(CHANNEL.forDomain("example.org")).isEqualTo(CHANNEL);
        assertThat(CHANNEL.forDomain("")).isEqualTo(CHANNEL);
    }

    @Test
    void isNarrowedToWhatIsNamedOfIt() {
        CodecPreference narrowed = CHANNEL.only(" h264  PCMU ");
        assertThat(narrowed.video()).containsExactly(Codec.H264);
        assertThat(narrowed.audio()).containsExactly(Codec.OPUS, Codec.PCMA);
        assertThatThrownBy(() -> CHANNEL.only("h265")).hasMessage("'h265' is no codec");
    }

    @Test
    void givesADomainNoCodecThatTheChannelDoesNotHave() {
        assertThatThrownBy(() -> new CodecPreference(List.of(Codec.VP8), List.of(), Map.of("x", PHONES)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isOfEachMediumByItself() {
        assertThatThrownBy(() -> new CodecPreference(List.of(Codec.PCMA), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CodecPreference(List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
