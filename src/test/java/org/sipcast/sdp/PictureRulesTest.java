package org.sipcast.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker has to find what it is there for. */
class PictureRulesTest {
    private static final String OFFER = "v=0\nm=audio 0 RTP/AVP 8\nm=video 5000 RTP/AVP 96\na=fmtp:96 ";
    private static final String ANSWER = "v=0\r\nm=audio 0 RTP/AVP 8\r\nm=video 20000 RTP/AVP 96\r\na=rtpmap:96 ";

    @ParameterizedTest
    @CsvSource({
        "H264/90000, profile-level-id=42e01e, true",
        "H264/90000, profile-level-id=42e016, false",
        "H264/90000, packetization-mode=1, false",
        "H264/90000, profile-level-id=42e014;max-fs=920;max-mbps=23000, true",
        "H264/90000, profile-level-id=42e014;max-fs=919;max-mbps=23000, false",
        "H264/90000, profile-level-id=42e00d;max-fs=920;max-mbps=23000, false",
        "H264/90000, profile-level-id=42e00a;max-recv-level=e01f, true",
        "VP8/90000, max-fs=919, false",
        "VP8/90000, max-fs=3600;max-fr=24, false",
        "VP8/90000, max-fs=3600;max-fr=25, true",
        "opus/48000/2, maxaveragebitrate=47999, false"
    })
    void knowsWhatIsTooMuch(String map, String parameters, boolean isEnough) {
        assertThat(PictureRules.violations(OFFER + parameters + "\n", ANSWER + map + "\r\n")
                        .isEmpty())
                .isEqualTo(isEnough);
    }
}
