package org.sipcast.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sipcast.call.TestCalls.live;
import static org.sipcast.call.TestCalls.media;
import static org.sipcast.call.TestCalls.onDemand;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sipcast.HandClock;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.EndCause;
import org.sipcast.call.Films;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Direction;

class SteeringTest {
    private final HandClock clock = new HandClock();
    private final CallRegistry calls = new CallRegistry(clock, 4);
    private final Films films = new Films(calls, clock);

    @Test
    void stepsAreTakenFromWhereTheFilmIsNow() {
        playFilm();
        clock.pass(Duration.ofMillis(20_700));

        assertThat(steer("seek +30").position()).isEqualTo(Duration.ofSeconds(50));
        assertThat(steer("seek -10").position()).isEqualTo(Duration.ofSeconds(10));
        assertThat(steer("seek -30").position()).isEqualTo(Duration.ofSeconds(0));
        assertThat(steer("seek 1:01").position()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void theEndAndWhatIsBeyondItIsRefused() {
        playFilm();

        assertRefused("seek 1:02", "seek 1:02: the film is 1:02 long");
        assertRefused("seek +999999", "the film is 1:02 long");
        films.found("a", Duration.ZERO, Duration.ZERO);
        assertRefused("seek +30", "how long the film is is not known, so that it can only begin again");
        assertThat(steer("restart").step()).isEqualTo(Step.RESTART);
    }

    @Test
    void whatIsSoAlreadyIsDoneOnceMore() {
        playFilm();

        assertThat(steer("resume").step()).isEqualTo(Step.RESUME);
        assertThat(steer("toggle").step()).isEqualTo(Step.PAUSE);
        films.pause("a");
        assertThat(steer("pause").step()).isEqualTo(Step.PAUSE);
        assertThat(steer("toggle").step()).isEqualTo(Step.RESUME);
    }

    @Test
    void onHoldAFilmMovesButDoesNotGoOn() {
        playFilm();
        calls.change("a", media(Codec.VP8, Codec.OPUS, Direction.SENDONLY));

        assertRefused("resume", "on hold");
        assertRefused("toggle", "on hold");
        assertThat(steer("seek 0:30").step()).isEqualTo(Step.SEEK);
        assertThat(steer("restart").step()).isEqualTo(Step.SEEK);
    }

    @Test
    void aLiveChannelAndACallThatHasNotBegunOrIsOverRefuse() {
        admit(live("livetv", 2));
        assertRefused("pause", "it has not begun yet");
        calls.play(calls.acknowledge("a", Duration.ZERO));
        assertRefused("seek 0:10", "a live channel can be paused, resumed and stopped only");
        assertRefused("restart", "a live channel");
        calls.end("a", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        assertRefused("stop", "the call is over");
    }

    private void playFilm() {
        admit(onDemand("demo", 2));
        calls.play(calls.acknowledge("a", Duration.ZERO));
        films.found("a", Duration.ZERO, Duration.ofSeconds(62));
    }

    private void admit(Channel channel) {
        calls.admit("a", "a", "sip:a@example.org", null, "sip:b@example.org", channel, media(Codec.VP8, Codec.OPUS));
    }

    private Steering steer(String words) {
        return Steering.of(CommandParser.parse(words), calls.find("a"), clock.instant());
    }

    private void assertRefused(String words, String reason) {
        assertThatThrownBy(() -> steer(words))
                .isInstanceOf(SteeringRefusedException.class)
                .hasMessageContaining(reason);
    }
}
