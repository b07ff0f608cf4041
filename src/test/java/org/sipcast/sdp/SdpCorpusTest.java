package org.sipcast.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SdpCorpusTest {
    private static final Origin ORIGIN = new Origin(1_234_567_890, 1);

    static List<SdpCase> all() {
        return SdpCase.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void answersAsItsFileSays(SdpCase sdpCase) {
        Optional<String> answer = sdpCase.expected(".answer.sdp");
        Optional<String> refusal = sdpCase.expected(".refusal.txt");
        Optional<String> malformed = sdpCase.expected(".malformed.txt");
        if (answer.isPresent()) {
            String actual = sdpCase.negotiate().answer(sdpCase.local(), ORIGIN);
            assertThat(actual).isEqualTo(answer.get());
            assertThat(AnswerRules.violations(sdpCase.offer(), actual)).isEmpty();
        } else if (refusal.isPresent()) {
            assertThatThrownBy(sdpCase::negotiate)
                    .isInstanceOf(NotAcceptableException.class)
                    .hasMessage(refusal.get().strip());
        } else {
            assertThat(malformed).as("what is expected of " + sdpCase).isPresent();
            assertThatThrownBy(sdpCase::negotiate)
                    .isInstanceOf(MalformedSdpException.class)
                    .hasMessage(malformed.orElseThrow().strip());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysInACommentWhatIsSpecial(SdpCase sdpCase) {
        assertThat(sdpCase.comments()).isNotEmpty();
    }

    @Test
    void hasNoExpectationWithoutItsOffer() throws IOException {
        List<String> cases = all().stream().map(SdpCase::name).toList();
        try (Stream<String> files =
                Files.list(SdpCase.FOLDER).map(file -> file.getFileName().toString())) {
            assertThat(files.map(file -> file.replaceFirst("\\.(offer|answer|refusal|malformed)\\.(sdp|txt)$", "")))
                    .isSubsetOf(cases);
        }
    }
}
