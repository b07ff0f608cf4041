package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.vlc.telnet.ReportToken;
import org.sipcast.vlc.telnet.ReportTokens;

/** The shipped route of reports, with datagrams on its port. */
class MediaReportsTest extends ShippedRoutes {
    private static final int SILENT_MILLISECONDS = 5000;

    @Test
    void aReportUpdatesTheCall() throws Exception {
        watch("livetv");
        send(report(90));

        await().untilAsserted(() -> assertThat(
                        Objects.requireNonNull(calls().reception("call-1")).sent())
                .containsKey("audio"));
        assertThat(deeds).isEmpty();
    }

    @Test
    void aViewerWhoIsSilentAndDoesNotAnswerIsHungUpOn() throws Exception {
        watch("livetv");
        probe = exchange -> {
            exchange.getMessage().setHeader("CamelSipStatus", 408);
            exchange.getMessage().setHeader("CamelSipReached", false);
        };
        send(report(SILENT_MILLISECONDS));

        await().untilAsserted(
                        () -> assertThat(records()).hasSize(2).last().asString().contains("VIEWER_LOST"));
        assertThat(deeds)
                .containsSubsequence(
                        "sip:options call-1 null", "sip:bye call-1 SIP;cause=200;text=\"the viewer is gone\"");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void aViewerWhoAnswersStaysAndIsNotAskedAgainSoon() throws Exception {
        watch("livetv");
        probe = exchange -> exchange.getMessage().setHeader("CamelSipReached", true);
        for (int i = 0; i < 5; i++) {
            send(report(SILENT_MILLISECONDS + i));
        }

        await().until(() -> deeds.contains("sip:options call-1 null"));
        await().during(Duration.ofMillis(300)).until(() -> deeds.size() == 1);
        assertThat(calls().all()).hasSize(1);
    }

    @Test
    void aViewerWhoseRtcpComesBackWhileHeIsAskedStays() throws Exception {
        watch("livetv");
        probe = exchange -> {
            send(report(0));
            await().until(() -> !calls().isSilent("call-1", Duration.ofMillis(SILENT_MILLISECONDS)));
            exchange.getMessage().setHeader("CamelSipReached", false);
        };
        send(report(SILENT_MILLISECONDS));

        await().until(() -> !deeds.isEmpty());
        await().during(Duration.ofMillis(300)).until(() -> deeds.size() == 1);
        assertThat(calls().all()).hasSize(1);
    }

    @Test
    void aViewerWhoNeverSentRtcpIsNotAsked() throws Exception {
        watch("livetv");
        send(report(0).replace("rtcp-age=0", "rtcp-age=-"));

        await().until(() -> calls().reception("call-1") != null);
        await().during(Duration.ofMillis(300)).until(() -> deeds.isEmpty());
    }

    @Test
    void forgedDatagramsChangeNothing() throws Exception {
        watch("livetv");
        send(report(SILENT_MILLISECONDS).replace(ReportTokens.word(token()), "0".repeat(32)));
        send("rubbish");
        send("");
        send("x".repeat(60_000));
        send(report(0));

        await().until(() -> calls().reception("call-1") != null);
        await().during(Duration.ofMillis(300)).until(() -> deeds.isEmpty());
        assertThat(Objects.requireNonNull(calls().reception("call-1")).rtcpAt())
                .isAfter(Instant.now().minusSeconds(4));
    }

    private ReportToken token() {
        return context.getRegistry().lookupByNameAndType("reportToken", ReportToken.class);
    }

    private String report(int rtcpAge) {
        return "sipcast-report 1 hub=livetv vlc=1 token=" + ReportTokens.word(token()) + " time="
                + System.currentTimeMillis()
                + " source-age=0\nsink call-1 audio packets=1 octets=1 ms=1 drops=0 rtcp-age=" + rtcpAge
                + " lost=0 jitter=0 bye=no first-age=- at=9:8\n";
    }

    private void send(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(octets, octets.length, FreePorts.loopback(), reportsPort));
        }
    }
}
