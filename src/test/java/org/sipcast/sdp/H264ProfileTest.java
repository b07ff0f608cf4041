package org.sipcast.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class H264ProfileTest {
    /** RFC 6184 section 8.1, table 5. */
    @ParameterizedTest
    @CsvSource({
        "42e01f, CONSTRAINED_BASELINE",
        "42C00D, CONSTRAINED_BASELINE",
        "42401f, CONSTRAINED_BASELINE",
        "4d801f, CONSTRAINED_BASELINE",
        "58c01f, CONSTRAINED_BASELINE",
        "42001f, BASELINE",
        "42801F, BASELINE",
        "58801f, BASELINE",
        "4d001f, MAIN",
        "4d4028, MAIN",
        "58001f, EXTENDED",
        "640028, HIGH",
        "640c1f, HIGH"
    })
    void knowsOneProfileByAllItsSpellings(String profileLevelId, H264Profile profile) {
        assertThat(ProfileLevelId.parse(profileLevelId).flatMap(ProfileLevelId::profile))
                .contains(profile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"6e001f", "7a001f", "f4001f", "2c001f", "000000", "42e0", "42e01f0", "42e01g", "", "+2e01f"})
    void leavesOutProfilesWithOtherToolsAndWhatIsNone(String profileLevelId) {
        assertThat(ProfileLevelId.parse(profileLevelId).flatMap(ProfileLevelId::profile))
                .isEmpty();
    }
}
