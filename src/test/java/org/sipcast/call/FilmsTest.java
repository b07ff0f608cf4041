package org.sipcast.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipcast.call.TestCalls.live;
import static org.sipcast.call.TestCalls.media;
import static org.sipcast.call.TestCalls.onDemand;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.sipcast.HandClock;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Direction;

class FilmsTest {
    private final HandClock clock = new HandClock();
    private final CallRegistry calls = new CallRegistry(clock, 4);
    private final Films films = new Films(calls, clock);

    @Test
    void aFilmIsWhereTheClockSaysWhileItRunsAndNeverBeyondItsEnd() {
        play("a", onDemand("demo", 3));
        films.found("a", Duration.ofSeconds(1), Duration.ofSeconds(60));

        clock.pass(Duration.ofSeconds(10));
        assertThat(position("a")).isEqualTo(Duration.ofSeconds(11));
        films.pause("a");
        clock.pass(Duration.ofSeconds(10));
        assertThat(position("a")).isEqualTo(Duration.ofSeconds(11));
        films.sought("a", Duration.ofSeconds(40));
        assertThat(position("a")).isEqualTo(Duration.ofSeconds(40));
        films.resume("a");
        clock.pass(Duration.ofMinutes(10));
        assertThat(position("a")).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void whatASourceSaysRightAfterASeekMayBeOfBefore() {
        play("a", onDemand("demo", 3));
        films.found("a", Duration.ofSeconds(1), Duration.ofSeconds(60));

        films.sought("a", Duration.ofSeconds(40));
        clock.pass(Duration.ofMillis(900));
        films.found("a", Duration.ofSeconds(2), Duration.ofSeconds(61));
        assertThat(position("a")).isEqualTo(Duration.ofMillis(40_900));
        assertThat(call("a").film().length()).isEqualTo(Duration.ofSeconds(61));
        clock.pass(Duration.ofMillis(100));
        films.found("a", Duration.ofSeconds(42), Duration.ofSeconds(61));

        assertThat(position("a")).isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void whoWatchesALiveChannelIsToldNowAndThenOnlyWhileItIsPaused() {
        play("a", onDemand("demo", 3));
        play("b", live("livetv", 3));
        films.tell("a");
        films.tell("b");

        assertThat(films.told()).extracting(Call::id).containsExactly("a");
        films.pause("b");
        assertThat(films.told()).extracting(Call::id).containsExactly("a", "b");
    }

    @Test
    void aPauseCountsFromWhateverBeginsItToWhateverEndsIt() {
        play("a", onDemand("demo", 3));

        films.pause("a");
        clock.pass(Duration.ofSeconds(2));
        var held = calls.change("a", media(Codec.VP8, Codec.OPUS, Direction.SENDONLY));
        clock.pass(Duration.ofSeconds(3));
        films.resume("a");
        assertThat(call("a").isPaused()).as("on hold").isTrue();
        var resumed = calls.change("a", media(Codec.VP8, Codec.OPUS));
        clock.pass(Duration.ofSeconds(4));

        assertThat(held.step()).isEqualTo(MediaChange.Step.NONE);
        assertThat(resumed.step()).isEqualTo(MediaChange.Step.RESUME);
        assertThat(call("a").usage().pauses()).isEqualTo(new Pauses(1, Duration.ofSeconds(5), null));
        assertThat(position("a")).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aCallThatBeginsOnHoldIsPausedAndItsFilmWaits() {
        play("a", onDemand("demo", 3), Direction.SENDONLY);

        clock.pass(Duration.ofSeconds(5));

        assertThat(call("a").isPaused()).isTrue();
        assertThat(position("a")).isZero();
        calls.change("a", media(Codec.VP8, Codec.OPUS));
        clock.pass(Duration.ofSeconds(1));
        assertThat(position("a")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whoHasPausedForSoLongIsKnownOnLiveChannelsToo() {
        play("a", onDemand("demo", 3));
        play("b", live("livetv", 3));
        play("c", live("livetv", 3));
        films.pause("a");
        films.pause("b");

        clock.pass(Duration.ofSeconds(9));
        assertThat(films.pausedFor(Duration.ofSeconds(10))).isEmpty();
        clock.pass(Duration.ofSeconds(1));

        assertThat(films.pausedFor(Duration.ofSeconds(10))).extracting(Call::id).containsExactly("a", "b");
        assertThat(films.onDemand()).extracting(Call::id).containsExactly("a");
    }

    @Test
    void aCallThatIsOverStaysSo() {
        play("a", onDemand("demo", 3));
        var ended = Objects.requireNonNull(calls.end("a", EndCause.VIEWER_STOPPED, Duration.ZERO));

        assertThat(films.pause("a")).isNull();
        assertThat(films.sought("a", Duration.ZERO)).isNull();
        assertThat(calls.all()).isEmpty();
        assertThat(ended.film().since()).isNull();
        assertThat(calls.entries()).isZero();
    }

    private void play(String id, Channel channel) {
        play(id, channel, Direction.RECVONLY);
    }

    private void play(String id, Channel channel, Direction direction) {
        calls.admit(
                id,
                id,
                "sip:a@example.org",
                null,
                "sip:b@example.org",
                channel,
                media(Codec.VP8, Codec.OPUS, direction));
        calls.play(calls.acknowledge(id, Duration.ZERO));
    }

    private Call call(String id) {
        return Objects.requireNonNull(calls.find(id));
    }

    private Duration position(String id) {
        return call(id).film().position(clock.instant());
    }
}
