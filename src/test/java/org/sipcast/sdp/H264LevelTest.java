package org.sipcast.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H264LevelTest {
    /** ITU-T H.264 table A-1. */
    @ParameterizedTest
    @CsvSource({
        "128,   96, 30,    60, 1.0",
        "176,  144, 15,   100, 1.1",
        "320,  240, 15,   300, 1.2",
        "352,  288, 30,   500, 1.3",
        "352,  288, 30,   800, 2.0",
        "640,  360, 25,   800, 3.0",
        "640,  480, 30,  1000, 3.0",
        "1280, 720, 25,  2000, 3.1",
        "1280, 720, 30, 14000, 3.1",
        "1280, 720, 60,  4000, 3.2",
        "1920, 1080, 30, 6000, 4.0",
        "1920, 1080, 60, 6000, 4.2",
        "3840, 2160, 30, 20000, 5.1",
        "3840, 2160, 60, 20000, 5.2",
        "3840,  64, 25,   800, 4.0"
    })
    void isTheLowestThatHasRoomForThePicture(int width, int height, int frames, int kilobits, String level) {
        assertThat(H264Level.of(new Picture(width, height, frames, kilobits)).map(H264Level::number))
                .contains(level);
    }

    @ParameterizedTest
    @CsvSource({"42e00b, 1.1", "42f00b, 1b", "42e009, 1b", "64f00b, 1.1", "42e017, 2.2", "42e0ff, 5.2", "42e00a, 1.0"})
    void isReadFromAProfileLevelId(String id, String level) {
        assertThat(ProfileLevelId.parse(id).flatMap(ProfileLevelId::level).map(H264Level::number))
                .contains(level);
    }

    @ParameterizedTest
    @CsvSource({
        "42E01F, L3, 42e01e",
        "42E01E, L3, 42E01E",
        "42e00d, L3, 42e00d",
        "42f01e, L1_1, 42e00b",
        "64101e, L1_1, 64100b",
        "42f00b, L1_1, 42f00b",
        "42f00b, L1, 42f00a"
    })
    void goesDownInAnAnswerAndNeverUp(String offered, H264Level needed, String answered) {
        assertThat(ProfileLevelId.parse(offered).orElseThrow().lowered(needed).text())
                .isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            profile-level-id=42e01e                              | true
            profile-level-id=42e016                              | false
            profile-level-id=42e000                              | false
            profile-level-id=42e000;max-recv-level=e01e          | true
            profile-level-id=42e00d;max-recv-level=zz            | false
            profile-level-id=42e00d;max-recv-level=e00           | false
            profile-level-id=42e014;max-mbps=23000;max-fs=920    | true
            profile-level-id=42e014;max-mbps=22999;max-fs=920    | false
            profile-level-id=42e014;max-mbps=-23000;max-fs=920   | false
            profile-level-id=42e01f;max-fs=1                     | true
            packetization-mode=1                                 | false
            """)
    void isRaisedByFurtherParametersOnly(String parameters, boolean takesIt) {
        var format = H264Format.of(FormatParameters.parse(parameters)).orElseThrow();
        assertThat(format.obstacle(TestMedia.PICTURE).isEmpty()).isEqualTo(takesIt);
    }
}
