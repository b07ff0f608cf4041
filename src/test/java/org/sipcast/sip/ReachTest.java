package org.sipcast.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
    @ParameterizedTest
    @ValueSource(ints = {200, 202, 302, 400, 401, 403, 405, 407, 415, 420, 486, 488, 491, 501, 505, 513, 600, 603, 606})
    void anAnswerThatOnlyThePeerOrAServerInDoubtGivesShowsNoLoss(int status) {
        assertThat(Reach.isShownBy(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 410, 430, 477, 478, 480, 481, 500, 502, 503, 504, 604})
    void anAnswerThatNobodyIsThereShowsHisLoss(int status) {
        assertThat(Reach.isShownBy(status)).isFalse();
    }
}
