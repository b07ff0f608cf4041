package org.sipcast.vlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sipcast.channel.Channel.Timeline;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Direction;
import org.sipcast.vlc.telnet.MediumCounters;
import org.sipcast.vlc.telnet.SinkCounters;
import org.sipcast.vlc.telnet.SourceState;
import org.sipcast.vlc.telnet.SourceStatus;
import org.sipcast.vlc.telnet.VlcGoneException;
import org.sipcast.vlc.telnet.VlcNotRunningException;

class VlcComponentIT extends ComponentIT {
    VlcComponentIT() throws Exception {}

    @Test
    void sendsALiveChannelToAViewerUntilItsSinkIsDeleted() throws IOException {
        assertThat(camel.failure("open-hub", LIVETV)).isInstanceOf(VlcGoneException.class);
        vlc.start("livetv");
        int videoPort = camel.ask("open-hub", LIVETV).getMessage().getHeader(VlcConstants.VIDEO_PORT, Integer.class);
        openSource(Timeline.LIVE, vlc.film(3));

        try (RtpReceiver viewer = new RtpReceiver()) {
            addViewer("viewer-1", viewer, Codec.VP8, 101);
            // longer than the film: it begins again
            await().atMost(Duration.ofSeconds(15)).until(() -> viewer.packets().size() > 250);
            assertThat(viewer.packets())
                    .allMatch(packet ->
                            packet.payloadType() == 101 && packet.ssrc() == 0xCAFE0001 && packet.sender() == videoPort);

            SinkCounters counters =
                    camel.ask("delete-sink", LIVETV).getMessage().getHeader(VlcConstants.COUNTERS, SinkCounters.class);
            await().atMost(Duration.ofSeconds(2)).until(() -> viewer.isSilentFor(SILENCE));
            MediumCounters video = counters.video();
            assertThat(video).isNotNull().satisfies(sent -> assertThat(sent.packets())
                    .isEqualTo(viewer.packets().size()));
        }
        assertThat(camel.ask("delete-sink", LIVETV).getMessage().getHeader(VlcConstants.COUNTERS))
                .isEqualTo(SinkCounters.NONE);
        camel.ask("close-hub", LIVETV);
        camel.ask("close-hub", LIVETV);
        assertThat(camel.ends()).isEmpty();
    }

