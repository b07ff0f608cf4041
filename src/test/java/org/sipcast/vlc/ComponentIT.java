package org.sipcast.vlc;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channel.Timeline;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Medium;
import org.sipcast.sdp.NegotiatedStream;
import org.sipcast.vlc.telnet.HubStats;

/** The component in a Camel, and VLCs for it. */
abstract class ComponentIT {
    static final Map<String, Object> LIVETV =
            Map.of(VlcConstants.INSTANCE, "livetv", VlcConstants.HUB, "livetv", VlcConstants.SINK, "viewer-1");
    static final Duration SILENCE = Duration.ofMillis(300);

    final RealVlc vlc = new RealVlc();
    final CamelVlc camel = new CamelVlc(vlc.runDirectory(), Duration.ofSeconds(5));

    ComponentIT() throws Exception {}

    @AfterEach
    void stop() throws IOException {
        camel.close();
        vlc.close();
    }

    void openSource(Timeline timeline, String source) {
        Channel channel = Channels.of(timeline, source);
        camel.ask("open-source", LIVETV, VlcConstants.CHANNEL, channel);
    }

    void addViewer(String sink, RtpReceiver viewer, Codec codec, int payloadType) {
        addViewer(sink, viewer.stream(codec, payloadType));
    }

    void addViewer(String sink, NegotiatedStream stream) {
        boolean video = stream.codec().medium() == Medium.VIDEO;
        camel.ask(
                "add-sink",
                LIVETV,
                VlcConstants.SINK,
                sink,
                video ? VlcConstants.VIDEO : VlcConstants.AUDIO,
                stream,
                video ? VlcConstants.VIDEO_SSRC : VlcConstants.AUDIO_SSRC,
                0xCAFE0001L);
    }

    HubStats stats() {
        return camel.ask("hub-stats", LIVETV).getMessage().getBody(HubStats.class);
    }
}
