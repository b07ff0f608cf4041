package org.sipcast.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sipcast.call.TestCalls.live;
import static org.sipcast.call.TestCalls.media;
import static org.sipcast.call.TestCalls.onDemand;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sipcast.HandClock;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Direction;
import org.sipcast.sdp.Encode;
import org.sipcast.sdp.Negotiation;
import org.sipcast.sdp.NotAcceptableException;

class CallRegistryTest {
    private static final Negotiation VP8_OPUS = media(Codec.VP8, Codec.OPUS);
    private static final Negotiation VP8_PCMA = media(Codec.VP8, Codec.PCMA);
    private static final Negotiation H264_PCMA = media(Codec.H264, Codec.PCMA);

    private final HandClock clock = new HandClock();
    private final CallRegistry calls = new CallRegistry(clock, 4);
    private final Channel livetv = live("livetv", 3);
    private final Channel demo = onDemand("demo", 3);

    @Test
    void aChannelTakesAsManyViewersAsItMay() {
        admit("a", livetv, VP8_OPUS);
        admit("b", livetv, VP8_OPUS);
        admit("c", livetv, VP8_OPUS);

        assertThatThrownBy(() -> admit("d", livetv, VP8_OPUS))
                .isInstanceOf(NoRoomException.class)
                .hasMessage("channel livetv is full: 3 viewers at once");

        calls.end("b", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        admit("d", livetv, VP8_OPUS);
    }

    @Test
    void viewersOfALiveChannelShareTheEncodesOfTheirCodecs() {
        admit("a", livetv, VP8_OPUS);
        admit("b", livetv, VP8_PCMA);
        admit("c", livetv, H264_PCMA);

        assertThat(calls.encodesInUse()).isEqualTo(4);

        calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        assertThat(calls.encodesInUse()).isEqualTo(3);
        calls.end("b", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        calls.end("c", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        assertThat(calls.encodesInUse()).isZero();
    }

    @Test
    void onDemandEveryCallHasEncodesOfItsOwnUpToTheLimit() {
        admit("a", demo, VP8_OPUS);
        admit("b", demo, VP8_OPUS);

        assertThatThrownBy(() -> admit("c", demo, VP8_OPUS))
                .isInstanceOf(NoRoomException.class)
                .hasMessageContaining("4 encodes at once");
        assertThat(calls.all()).extracting(Call::id).containsExactly("a", "b");
    }

    @Test
    void aRefusedCallLeavesNothingBehind() {
        admit("a", demo, VP8_OPUS);
        admit("b", demo, VP8_OPUS);
        assertThatThrownBy(() -> admit("c", livetv, VP8_OPUS)).isInstanceOf(NoRoomException.class);

        calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        calls.end("b", EndCause.VIEWER_HUNG_UP, Duration.ZERO);

        assertThat(calls.entries()).isZero();
    }

    @Test
    void aCallEndsOnceAndForTheFirstCause() {
        admit("a", livetv, VP8_OPUS);
        calls.play(calls.acknowledge("a", Duration.ZERO));
        clock.pass(Duration.ofSeconds(10));

        Call ended = Objects.requireNonNull(calls.end("a", EndCause.SOURCE_ENDED, Duration.ZERO));

        assertThat(ended.hasPlayed()).isTrue();
        assertThat(ended.endCause()).isEqualTo(EndCause.SOURCE_ENDED);
        assertThat(calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ZERO)).isNull();
    }

    @Test
    void aCallStartsAndEndsWhenThatCameWhichSaysSo() {
        admit("a", livetv, VP8_OPUS);
        clock.pass(Duration.ofSeconds(3));
        Instant acknowledged = clock.instant();
        clock.pass(Duration.ofSeconds(2));
        Call playing = calls.play(calls.acknowledge("a", Duration.ofSeconds(2)));
        assertThat(playing.usage().provenAt()).isEqualTo(acknowledged);

        Call ended = Objects.requireNonNull(calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ofSeconds(1)));

        assertThat(ended.state())
                .isEqualTo(new CallState.Ended(acknowledged, acknowledged.plusSeconds(1), EndCause.VIEWER_HUNG_UP));
    }

    @Test
    void noCallEndsBeforeItStarts() {
        admit("a", livetv, VP8_OPUS);
        calls.play(calls.acknowledge("a", Duration.ZERO));

        Call ended = Objects.requireNonNull(calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ofMillis(1)));

        assertThat(ended.state())
                .isEqualTo(new CallState.Ended(clock.instant(), clock.instant(), EndCause.VIEWER_HUNG_UP));
    }

    @Test
    void aCallThatWasNeverAcknowledgedHasNotPlayed() {
        admit("a", livetv, VP8_OPUS);

        assertThat(Objects.requireNonNull(calls.end("a", EndCause.CANCELLED, Duration.ZERO))
                        .hasPlayed())
                .isFalse();
    }

    @Test
    void aCallWhoseStartIsNotOnRecordOwesNoStopRecord() {
        admit("a", livetv, VP8_OPUS);
        calls.acknowledge("a", Duration.ZERO);

        assertThat(Objects.requireNonNull(calls.end("a", EndCause.SERVER_FAILED, Duration.ZERO))
                        .hasPlayed())
                .isFalse();
    }

