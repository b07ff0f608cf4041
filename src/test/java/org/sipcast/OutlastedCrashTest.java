package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.sipcast.call.EndCause;
import org.sipcast.vlc.VlcConstants;
import org.sipcast.vlc.telnet.VlcGoneException;
import org.sipcast.vlc.telnet.VlcRefusedException;

/** What comes of an ACK, or a change of a call, while one VLC has crashed and another does not have its hub yet. */
class OutlastedCrashTest extends ShippedRoutes {
    private static final String HOLD = OFFER.replace("t=0 0", "t=0 0\r\na=sendonly");

    private final List<Object> ssrcs = new CopyOnWriteArrayList<>();
    private Exception fault = new VlcRefusedException("nohub", "no such hub is open");
    private Runnable onFault = () -> {};
    private Runnable onAdding = () -> {};
    private String operation = "";
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    void vlcDoes(String operation, Exchange exchange) throws Exception {
        super.vlcDoes(operation, exchange);
        if (operation.equals("add-sink")) {
            ssrcs.add(exchange.getMessage().getHeader(VlcConstants.VIDEO_SSRC));
            onAdding.run();
        }
        if (operation.equals(this.operation) && failures.getAndDecrement() > 0) {
            onFault.run();
            throw fault;
        }
    }

    @Test
    void whoseAckComesThenIsAddedAsSoonAsTheHubIsThere() throws Exception {
        invite("livetv", OFFER);
        fail("add-sink", 2);

        event("ack");

        assertThat(deeds.stream().filter("vlc:add-sink livetv/livetv after 1 records"::equals))
                .hasSize(3);
        assertThat(call().isPlaying()).isTrue();
        assertThat(records()).hasSize(1);
    }

    @Test
    void aHoldThatComesThenIsAnswered() throws Exception {
        watch("livetv");
        fault = new VlcGoneException("VLC closed the connection");
        fail("pause-sink", 2);

        Exchange held = change("INVITE", HOLD);

        assertThat(held.getMessage().getBody(String.class)).contains("a=inactive");
        assertThat(deeds)
                .containsExactly(
                        "vlc:pause-sink livetv/livetv", "vlc:pause-sink livetv/livetv", "vlc:pause-sink livetv/livetv");
        assertThat(call().isPlaying()).isTrue();
    }

    /** What waits for its hub has the turn of the call, in which nobody else can add the sink again. */
    @Test
    void aHoldThatWaitsForTheHubHasTheViewerGoOnThereOnce() throws Exception {
        watch("livetv");
        ssrcs.clear();
        Object before = call().videoSsrc();
        List<CompletableFuture<Void>> lost = new CopyOnWriteArrayList<>();
        fault = new VlcRefusedException("nosink", "no such sink");
        onFault = () -> {
            if (lost.isEmpty()) {
                lost.add(CompletableFuture.runAsync(this::loseHub));
            }
        };
        onAdding = () -> failures.set(0);
        fail("pause-sink", 100);

        Exchange held = change("INVITE", HOLD);
        lost.forEach(CompletableFuture::join);

        assertThat(held.getMessage().getBody(String.class)).contains("a=inactive");
        assertThat(ssrcs).hasSize(1).first().isEqualTo(call().videoSsrc()).isNotEqualTo(before);
        assertThat(deeds).last().asString().isNotEqualTo("sip:bye call-1");
        assertThat(call().isPaused()).isTrue();
        assertThat(call().isCutOff()).isFalse();
    }

    @Test
    void theNextTryIsWithTheSsrcsThatTheCallHasThen() throws Exception {
        invite("livetv", OFFER);
        onFault = () -> {
            calls().cutOff(List.of("call-1"));
            calls().carryOn("call-1");
        };
        fail("add-sink", 1);

        event("ack");

        assertThat(ssrcs).hasSize(2).last().isEqualTo(call().videoSsrc());
        assertThat(ssrcs).first().isNotEqualTo(call().videoSsrc());
    }

    @Test
    void aCallThatIsOverMeanwhileIsNotTriedAgain() throws Exception {
        invite("livetv", OFFER);
        onFault = () -> calls().end("call-1", EndCause.VIEWER_HUNG_UP, Duration.ZERO);
        fail("add-sink", 100);

        event("ack");

        assertThat(ssrcs).hasSize(1);
        assertThat(deeds).noneMatch(deed -> deed.startsWith("sip:bye"));
    }

    @Test
    void whatVlcRefusesForOtherReasonsEndsTheCallAtOnce() throws Exception {
        invite("livetv", OFFER);
        fault = new VlcRefusedException("range", "no such codec");
        fail("add-sink", 100);

        event("ack");

        assertThat(ssrcs).hasSize(1);
        assertThat(deeds).anyMatch(deed -> deed.startsWith("sip:bye call-1"));
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void aHubThatStaysAwayEndsTheCallAfterAll() throws Exception {
        watch("livetv");
        fail("pause-sink", 100);

        Exchange held = change("INVITE", HOLD);

        assertThat(held.getMessage().getHeader("CamelSipStatus", Integer.class)).isEqualTo(500);
        assertThat(deeds).anyMatch(deed -> deed.startsWith("sip:bye call-1"));
        assertThat(calls().all()).isEmpty();
    }

    private void loseHub() {
        try {
            ended("livetv", "livetv", "lost", "call-1");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void fail(String operation, int times) {
        this.operation = operation;
        failures.set(times);
    }
}
