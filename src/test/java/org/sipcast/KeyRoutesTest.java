package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.vlc.telnet.ReportToken;
import org.sipcast.vlc.telnet.ReportTokens;

/** What the shipped routes make of INFO, and of keys in hubs' reports. */
class KeyRoutesTest extends ShippedRoutes {
    private static final String RELAY = "application/dtmf-relay";

    /** What VLC takes to pause a sink. */
    private volatile Duration slowness = Duration.ZERO;

    @Test
    void aKeyByInfoDoesWhatItStandsFor() throws Exception {
        watch("demo");

        assertStatus(info(null, RELAY, "Signal=5\r\nDuration=160\r\n"), 200);
        assertThat(call().isPaused()).isTrue();
        assertStatus(info(null, "application/dtmf", "5"), 200);

        assertThat(call().isPaused()).isFalse();
        assertThat(deeds).containsSubsequence("vlc:pause demo/call-1", "vlc:play demo/call-1");
    }

    @Test
    void keysMakeUpAPlace() throws Exception {
        watch("demo");

        for (char key : "*40#".toCharArray()) {
            assertStatus(info(null, "application/dtmf", String.valueOf(key)), 200);
        }

        assertThat(deeds).contains("vlc:seek demo/call-1");
        assertThat(call().film().from()).isEqualTo(Duration.ofSeconds(40));
        assertThat(calls().all()).hasSize(1);
    }

