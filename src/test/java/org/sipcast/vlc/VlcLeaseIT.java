package org.sipcast.vlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sipcast.channel.Channel.Timeline;
import org.sipcast.sdp.Codec;

class VlcLeaseIT extends ComponentIT {
    VlcLeaseIT() throws Exception {}

    @Test
    void stopsSendingWhenNobodyRenewsTheLease() throws IOException {
        camel.component().setLease(Duration.ofSeconds(2));
        vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        openSource(Timeline.LIVE, vlc.film(3));
        try (RtpReceiver viewer = new RtpReceiver()) {
            addViewer("viewer-1", viewer, Codec.PCMA, 8);
            await().pollInterval(SILENCE).until(() -> {
                camel.ask("renew-lease", Map.of(VlcConstants.INSTANCE, "livetv"));
                return viewer.packets().size() > 4 * 50;
            });
            assertThat(viewer.isSilentFor(SILENCE)).isFalse();
            await().atMost(Duration.ofSeconds(4)).until(() -> viewer.isSilentFor(SILENCE));
        }
    }

    @Test
    void aVlcThatHangsCostsNoOtherItsViewersAndIsLeftAloneMeanwhile() throws Exception {
        camel.component().setLease(Duration.ofSeconds(2));
        ProcessHandle hung = vlc.start("hung");
        camel.ask("open-hub", Map.of(VlcConstants.INSTANCE, "hung", VlcConstants.HUB, "hung"));
        vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        openSource(Timeline.LIVE, vlc.film(3));
        signal("-STOP", hung);
        try (RtpReceiver viewer = new RtpReceiver()) {
            addViewer("viewer-1", viewer, Codec.PCMA, 8);
            var waiting = CompletableFuture.runAsync(
                    () -> camel.ask("renew-lease", Map.of(VlcConstants.INSTANCE, "hung")),
                    task -> new Thread(task).start());
            await().pollInterval(SILENCE).until(() -> {
                camel.ask("renew-lease", Map.of(VlcConstants.INSTANCE, "livetv"));
                return viewer.packets().size() > 4 * 50;
            });
            assertThat(viewer.isSilentFor(SILENCE)).isFalse();
            waiting.join();
        } finally {
            signal("-CONT", hung);
        }
    }

    @Test
    void missesTheSinksThatVlcDroppedAndDeletesThoseThatNobodyOwns() throws IOException {
        vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        openSource(Timeline.LIVE, vlc.film(3));
        try (RtpReceiver viewer = new RtpReceiver()) {
            addViewer("viewer-1", viewer, Codec.PCMA, 8);
            assertThat(missing("viewer-1")).isEqualTo(List.of());
            camel.component().setLease(Duration.ofSeconds(1));
            camel.ask("renew-lease", Map.of(VlcConstants.INSTANCE, "livetv"));
            await().until(() -> missing("viewer-1").equals(List.of("viewer-1")));

            camel.ask("renew-lease", Map.of(VlcConstants.INSTANCE, "livetv"));
            camel.component().setLease(Duration.ofSeconds(30));
            camel.ask("renew-lease", Map.of(VlcConstants.INSTANCE, "livetv"));
            addViewer("viewer-2", viewer, Codec.PCMA, 8);
            missing("viewer-3");
            missing("viewer-3");
            assertThat(stats().sinks()).isZero();
        }
    }

    private Object missing(String owned) {
        return camel.ask(
                        "reconcile",
                        LIVETV,
                        VlcConstants.HUBS,
                        List.of("livetv"),
                        VlcConstants.SINKS,
                        List.of(owned),
                        VlcConstants.DUE_SINKS,
                        List.of(owned))
                .getMessage()
                .getBody();
    }

    private static void signal(String signal, ProcessHandle process) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
