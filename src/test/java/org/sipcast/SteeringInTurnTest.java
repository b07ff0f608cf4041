package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.sipcast.vlc.VlcConstants;

/** What becomes of a call for which several things are wanted at once while its VLC is slow. */
class SteeringInTurnTest extends ShippedRoutes {
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Duration> places = new CopyOnWriteArrayList<>();
    private volatile String held = "";

    @Override
    protected void also(Properties settings) {
        settings.setProperty("sipcast.film.interval", "100");
    }

    @Override
    void vlcDoes(String operation, Exchange exchange) throws Exception {
        super.vlcDoes(operation, exchange);
        if (operation.equals("seek")) {
            places.add(exchange.getMessage().getHeader(VlcConstants.POSITION, Duration.class));
        }
        if (held.equals(operation + " " + exchange.getMessage().getHeader("CamelVlcSink"))) {
            held = "";
            deeds.add("hangs");
            assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoGoesOnWhileHisPauseIsUnderWayGetsMediaAndPaysForThem() throws Exception {
        watch("demo");
        held = "pause-sink call-1";

        CompletableFuture<Exchange> paused = steer("pause");
        await().until(() -> deeds.contains("hangs"));
        CompletableFuture<Exchange> resumed = steer("resume");
        await().during(Duration.ofMillis(300)).until(() -> !deeds.contains("vlc:resume-sink demo/call-1"));
        released.countDown();

        assertThat(paused.get(10, TimeUnit.SECONDS).getException()).isNull();
        assertThat(resumed.get(10, TimeUnit.SECONDS).getException()).isNull();
        assertThat(call().isPaused()).isFalse();
        assertThat(deeds.stream().filter(deed -> deed.contains("-sink")))
                .containsExactly("vlc:pause-sink demo/call-1", "vlc:resume-sink demo/call-1");
    }

    @Test
    void aHoldWaitsForTheWordsBeforeIt() throws Exception {
        watch("demo");
        steer("pause").get(10, TimeUnit.SECONDS);
        deeds.clear();
        held = "resume-sink call-1";

        CompletableFuture<Exchange> resumed = steer("resume");
        await().until(() -> deeds.contains("hangs"));
        CompletableFuture<Exchange> change = CompletableFuture.supplyAsync(() -> hold());
        await().during(Duration.ofMillis(300)).until(() -> !deeds.contains("vlc:pause-sink demo/call-1"));
        released.countDown();

        resumed.get(10, TimeUnit.SECONDS);
        assertThat(change.get(10, TimeUnit.SECONDS).getMessage().getBody(String.class))
                .contains("a=inactive");
        assertThat(call().isPaused()).isTrue();
        assertThat(deeds.stream().filter(deed -> deed.contains("-sink")))
                .containsExactly("vlc:resume-sink demo/call-1", "vlc:pause-sink demo/call-1");
    }

    @Test
    void aStepDuringASeekIsTakenFromWhereThatLeadsTo() throws Exception {
        watch("demo");
        held = "seek call-1";

        CompletableFuture<Exchange> sought = steer("seek 0:10");
        await().until(() -> deeds.contains("hangs"));
        CompletableFuture<Exchange> further = steer("seek +30");
        await().during(Duration.ofMillis(300)).until(() -> places.size() == 1);
        released.countDown();

        sought.get(10, TimeUnit.SECONDS);
        assertThat(further.get(10, TimeUnit.SECONDS).getMessage().getHeader("CamelSipStatus", Integer.class))
                .isEqualTo(200);
        assertThat(places).hasSize(2).first().isEqualTo(Duration.ofSeconds(10));
        assertThat(places.get(1)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
    }

    @Test
    void aFilmWhoseVlcHangsHoldsUpNoOther() throws Exception {
        watch("demo");
        invite("call-2", "demo", OFFER);
        sip.deliver("ack", exchange("ACK", "call-2"));
        held = "source-state call-1";
        await().until(() -> deeds.contains("hangs"));
        deeds.clear();

        template.sendBodyAndHeader("direct:steer-film", "pause", "CamelSipDialogId", "call-2");

        // what VLC says of it is that it runs
        await().untilAsserted(() -> assertThat(deeds.stream().filter("vlc:pause demo/call-2"::equals))
                .hasSizeGreaterThan(2));
        released.countDown();
    }

    private Exchange hold() {
        try {
            return change("UPDATE", OFFER.replace("t=0 0", "t=0 0\r\na=inactive"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<Exchange> steer(String words) {
        return CompletableFuture.supplyAsync(() -> template.send("direct:steer-film", exchange -> {
            exchange.getMessage().setHeader("CamelSipDialogId", "call-1");
            exchange.getMessage().setBody(words);
        }));
    }
}
