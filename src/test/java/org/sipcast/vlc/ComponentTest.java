package org.sipcast.vlc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channel.Timeline;

/** The component in a Camel, and a run directory for fakes of VLC. */
abstract class ComponentTest {
    static final Map<String, Object> LIVETV =
            Map.of(VlcConstants.INSTANCE, "livetv", VlcConstants.HUB, "livetv", VlcConstants.SINK, "viewer-1");
    static final Channel LIVE = Channels.of(Timeline.LIVE, "file:///film.mkv");

    @TempDir
    Path run = Path.of("set by JUnit");

    CamelVlc camel;

    @BeforeEach
    void startCamel() throws Exception {
        camel = new CamelVlc(run, Duration.ofMillis(500));
    }

    @AfterEach
    void stopCamel() {
        camel.close();
    }
}
