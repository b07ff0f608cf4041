package org.sipcast.vlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channel.Timeline;
import org.sipcast.sdp.Codec;

class StreamChainTest {
    private static final Path SHIPPED = Path.of("conf/encoders.properties");
    private static final Channel CHANNEL = Channels.of(Timeline.LIVE, "file:///film.mkv");

    @Test
    void givesEachCodecABranchBehindItsOwnGate(@TempDir Path folder) throws IOException {
        String templates =
                """
                sipcast.encoder.vp8=transcode{vcodec=VP80,vb={bit-rate},width={width},height={height},fps={frames-per-second},venc=avcodec{keyint={keyframe-frames}}}
                sipcast.encoder.h264=transcode{vcodec=h264,venc=x264{level={h264-level}}}
                sipcast.encoder.h264-slices=transcode{vcodec=h264,venc=x264{options={slice-max-size=1199}}}
                sipcast.encoder.opus=transcode{acodec=opus,ab={audio-bit-rate}}
                sipcast.encoder.pcma=transcode{acodec=alaw}
                sipcast.encoder.pcmu=transcode{acodec=mlaw}
                """;
        EncoderTemplates encoders = EncoderTemplates.read(Files.writeString(folder.resolve("e.properties"), templates));
        assertThat(StreamChain.of("H", EnumSet.of(Codec.OPUS, Codec.VP8), CHANNEL, encoders))
                .isEqualTo(
                        "#duplicate{dst=gate{hub=H,codec=vp8}"
                                + ":transcode{vcodec=VP80,vb=400,width=320,height=180,fps=25,venc=avcodec{keyint=50}}"
                                + ":fanout{hub=H,codec=vp8},select=video,"
                                + "dst=gate{hub=H,codec=opus}:transcode{acodec=opus,ab=48}:fanout{hub=H,codec=opus},select=audio}");
    }

    @Test
    void givesH264AnEncodeOfSmallSlicesAsWellAndBothTheLevelThatThePictureNeeds() throws IOException {
        String chain = StreamChain.of("H", EnumSet.of(Codec.H264), CHANNEL, EncoderTemplates.read(SHIPPED));
        assertThat(chain)
                .contains(
                        "dst=gate{hub=H,codec=h264}:transcode{vcodec=h264,",
                        "dst=gate{hub=H,codec=h264-slices}:transcode{vcodec=h264,")
                .containsOnlyOnce("slice-max-size=1150");
        // 20 by 12 macroblocks, 25 times a second, 400 kbit/s
        assertThat(chain.split(",level=1\\.3,", -1)).hasSize(3);
    }

    @Test
    void needsACodec() {
        assertThatThrownBy(
                        () -> StreamChain.of("H", EnumSet.noneOf(Codec.class), CHANNEL, EncoderTemplates.read(SHIPPED)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesNoPlaceholderInTheShippedTemplates() throws IOException {
        String chain = StreamChain.of("H", EnumSet.allOf(Codec.class), CHANNEL, EncoderTemplates.read(SHIPPED));
        assertThat(chain).doesNotContainPattern("\\{[a-z0-9-]+}").hasSizeLessThan(2500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transcode{vcodec=VP80,vb={bitrate}} | has an unknown placeholder {bitrate}",
                "transcode{vcodec=VP80,venc=a{b=c} | is not one transcode{…} with balanced braces",
                "transcode{vcodec=VP80}} | is not one transcode{…} with balanced braces",
                "transcode{vcodec=VP80}{vcodec=VP80} | is not one transcode{…} with balanced braces",
                "std{vcodec=VP80} | is not one transcode{…} with balanced braces",
                "transcode{vcodec=VP80}:std{access=file} | has other characters",
                "transcode{vcodec=VP80,logfile=/tmp/x} | has other characters",
                "transcode{vcodec=VP80, vb=1} | has other characters",
                "'' | has other characters",
                "transcode{vcodec=VP90} | does not have vcodec=VP80",
                "transcode{acodec=opus} | does not have vcodec=VP80"
            })
    void namesFileKeyAndFaultOfABadTemplate(String template, String fault, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("e.properties");
        Files.writeString(file, "sipcast.encoder.vp8=" + template);
        assertThatThrownBy(() -> EncoderTemplates.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": sipcast.encoder.vp8 " + fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transcode{vcodec=h264}",
                "transcode{vcodec=h264,venc=x264{options={slice-max-size=1200}}}",
                "transcode{vcodec=h264,venc=x264{options={slice-max-size=0}}}"
            })
    void refusesSlicesThatMayNotFitIntoAPacket(String template, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("e.properties"),
                "sipcast.encoder.vp8=transcode{vcodec=VP80}\nsipcast.encoder.h264=transcode{vcodec=h264}\n"
                        + "sipcast.encoder.h264-slices=" + template);
        assertThatThrownBy(() -> EncoderTemplates.read(file))
                .hasMessage(
                        file + ": sipcast.encoder.h264-slices does not have slice-max-size, or not one from 1 to 1199");
    }

    @Test
    void namesATemplateThatIsMissing(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("e.properties"), "sipcast.encoder.vp8=transcode{vcodec=VP80}");
        assertThatThrownBy(() -> EncoderTemplates.read(file)).hasMessage(file + ": sipcast.encoder.h264 is missing");
    }
}