    @Test
    void aKeyThatStandsForNothingOrForWhatCannotBeDoneIsPassedOver() throws Exception {
        watch("livetv");

        assertStatus(info(null, RELAY, "Signal=8"), 200);
        assertStatus(info(null, RELAY, "Signal=6"), 200);

        assertThat(deeds).isEmpty();
        assertThat(calls().all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Signal=X", "nonsense", "Signal=5\r\nSignal=5", "<html>"})
    void whatIsNoKeyIsRefusedAndTheCallGoesOn(String body) throws Exception {
        watch("demo");

        Exchange refused = info(null, RELAY, body);

        assertRefused(refused, 400);
        assertThat(deeds).isEmpty();
        assertThat(calls().all()).hasSize(1);
    }

    @Test
    void theWordsOfThePageSteer() throws Exception {
        watch("demo");

        assertStatus(info("film", "text/plain", "pause"), 200);
        assertThat(call().isPaused()).isTrue();
        Exchange refused = info("film", "text/plain", "seek 99:00");
        assertRefused(refused, 403);
        assertRefused(info("film", "text/plain", "rewind"), 400);
        Exchange json = info("film", "application/json", "{}");
        assertStatus(json, 415);
        assertThat(json.getMessage().getHeader("CamelSipAcceptedTypes")).isEqualTo("text/plain");
        assertThat(calls().all()).hasSize(1);
    }

    @Test
    void whoHasTooManyWordsIsToldToWait() throws Exception {
        watch("demo");

        Exchange refused = await().pollInterval(Duration.ZERO)
                .pollDelay(Duration.ZERO)
                .until(() -> info("film", "text/plain", "pause"), info -> status(info) != 200);

        assertRefused(refused, 486);
        assertThat(refused.getMessage().getHeader("CamelSipRetryAfter")).isEqualTo("1");
        await().untilAsserted(() -> assertStatus(info("film", "text/plain", "pause"), 200));
    }

    @Test
    void anInfoThatNobodyUnderstandsIsRefusedAsTheRfcsSay() throws Exception {
        watch("demo");

        Exchange unknown = info("trickle-ice", "text/plain", "x");
        assertStatus(unknown, 469);
        assertThat(unknown.getMessage().getHeader("CamelSipAnswerRecvInfo")).isEqualTo("film");
        Exchange type = info(null, "application/media_control+xml", "<x/>");
        assertStatus(type, 415);
        assertThat(type.getMessage().getHeader("CamelSipAcceptedTypes"))
                .isEqualTo("application/dtmf-relay, application/dtmf");
        assertStatus(info(null, null, null), 200);
        assertStatus(info("film", null, null), 200);
        assertThat(deeds).isEmpty();
    }

    @Test
    void afterTheCallThereIsNobodyToSteer() throws Exception {
        watch("demo");
        event("bye");

        assertStatus(info(null, RELAY, "Signal=5"), 481);
    }

    @Test
    void aKeyInTheSoundCountsOnceHoweverOftenItIsReported() throws Exception {
        watch("demo");

        report("keys=00000001:0:");
        report("keys=00000001:1:6");
        report("keys=00000001:1:6");
        await().untilAsserted(() -> assertThat(deeds).contains("vlc:seek demo/call-1"));
        report("keys=00000001:2:65");

        await().until(() -> call().isPaused());
        await().during(Duration.ofMillis(300))
                .until(() ->
                        deeds.stream().filter("vlc:seek demo/call-1"::equals).count() == 1);
    }

    @Test
    void keysThatAreReportedTogetherArePressedInTheirOrder() throws Exception {
        watch("demo");

        report("keys=00000001:4:*40#");

        await().untilAsserted(() -> assertThat(deeds).contains("vlc:seek demo/call-1"));
        assertThat(call().film().from()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void aLateReportOfASinkThatWasReplacedPressesNoKeyAgain() throws Exception {
        watch("demo");

        report("keys=00000001:1:6");
        report("keys=00000002:0:");
        report("keys=00000001:1:6");
        report("keys=00000002:1:5");

        await().until(() -> call().isPaused());
        await().during(Duration.ofMillis(300))
                .until(() ->
                        deeds.stream().filter("vlc:seek demo/call-1"::equals).count() == 1);
    }

    @Test
    void keysOfSeveralReportsArePressedInTheirOrderThoughVlcIsSlow() throws Exception {
        watch("demo");
        slowness = Duration.ofMillis(200);

        report("keys=00000001:1:5");
        report("keys=00000001:2:55");
        report("keys=00000001:3:555");

        await().untilAsserted(() -> assertThat(deeds.stream().filter(deed -> deed.contains("-sink")))
                .containsExactly(
                        "vlc:pause-sink demo/call-1", "vlc:resume-sink demo/call-1", "vlc:pause-sink demo/call-1"));
        await().until(() -> call().isPaused());
    }

    @Test
    void whatIsReportedOfNoCallOfOursDoesNothing() throws Exception {
        watch("demo");
        event("bye");
        deeds.clear();

        report("keys=00000001:1:5");

        await().during(Duration.ofMillis(300)).until(() -> deeds.isEmpty());
    }

    @Override
    void vlcDoes(String operation, Exchange exchange) throws Exception {
        super.vlcDoes(operation, exchange);
        if (operation.endsWith("pause-sink")) {
            TimeUnit.MILLISECONDS.sleep(slowness.toMillis());
        }
    }

    private Exchange info(@Nullable String infoPackage, @Nullable String type, @Nullable String body) throws Exception {
        Exchange info = exchange("INFO", "call-1");
        info.getMessage().setHeader("CamelSipEvent", "INFO");
        info.getMessage().setHeader("CamelSipInfoPackage", infoPackage);
        info.getMessage().setHeader("CamelSipContentType", type);
        info.getMessage().setBody(body);
        sip.deliver("info", info);
        return info;
    }

    private static void assertStatus(Exchange info, int status) {
        assertThat(info.getException()).isNull();
        assertThat(status(info)).isEqualTo(status);
    }

    private static int status(Exchange info) {
        return info.getMessage().getHeader("CamelSipStatus", 200, Integer.class);
    }

    private void report(String keys) throws Exception {
        ReportToken token = context.getRegistry().lookupByNameAndType("reportToken", ReportToken.class);
        String text = "sipcast-report 1 hub=call-1 vlc=1 token=" + ReportTokens.word(token) + " time="
                + System.currentTimeMillis()
                + " source-age=0\nsink call-1 audio packets=1 octets=1 ms=1 drops=0 rtcp-age=0"
                + " lost=0 jitter=0 bye=no first-age=- resent=0 at=1:2 " + keys + "\n";
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(octets, octets.length, FreePorts.loopback(), reportsPort));
        }
    }
}
