package org.sipcast.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sipcast.HandClock;
import org.sipcast.sdp.Codec;

class ReceptionTest {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final HandClock clock = new HandClock();
    private final CallRegistry calls = new CallRegistry(clock, 10);

    @Test
    void aViewerWhoNeverSentRtcpIsNeverAsked() {
        play("a");

        assertThat(askedDuring(3600, null)).isEmpty();
    }

    @Test
    void aViewerWhoProvesInNoWayThatHeIsThereIsQuestionedAtIntervals() {
        Duration question = Duration.ofSeconds(60);
        play("a");
        List<Integer> asked = new ArrayList<>();
        for (int second = 0; second < 300; second++) {
            if (second == 150) {
                calls.seen("a");
            }
            if (!calls.unproven(question).isEmpty()) {
                asked.add(second);
            }
            clock.pass(Duration.ofSeconds(1));
        }

        // again, because nothing came of it; then a while after his proof
        assertThat(asked).containsExactly(61, 121, 211, 271);
    }

    @Test
    void aViewerWhoseRtcpComesIsNotQuestioned() {
        play("a");
        for (int second = 0; second < 300; second += 2) {
            report(4900, false);
            assertThat(calls.unproven(Duration.ofSeconds(60))).isEmpty();
            clock.pass(Duration.ofSeconds(2));
        }
    }

    @Test
    void aViewerWhoseRtcpComesIsNotAsked() {
        play("a");

        for (int second = 0; second < 3600; second += 2) {
            assertThat(report(4900, false)).isFalse();
            clock.pass(Duration.ofSeconds(2));
        }
    }

    @Test
    void aViewerWhoseRtcpHasStoppedIsAskedAtGrowingPauses() {
        play("a");
        report(0, false);
        clock.pass(Duration.ofSeconds(1));

        assertThat(askedDuring(240, 0)).containsExactly(5, 15, 35, 75, 135, 195);
    }

    @Test
    void aViewerWhoTakesLeaveIsAskedAtOnce() {
        play("a");
        report(0, false);

        assertThat(report(100, true)).isTrue();
        assertThat(report(2100, true)).isFalse();
        assertThat(calls.isSilent("a", SILENCE)).isTrue();
        assertThat(report(0, false)).isFalse();
        assertThat(calls.isSilent("a", SILENCE)).isFalse();
    }

    @Test
    void onceRtcpHasComeForLongThePausesBeginAnew() {
        play("a");
        report(0, false);
        assertThat(report(5000, false)).isFalse();
        clock.pass(Duration.ofSeconds(6));
        assertThat(report(6000, false)).isTrue();
        for (int second = 0; second < 40; second++) {
            assertThat(report(1000, false)).isFalse();
            clock.pass(Duration.ofSeconds(1));
        }
        clock.pass(Duration.ofSeconds(5));
        assertThat(report(6000, false)).isTrue();
        clock.pass(Duration.ofSeconds(10));
        assertThat(report(16_000, false)).isTrue();
    }

    @Test
    void aViewerWhoseSinkIsReplacedIsStillKnownBySilence() {
        play("a");
        report(0, false);
        clock.pass(Duration.ofSeconds(5));

        assertThat(report(null, false)).isTrue();
    }

    @Test
    void whatIsSaidOfOthersThanPlayingCallsDoesNotCount() {
        offer("a");
        assertThat(report(10_000, true)).isFalse();
        assertThat(calls.reception("a")).isNull();
        play("b");
        calls.heard(List.of(new ViewerReport("b", Map.of(), Map.of(), null, SILENCE, false)), SILENCE);
        calls.end("b", EndCause.VIEWER_LOST, Duration.ZERO);
        calls.heard(List.of(new ViewerReport("b", Map.of(), Map.of(), null, SILENCE, false)), SILENCE);
        assertThat(calls.reception("b")).isNull();
        assertThat(calls.isSilent("b", SILENCE)).isFalse();
    }

    @Test
    void theRegistryKnowsWhatAViewerWasSentAndWhenHeWasHeard() {
        play("a");
        calls.heard(
                List.of(new ViewerReport(
                        "a", Map.of("audio", Map.of("packets", 7L)), Map.of(), null, Duration.ofSeconds(2), false)),
                SILENCE);

        Reception reception = Objects.requireNonNull(calls.reception("a"));
        assertThat(reception.sent()).isEqualTo(Map.of("audio", Map.of("packets", 7L)));
        assertThat(reception.rtcpAt()).isEqualTo(clock.instant().minusSeconds(2));
    }

    /** The seconds in which the viewer was asked, when reports come each second and his RTCP ages from this on. */
    private List<Integer> askedDuring(int seconds, @Nullable Integer age) {
        List<Integer> asked = new ArrayList<>();
        for (int second = 1; second <= seconds; second++) {
            if (report(age == null ? null : age + second * 1000, false)) {
                asked.add(second);
            }
            clock.pass(Duration.ofSeconds(1));
        }
        return asked;
    }

    private boolean report(@Nullable Integer ageMilliseconds, boolean bye) {
        Duration age = ageMilliseconds == null ? null : Duration.ofMillis(ageMilliseconds);
        List<Call> asked = calls.heard(List.of(new ViewerReport("a", Map.of(), Map.of(), null, age, bye)), SILENCE);
        return asked.stream().anyMatch(call -> call.id().equals("a"));
    }

    private void offer(String id) {
        calls.admit(
                id,
                id + "@wire",
                "sip:viewer@example.org",
                null,
                "sip:livetv@example.org",
                TestCalls.live("livetv", 10),
                TestCalls.media(Codec.VP8, Codec.OPUS));
    }

    private void play(String id) {
        offer(id);
        calls.play(calls.acknowledge(id, Duration.ZERO));
    }
}
