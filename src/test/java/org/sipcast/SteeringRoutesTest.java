package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.sipcast.vlc.telnet.VlcGoneException;

/** What the shipped routes make of a viewer's words. */
class SteeringRoutesTest extends ShippedRoutes {

    @Override
    protected void also(Properties settings) {
        settings.setProperty("sipcast.film.interval", "100");
    }

    @Test
    void aFilmPausesAndGoesOnWithItsSink() throws Exception {
        watch("demo");

        assertDone(steer("pause"));
        assertThat(call().isPaused()).isTrue();
        assertThat(call().usage().pauses().since()).isNotNull();
        assertDone(steer("resume"));

        assertThat(call().isPaused()).isFalse();
        assertThat(call().usage().pauses().count()).isEqualTo(1);
        assertThat(deeds)
                .containsSubsequence(
                        "vlc:pause demo/call-1",
                        "vlc:pause-sink demo/call-1",
                        "vlc:play demo/call-1",
                        "vlc:resume-sink demo/call-1");
    }

    @Test
    void aLiveChannelPausesItsSinkAlone() throws Exception {
        watch("livetv");

        assertDone(steer("toggle"));
        assertDone(steer("toggle"));
        assertDone(steer("resume"));

        assertThat(deeds)
                .containsExactly(
                        "vlc:pause-sink livetv/livetv",
                        "vlc:resume-sink livetv/livetv",
                        // once more, as nobody knows what VLC has made of it
                        "vlc:resume-sink livetv/livetv");
        assertRefused(steer("seek +30"), 403, "a live channel can be paused, resumed and stopped only");
    }

    @Test
    void aSeekGoesThereAndOneBeyondTheEndIsRefusedInWords() throws Exception {
        watch("demo");

        assertDone(steer("seek 0:40"));
        assertThat(deeds).contains("vlc:seek demo/call-1");
        assertThat(call().film().from()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(40));
        assertRefused(steer("seek 99:00"), 403, "seek 1:39:00: the film is 1:02 long");
        assertRefused(steer("seek +900"), 403, "the film is 1:02 long");
        assertRefused(steer("rewind"), 400, "'rewind' is not known");
        assertThat(calls().all()).hasSize(1);
    }

    @Test
    void aPhoneThatHoldsHasToTakeTheCallOffHoldItself() throws Exception {
        watch("demo");

        change("INVITE", OFFER.replace("t=0 0", "t=0 0\r\na=sendonly"));
        assertThat(deeds).contains("vlc:pause demo/call-1", "vlc:pause-sink demo/call-1");
        assertRefused(steer("resume"), 403, "the phone has the call on hold, and has to take it off hold itself");
        deeds.clear();
        change("INVITE", OFFER);

        assertThat(deeds).contains("vlc:resume-sink demo/call-1", "vlc:play demo/call-1");
        assertThat(call().usage().pauses().count()).isEqualTo(1);
    }

    @Test
    void anUpdateHoldsAFilmAndTakesItOffHold() throws Exception {
        watch("demo");

        change("UPDATE", OFFER.replace("t=0 0", "t=0 0\r\na=inactive"));
        assertThat(deeds).containsSubsequence("vlc:pause demo/call-1", "vlc:pause-sink demo/call-1");
        assertThat(call().isPaused()).isTrue();
        deeds.clear();
        change("UPDATE", OFFER);

        assertThat(deeds).containsSubsequence("vlc:play demo/call-1", "vlc:resume-sink demo/call-1");
        assertThat(call().isPaused()).isFalse();
        assertThat(call().usage().pauses().count()).isEqualTo(1);
    }

    @Test
    void aPauseThatVlcDidNotTakeIsNoneAndCanBeTriedAgain() throws Exception {
        watch("demo");
        faults.put("pause-sink", new VlcGoneException("no reply"));

        assertRefused(steer("pause"), 500, "does not answer");
        assertThat(call().isPaused()).isFalse();
        assertThat(call().usage().pauses().count()).isZero();
        faults.clear();
        deeds.clear();

        assertDone(steer("pause"));
        assertThat(deeds).contains("vlc:pause-sink demo/call-1");
        assertThat(call().isPaused()).isTrue();
    }

    @Test
    void whoGoesOnInVainIsStillPausedAndASeekInVainWasNone() throws Exception {
        watch("demo");
        steer("pause");
        faults.put("resume-sink", new VlcGoneException("no reply"));
        faults.put("seek", new VlcGoneException("no reply"));

        assertRefused(steer("resume"), 500, "does not answer");
        assertRefused(steer("seek 0:40"), 500, "does not answer");
        assertThat(call().isPaused()).isTrue();
        assertThat(call().film().from()).isLessThan(Duration.ofSeconds(40));
        faults.clear();

        assertDone(steer("resume"));
        assertThat(call().isPaused()).isFalse();
    }

    @Test
    void whoSteersTooOftenIsToldToWaitInWhateverWay() throws Exception {
        watch("demo");

        Exchange refused = await().pollInterval(Duration.ZERO)
                .pollDelay(Duration.ZERO)
                .until(
                        () -> steer("seek 0:10"),
                        steered -> steered.getMessage().getHeader("CamelSipStatus", Integer.class) != 200);

        assertRefused(refused, 486, "Not so many at once");
        assertThat(call().isPaused()).isFalse();
    }

    @Test
    void aRefreshOfTheSessionDoesNotResumeWhatWordsHavePaused() throws Exception {
        watch("demo");
        steer("pause");
        deeds.clear();

        change("INVITE", OFFER);

        assertThat(call().isPaused()).isTrue();
        assertThat(deeds).noneMatch(deed -> deed.startsWith("vlc:play") || deed.startsWith("vlc:resume"));
    }

    @Test
    void aFilmOutOfStepIsPutRight() throws Exception {
        watch("demo");
        steer("pause");
        deeds.clear();

        await().untilAsserted(() -> assertThat(deeds).contains("vlc:pause demo/call-1"));
    }

    @Test
    void stopHangsUpForTheViewer() throws Exception {
        watch("demo");

        assertDone(steer("stop"));

        await().untilAsserted(() -> assertThat(records()).hasSize(2));
        assertThat(calls().all()).isEmpty();
        assertThat(deeds).anyMatch(deed -> deed.startsWith("sip:bye call-1") && deed.contains("the viewer stopped it"));
        assertThat(records()).last().asString().contains("\"endedBy\":\"viewer\"", "\"cause\":\"VIEWER_STOPPED\"");
        assertRefused(steer("pause"), 481, "the call is over");
    }

    private Exchange steer(String words) throws Exception {
        return template.send("direct:steer-film", exchange -> {
            exchange.getMessage().setHeader("CamelSipDialogId", "call-1");
            exchange.getMessage().setBody(words);
        });
    }

    private static void assertDone(Exchange steered) {
        assertThat(steered.getException()).isNull();
        assertThat(steered.getMessage().getHeader("CamelSipStatus", Integer.class))
                .isEqualTo(200);
        assertThat(steered.getMessage().getHeader("CamelSipWarning")).isNull();
    }

    private static void assertRefused(Exchange steered, int status, String words) {
        assertThat(steered.getException()).isNull();
        assertThat(steered.getMessage().getHeader("CamelSipStatus", Integer.class))
                .isEqualTo(status);
        assertThat(steered.getMessage().getHeader("CamelSipWarning", String.class))
                .contains(words);
    }
}