    @Test
    void aCallThatEndsWhileItsStartIsBeingWrittenOwesAStopRecord() {
        admit("a", livetv, VP8_OPUS);
        Call starting = calls.acknowledge("a", Duration.ZERO);
        calls.end("a", EndCause.SOURCE_LOST, Duration.ZERO);

        Call over = calls.play(starting);

        assertThat(over.isPlaying()).isFalse();
        assertThat(over.hasPlayed()).isTrue();
        assertThat(over.endCause()).isEqualTo(EndCause.SOURCE_LOST);
        assertThat(calls.find("a")).isNull();
        assertThat(calls.entries()).isZero();
    }

    @Test
    void aCallThatIsEndedTwiceWhileItsStartIsBeingWrittenDoesNotComeBack() {
        admit("a", livetv, VP8_OPUS);
        Call starting = calls.acknowledge("a", Duration.ZERO);
        calls.end("a", EndCause.SOURCE_LOST, Duration.ZERO);
        calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ZERO);

        assertThat(calls.play(starting).endCause()).isEqualTo(EndCause.SOURCE_LOST);
        assertThat(calls.all()).isEmpty();
        assertThat(calls.entries()).isZero();
    }

    @Test
    void aCallWhoseStartCouldNotBeRecordedLeavesNothingBehind() {
        admit("a", livetv, VP8_OPUS);
        calls.acknowledge("a", Duration.ZERO);
        calls.abandon("a");
        calls.abandon("a");
        calls.end("a", EndCause.SERVER_FAILED, Duration.ZERO);

        assertThat(calls.entries()).isZero();
    }

    @Test
    void aCallThatEndedBeforeItsStartWasAbandonedLeavesNothingBehindAndDoesNotPlay() {
        admit("a", livetv, VP8_OPUS);
        Call starting = calls.acknowledge("a", Duration.ZERO);
        calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        calls.abandon("a");

        assertThat(calls.entries()).isZero();
        assertThatThrownBy(() -> calls.play(starting)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCallThatPlayedLeavesNothingBehind() {
        admit("a", demo, VP8_OPUS);
        calls.play(calls.acknowledge("a", Duration.ZERO));
        calls.end("a", EndCause.SOURCE_ENDED, Duration.ZERO);

        assertThat(calls.entries()).isZero();
    }

    @Test
    void anAckAfterTheEndIsRefused() {
        admit("a", livetv, VP8_OPUS);
        calls.end("a", EndCause.SOURCE_LOST, Duration.ZERO);

        assertThatThrownBy(() -> calls.acknowledge("a", Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is over");
    }

    @Test
    void hubsAreSharedOnALiveChannelAndOwnOnDemand() {
        admit("a", livetv, VP8_OPUS);
        admit("b", livetv, VP8_OPUS);
        admit("c", demo, VP8_OPUS);

        assertThat(calls.inUse())
                .containsExactly(
                        new Expectation("livetv", Set.of("livetv"), Set.of("a", "b"), Set.of()),
                        new Expectation("demo", Set.of("c"), Set.of("c"), Set.of()));
        assertThat(calls.among(Set.of("c", "b", "over"))).extracting(Call::id).containsExactly("b", "c");
    }

    @Test
    void theSinkOfACallIsDueOnceItHasPlayedForAWhile() {
        Duration settling = Duration.ofSeconds(5);
        admit("a", livetv, VP8_OPUS);
        calls.play(calls.acknowledge("a", Duration.ZERO));
        admit("ringing", livetv, VP8_OPUS);
        admit("on-hold", livetv, media(Codec.VP8, Codec.OPUS, Direction.INACTIVE));
        calls.play(calls.acknowledge("on-hold", Duration.ZERO));
        assertThat(due(settling)).isEmpty();

        clock.pass(settling);
        assertThat(due(settling)).containsExactly("a");

        calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        assertThat(due(settling)).isEmpty();
    }

    @Test
    void nothingIsExpectedOfAVlcThatRunsWithoutCalls() {
        admit("a", demo, VP8_OPUS);

        assertThat(calls.expected(List.of("idle"), Duration.ZERO))
                .containsExactly(
                        new Expectation("idle", Set.of(), Set.of(), Set.of()),
                        new Expectation("demo", Set.of("a"), Set.of("a"), Set.of()));
    }

    private Set<String> due(Duration settling) {
        return calls.expected(List.of(), settling).get(0).dueSinks();
    }

    @Test
    void aChannelIsIdleOnceNobodyHasWatchedItForAWhile() {
        Duration minute = Duration.ofMinutes(1);
        admit("a", livetv, VP8_OPUS);
        assertThat(calls.idle(List.of("livetv", "demo"), minute)).isEmpty();

        clock.pass(minute);
        assertThat(calls.idle(List.of("livetv", "demo"), minute)).containsExactly("demo");

        calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        assertThat(calls.idle(List.of("livetv"), minute)).isEmpty();
        clock.pass(minute);
        assertThat(calls.idle(List.of("livetv"), minute)).containsExactly("livetv");
    }

    @Test
    void concurrentCallersNeverExceedTheViewerLimit() throws InterruptedException {
        Channel crowded = live("crowded", 50);
        AtomicInteger admitted = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 400; i++) {
            String id = "call-" + i;
            callers.execute(() -> {
                try {
                    admit(id, crowded, VP8_OPUS);
                    admitted.incrementAndGet();
                } catch (NoRoomException full) {
                    // what most of them get
                }
            });
        }
        callers.shutdown();
        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(admitted).hasValue(50);
    }

    @Test
    void aChangeToOtherCodecsTakesTheirEncodesInPlaceOfTheOldOnes() {
        admit("a", livetv, VP8_OPUS);

        calls.change("a", H264_PCMA);

        assertThat(calls.encodesInUse()).isEqualTo(2);
        calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        assertThat(calls.encodesInUse()).isZero();
        assertThat(calls.inUse()).isEmpty();
    }

    @Test
    void aChangeBeyondTheEncodersLeavesTheCallAsItWas() {
        admit("a", livetv, VP8_OPUS);
        Call before = admit("b", livetv, VP8_OPUS);
        admit("c", demo, VP8_OPUS);

        assertThatThrownBy(() -> calls.change("b", H264_PCMA))
                .isInstanceOf(NotAcceptableException.class)
                .hasMessageContaining("4 encodes at once");

        assertThat(calls.find("b")).isEqualTo(before);
        assertThat(calls.encodesInUse()).isEqualTo(4);
    }

    @Test
    void aChangeKeepsTheCodecsInUseWhereItCan() {
        Call live = admit("a", livetv, media(Codec.H264, Codec.PCMU));
        Call film = admit("b", demo, H264_PCMA);

        assertThat(live.acceptable().encodes())
                .startsWith(Encode.H264, Encode.PCMU, Encode.VP8)
                .hasSize(6);
        assertThat(film.acceptable().encodes()).containsExactly(Encode.H264, Encode.PCMA);
    }

    @Test
    void aSinkIsDueAWhileAfterTheChangeThatAddedIt() {
        admit("a", livetv, VP8_OPUS);
        calls.play(calls.acknowledge("a", Duration.ZERO));
        clock.pass(Duration.ofMinutes(1));

        calls.change("a", H264_PCMA);

        assertThat(calls.expected(List.of(), Duration.ofSeconds(5)).get(0).dueSinks())
                .isEmpty();
        clock.pass(Duration.ofSeconds(5));
        assertThat(calls.expected(List.of(), Duration.ofSeconds(5)).get(0).dueSinks())
                .containsExactly("a");
    }

    @Test
    void aSinkThatIsReplacedHasOtherSsrcsAndTheCallKeepsWhatItSent() {
        Call before = admit("a", livetv, VP8_OPUS);

        calls.replaceSink("a", Map.of("video", Map.of("packets", 5L, "jitterMilliseconds", 9L)));
        Call after = calls.replaceSink("a", Map.of("video", Map.of("packets", 2L, "jitterMilliseconds", 1L)));

        assertThat(after.videoSsrc()).isNotEqualTo(before.videoSsrc());
        assertThat(after.usage().earlier().media())
                .isEqualTo(Map.of("video", Map.of("packets", 7L, "jitterMilliseconds", 1L)));
    }

    @Test
    void inAnotherVlcAStreamKeepsItsSsrcIfItIsKnownWhereItWas() {
        Call before = admit("a", livetv, VP8_OPUS);
        calls.play(calls.acknowledge("a", Duration.ZERO));
        ViewerReport report = new ViewerReport("a", Map.of(), Map.of("video", "1:2"), null, null, false);
        calls.heard(List.of(report), Duration.ofSeconds(4));

        calls.cutOff(List.of("a"));
        Continuation first = Objects.requireNonNull(calls.carryOn("a"));
        calls.cutOff(List.of("a"));
        Continuation second = Objects.requireNonNull(calls.carryOn("a"));

        assertThat(first.positions()).isEqualTo(Map.of("video", "1:2"));
        assertThat(first.call().videoSsrc()).isEqualTo(before.videoSsrc());
        assertThat(first.call().audioSsrc()).isNotEqualTo(before.audioSsrc());
        assertThat(second.positions()).isEmpty();
        assertThat(second.call().videoSsrc()).isNotEqualTo(before.videoSsrc());
    }

    @Test
    void whoHasASinkInAnotherVlcIsNotCarriedOnOnceMore() {
        admit("a", livetv, VP8_OPUS);
        calls.play(calls.acknowledge("a", Duration.ZERO));
        assertThat(calls.carryOn("a")).isNull();

        calls.cutOff(List.of("a"));

        assertThat(calls.find("a")).matches(Call::isCutOff);
        assertThat(calls.carryOn("a")).isNotNull();
        assertThat(calls.find("a")).matches(call -> !call.isCutOff());
        assertThat(calls.carryOn("a")).isNull();
    }

    private Call admit(String id, Channel channel, Negotiation media) {
        return calls.admit(id, id + "@wire", "sip:viewer@example.org", null, "sip:livetv@example.org", channel, media);
    }
}
