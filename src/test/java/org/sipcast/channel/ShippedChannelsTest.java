package org.sipcast.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.CodecPreference;

class ShippedChannelsTest {
    private static final Path FILE = Path.of("conf/channels.yaml");
    private static final CodecPreference ALL_CODECS =
            new CodecPreference(List.of(Codec.VP8, Codec.H264), List.of(Codec.OPUS, Codec.PCMA, Codec.PCMU));

    private final Channels channels = Channels.read(FILE, Path.of("/srv/media"));

    @Test
    void hasNoProblems() {
        assertThat(channels.problems()).isEmpty();
    }

    @Test
    void hasAFilmOnDemandAndTheSameFilmAsLiveTelevision() {
        Channel.VideoFormat video = new Channel.VideoFormat(640, 360, 25, 800, 2);
        Channel.AudioFormat audio = new Channel.AudioFormat(48, false);
        String film = "file:///srv/media/demo.mkv";
        assertThat(channels.all())
                .containsExactly(
                        new Channel(
                                "demo", "Demo film", film, Channel.Timeline.ON_DEMAND, video, audio, ALL_CODECS, 100),
                        new Channel("livetv", "Live TV", film, Channel.Timeline.LIVE, video, audio, ALL_CODECS, 100));
    }

    @Test
    void findsAChannelByItsExactNameOnly() {
        assertThat(channels.find("demo")).isPresent();
        assertThat(channels.find("Demo")).isEmpty();
        assertThat(channels.find(null)).isEmpty();
        assertThat(channels.require("livetv").isLive()).isTrue();
    }

    @Test
    void saysWhichChannelIsUnknownButRepeatsNothingThatIsNoName() {
        assertThatThrownBy(() -> channels.require("cartoons"))
                .isInstanceOf(UnknownChannelException.class)
                .hasMessage("No channel 'cartoons' here");
        assertThatThrownBy(() -> channels.require("x\"\r\nVia: y")).hasMessage("No such channel here");
        assertThatThrownBy(() -> channels.require(null)).hasMessage("No such channel here");
    }

    @Test
    void hasTheDefaultsThatItsCommentsName(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "channels: {demo: {source: demo.mkv}}");
        Channel shipped = channels.require("demo");
        assertThat(Channels.read(file, Path.of("/srv/media")).all())
                .containsExactly(new Channel(
                        "demo",
                        "demo",
                        shipped.source(),
                        shipped.timeline(),
                        shipped.video(),
                        shipped.audio(),
                        shipped.codecs(),
                        shipped.viewerLimit()));
    }
}