    @Test
    void encodesEachCodecOfALiveChannelOnceHoweverManyWatch() throws IOException {
        vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        openSource(Timeline.LIVE, vlc.film(3));
        assertThat(stats().branches()).isEmpty();
        try (RtpReceiver one = new RtpReceiver();
                RtpReceiver two = new RtpReceiver();
                RtpReceiver three = new RtpReceiver();
                RtpReceiver four = new RtpReceiver();
                RtpReceiver five = new RtpReceiver()) {
            addViewer("1", one, Codec.VP8, 96);
            addViewer("2", two, Codec.VP8, 97);
            addViewer("3", three, Codec.H264, 98);
            addViewer("4", four, Codec.PCMA, 8);
            addViewer("5", five, Codec.OPUS, 111);
            List<RtpReceiver> all = List.of(one, two, three, four, five);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> all.stream().allMatch(each -> each.packets().size() > 30));
            assertThat(stats().branches()).isEqualTo(Set.of("vp8", "h264", "opus", "pcma"));
            assertThat(stats().sinks()).isEqualTo(5);
        }
    }

    @Test
    void pausesAndResumesAViewer() throws IOException {
        vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        openSource(Timeline.LIVE, vlc.film(3));
        try (RtpReceiver viewer = new RtpReceiver()) {
            addViewer("viewer-1", viewer, Codec.PCMU, 0);
            await().until(() -> viewer.packets().size() > 20);
            camel.ask("pause-sink", LIVETV);
            await().until(() -> viewer.isSilentFor(SILENCE));
            int before = viewer.packets().size();
            camel.ask("resume-sink", LIVETV);
            await().until(() -> viewer.packets().size() > before + 20);
        }
    }

    @Test
    void sendsNothingToAViewerWhoBeginsOnHoldBeforeHeResumes() throws IOException {
        vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        openSource(Timeline.LIVE, vlc.film(3));
        try (RtpReceiver holder = new RtpReceiver();
                RtpReceiver other = new RtpReceiver()) {
            addViewer("viewer-1", holder.stream(Codec.PCMU, 0, Direction.INACTIVE));
            addViewer("viewer-2", other, Codec.PCMU, 0);
            await().until(() -> other.packets().size() > 20);
            assertThat(holder.packets()).isEmpty();
            assertThat(stats().sinks()).isEqualTo(2);

            addViewer("viewer-1", holder, Codec.PCMU, 0);
            camel.ask("resume-sink", LIVETV);
            await().until(() -> holder.packets().size() > 20);
        }
    }

    @Test
    void saysSoonThatAFileIsMissing() {
        vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        long begin = System.nanoTime();
        assertThat(camel.failure(
                        "open-source",
                        LIVETV,
                        VlcConstants.CHANNEL,
                        Channels.of(Timeline.LIVE, "file:///nowhere/film.mkv")))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessage("Live TV: its source cannot be opened");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        assertThat(state().state()).isEqualTo(SourceState.NONE);
    }

    @Test
    void startsAFilmOnDemandAtItsBeginningAndReportsItsEndOnce() throws IOException {
        vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        openSource(Timeline.ON_DEMAND, vlc.film(3));
        try (RtpReceiver viewer = new RtpReceiver()) {
            addViewer("viewer-1", viewer, Codec.VP8, 96);
            // the caller takes its time until the ACK
            await().during(Duration.ofSeconds(1)).until(() -> viewer.packets().isEmpty());
            assertThat(state()).isEqualTo(new SourceStatus(SourceState.PAUSED, Duration.ZERO, state().length()));
            camel.ask("play", LIVETV);
            await().until(() -> !viewer.packets().isEmpty());
            assertThat(state().position()).isLessThan(Duration.ofSeconds(1));

            await().until(() -> camel.ends().equals(List.of("livetv/livetv ended")));
            SinkCounters counters =
                    camel.ask("delete-sink", LIVETV).getMessage().getHeader(VlcConstants.COUNTERS, SinkCounters.class);
            MediumCounters video = counters.video();
            assertThat(video).isNotNull().satisfies(sent -> assertThat(sent.media())
                    .isBetween(Duration.ofMillis(2700), Duration.ofMillis(3300)));
        }
        await().during(Duration.ofMillis(500)).until(() -> camel.ends().size() == 1);
        camel.ask("close-hub", LIVETV);
    }

    @Test
    void reportsTheHubsOfAKilledVlcAtOnceAndStartsAnew() {
        ProcessHandle process = vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        camel.ask("open-hub", LIVETV, VlcConstants.HUB, "second");
        process.destroyForcibly();
        await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(camel.ends())
                .containsExactlyInAnyOrder("livetv/livetv lost", "livetv/second lost"));
        assertThat(camel.failure("open-hub", LIVETV)).isInstanceOf(VlcNotRunningException.class);
        vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        openSource(Timeline.LIVE, vlc.film(3));
        assertThat(camel.ends()).hasSize(2);
    }

    @Test
    void endsAVlc() {
        ProcessHandle process = vlc.start("livetv");
        camel.ask("open-hub", LIVETV);
        camel.ask("close-hub", LIVETV);
        camel.ask("shutdown", LIVETV);
        await().until(() -> !process.isAlive());
        assertThat(camel.ask("list-instances", Map.of()).getMessage().getBody()).isEqualTo(List.of());
        assertThat(camel.failure("open-hub", LIVETV)).isInstanceOf(VlcGoneException.class);
        assertThat(camel.ends()).isEmpty();
    }

    private SourceStatus state() {
        return camel.component().instances().get("livetv").commands().sourceState("livetv");
    }
}
