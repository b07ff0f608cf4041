package org.sipcast.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final Instant BEGIN = Instant.parse("2026-01-31T20:00:00Z");

    private final Judgement judgement = new Judgement();

    @Test
    void aStartAndAnEndThatSayWhatWasSeenAreGood() {
        judgement.judge(watched(3000, 3000, 200), List.of(start(), stop(3400, false)), List.of());
        assertThat(judgement.isGood()).isTrue();
    }

    @Test
    void mediaWithoutARecordAreLost() {
        judgement.judge(watched(3000, 3000, 481), List.of(), List.of());
        assertThat(judgement.lost()).hasSize(1);
    }

    @Test
    void aCallThatWasKilledBeforeItsStartIsNotLost() {
        judgement.judge(
                new WatchedCall("a", new Signalling(BEGIN, BEGIN, 481, false), Reception.NOTHING),
                List.of(),
                List.of());
        assertThat(judgement.isGood()).isTrue();
    }

    @Test
    void aCallWhoseByeWasAnsweredHasARecordThoughNothingCame() {
        judgement.judge(
                new WatchedCall("a", new Signalling(BEGIN, BEGIN, 200, false), Reception.NOTHING),
                List.of(),
                List.of());
        assertThat(judgement.lost()).hasSize(1);
    }

    @Test
    void aStartWithoutAnEndIsLost() {
        judgement.judge(watched(3000, 3000, 481), List.of(start()), List.of());
        assertThat(judgement.lost()).hasSize(1);
    }

    @Test
    void twoEndsAreDoubled() {
        judgement.judge(watched(3000, 3000, 200), List.of(start(), stop(3000, false), stop(3000, true)), List.of());
        assertThat(judgement.doubled()).hasSize(1);
    }

    @Test
    void moreOrLessThanWasSeenIsWrong() {
        judgement.judge(watched(3000, 3000, 200), List.of(start(), stop(4100, false)), List.of());
        judgement.judge(watched(3000, 3000, 200), List.of(start(), stop(1900, false)), List.of());
        assertThat(judgement.wrong()).hasSize(2);
    }

    @Test
    void whatWasSeenSinceTheLastReportOfAVlcThatWasKilledNeedNotBeBilled() {
        judgement.judge(watched(3000, 3000, 200), List.of(start(), stop(500, false)), List.of(BEGIN.plusMillis(2900)));
        assertThat(judgement.isGood()).isTrue();
        judgement.judge(watched(5000, 5000, 200), List.of(start(), stop(500, false)), List.of(BEGIN.plusMillis(2900)));
        assertThat(judgement.wrong()).hasSize(1);
    }

    @Test
    void anIncompleteCallIsBilledToItsLastProofOfLifeAndNotToItsLastPacket() {
        judgement.judge(watched(4000, 2000, 481), List.of(start(), stop(2100, true)), List.of());
        assertThat(judgement.isGood()).isTrue();
        judgement.judge(watched(4000, 2000, 481), List.of(start(), stop(2900, true)), List.of());
        assertThat(judgement.wrong()).hasSize(1);
    }

    @Test
    void aRecordSaysNoLaterProofOfLifeThanThereWas() {
        judgement.judge(watched(4000, 2000, 481), List.of(start(), stopAt(BEGIN.plusMillis(2100))), List.of());
        assertThat(judgement.isGood()).isTrue();
        judgement.judge(watched(4000, 2000, 481), List.of(start(), stopAt(BEGIN.plusMillis(2900))), List.of());
        assertThat(judgement.wrong()).hasSize(1);
    }

    private static WatchedCall watched(int seenMilliseconds, int reportedMilliseconds, int byeStatus) {
        return new WatchedCall(
                "a",
                new Signalling(BEGIN, BEGIN.plusMillis(seenMilliseconds), byeStatus, false),
                new Reception(
                        100,
                        BEGIN,
                        BEGIN.plusMillis(seenMilliseconds),
                        BEGIN.plusMillis(reportedMilliseconds),
                        Duration.ZERO));
    }

    private static JournalRow start() {
        return row("started", JsonNodeFactory.instance.objectNode());
    }

    private static JournalRow stop(int billedMilliseconds, boolean incomplete) {
        return row(
                "stopped",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("billableMilliseconds", billedMilliseconds)
                        .put("incomplete", incomplete));
    }

    private static JournalRow stopAt(Instant lastProofOfLife) {
        return row(
                "stopped",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("billableMilliseconds", 0)
                        .put("lastProofOfLifeAt", lastProofOfLife.toString())
                        .put("incomplete", true));
    }

    private static JournalRow row(String event, JsonNode data) {
        return new JournalRow(
                1, "a/" + event, event, JsonNodeFactory.instance.objectNode().set("data", data), "");
    }
}
