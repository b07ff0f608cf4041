package org.sipcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelProblemsTest {
    private static final String TWO_CHANNELS =
            """
            channels:
              good:
                source: good.mkv
              other:
                source: other.mkv
                %s
            """;

    private final Path folder;

    ChannelProblemsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            video: {widht: 640}          | video.widht: unknown key; did you mean 'width'?
            colour: red                  | colour: unknown key; the keys here are title, source, timeline, video, audio, codecs, viewer-limit
            video: {width: 9999}         | video.width: '9999' does not fit; write a whole number from 64 to 3840
            video: {width: 641}          | video.width: is odd, which no encoder takes; write an even number
            video: {height: 361}         | video.height: is odd, which no encoder takes; write an even number
            video: {bit-rate: 1.5}       | video.bit-rate: '1.5' does not fit; write a whole number from 50 to 20000
            video: 640x360               | video: has no keys of its own; write each as 'key: value' on an indented line below it
            video: {[a]: 1}              | video: has a list or a mapping for a key; use a plain word
            audio: {bit-rate: -1}        | audio.bit-rate: '-1' does not fit; write a whole number from 6 to 510
            audio: {delay: none}         | audio.delay: 'none' is unknown; write as-asked or low
            timeline: Live               | timeline: 'Live' is unknown; write live or on-demand
            timeline: [live]             | timeline: is a list or a mapping; write a single value
            viewer-limit: 0              | viewer-limit: '0' does not fit; write a whole number from 1 to 100000
            viewer-limit:                | viewer-limit: has no value; write one, or remove the key to get the default
            title: ' '                   | title: does not fit; write 1 to 100 characters on one line, or remove the key
            codecs: {video: [vp9]}       | codecs.video: 'vp9' is no video codec; choose from [vp8, h264]
            codecs: {audio: [vp8]}       | codecs.audio: 'vp8' is no audio codec; choose from [opus, pcma, pcmu]
            codecs: {audio: opus}        | codecs.audio: is not a list of words; write it as [one, two]
            codecs: {audio: [opus, OPUS]}| codecs.audio: 'OPUS' stands here a second time; remove one of them
            codecs: {video: [], audio: []}| codecs: has neither video nor audio; name at least one codec
            codecs: {for-domains: [x]}   | codecs.for-domains: has no keys of its own; write each as 'key: value' on an indented line below it
            codecs: {for-domains: {'sip:x': {video: [vp8]}}} | codecs.for-domains.sip:x: is no domain; write what follows the '@' in the callers' SIP addresses, without a port
            codecs: {for-domains: {x.org: {video: [vp8]}, X.org: {audio: [pcma]}}} | codecs.for-domains.X.org: stands here a second time; remove one of them
            codecs: {for-domains: {x.org: {vidio: [vp8]}}} | codecs.for-domains.x.org.vidio: unknown key; did you mean 'video'?
            codecs: {for-domains: {x.org: {video: [], audio: []}}} | codecs.for-domains.x.org: has neither video nor audio; name at least one codec of the channel's
            codecs: {video: [vp8], for-domains: {x.org: {video: [h264]}}} | codecs.for-domains.x.org.video: 'h264' is no video codec; choose from [vp8]
            source: again.mkv            | source: stands here a second time; remove or rename one of them
            """)
    void tellsLineAndFieldAndRemedyAndKeepsTheOtherChannel(String line, String expected) {
        Channels channels = read(TWO_CHANNELS.formatted(line));
        assertThat(channels.problems())
                .extracting(ChannelProblem::toString)
                .containsExactly(folder.resolve("channels.yaml") + ":6: channels.other." + expected);
        assertThat(channels.all()).extracting(Channel::name).containsExactly("good");
    }

    @Test
    void tellsEachProblemOfAChannelAtOnce() {
        Channels channels = read(
                """
                channels:
                  other:
                    video:
                      width: wide
                      heigth: 360
                    codecs: {}
                  good: {source: good.mkv}
                """);
        assertThat(channels.problems())
                .extracting(problem -> problem.line() + " " + problem.field())
                .containsExactlyInAnyOrder(
                        "4 channels.other.video.width", "5 channels.other.video.heigth", "3 channels.other.source");
        assertThat(channels.find("good")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Demo", "two words", "-x", "x@y", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx", "é"})
    void refusesANameThatIsNoUserPart(String name) {
        Channels channels = read("channels:\n  '" + name + "': {source: x.mkv}\n  good: {source: x.mkv}\n");
        assertThat(channels.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.what()).isEqualTo("is no name for a channel");
        });
        assertThat(channels.find("good")).isPresent();
    }

    @Test
    void refusesASecondChannelOfTheSameName() {
        Channels channels = read("channels:\n  a: {source: 1.mkv}\n  a: {source: 2.mkv}\n");
        assertThat(channels.problems())
                .singleElement()
                .hasToString(folder.resolve("channels.yaml")
                        + ":3: channels.a: stands here a second time; remove or rename one of them");
        assertThat(channels.require("a").source()).endsWith("/1.mkv");
    }

    static Stream<List<Object>> wholeFiles() {
        return Stream.of(
                List.of("channels:\n  a: {source: 1.mkv\n  b: x\n", 3, "syntax"),
                List.of("channels:\n\ta: 1\n", 2, "syntax"),
                List.of("channels: 1\n---\nchannels: 2\n", 2, "syntax"),
                List.of("channels:\n a: {source: \"\u0007\"}\n", 2, "syntax"),
                List.of("channels:\n a: *nowhere\n", 2, "syntax"),
                List.of("channels:\n  - a\n", 2, "channels"),
                List.of("- a\n", 1, ""),
                List.of("channel: {}\n", 1, "channel"),
                List.of("channels:\n", 1, "channels"),
                List.of("# nothing\n", 1, "file"),
                List.of("", 1, "file"),
                List.of("channels: " + "[".repeat(50_000), 1, "syntax"),
                List.of("#".repeat(300_000), 1, "file"));
    }

    @ParameterizedTest
    @MethodSource("wholeFiles")
    void tellsWhatIsWrongWithTheWholeFile(List<Object> expected) {
        Channels channels = read((String) expected.get(0));
        assertThat(channels.all()).isEmpty();
        assertThat(channels.problems()).first().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(expected.get(1));
            assertThat(problem.field()).isEqualTo(expected.get(2));
            assertThat(problem.toString()).doesNotContain("\n").hasSizeLessThan(400);
        });
    }

    @Test
    void tellsThatTheFileIsMissing() {
        Channels channels = Channels.read(folder.resolve("absent.yaml"), folder);
        assertThat(channels.problems())
                .singleElement()
                .hasToString(
                        folder.resolve("absent.yaml") + ":1: file: does not exist; create it, or correct the path");
    }

    @Test
    void tellsThatTheFileIsAFolder() {
        assertThat(Channels.read(folder, folder).problems())
                .singleElement()
                .extracting(ChannelProblem::remedy)
                .isEqualTo("check the path and its permissions");
    }

    @Test
    void tellsThatTheFileIsNotUtf8() {
        assertThat(read("channels: {a: {source: é.mkv}}".getBytes(StandardCharsets.ISO_8859_1))
                        .problems())
                .singleElement()
                .extracting(ChannelProblem::what)
                .isEqualTo("is not UTF-8");
    }

    @Test
    void staysSmallWhenAliasesMultiply() {
        StringBuilder bomb = new StringBuilder("channels:\n  good: {source: x.mkv}\n  a0: &a0 {title: x}\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("  a%d: &a%d {%s}\n"
                    .formatted(i, i, "t1: *a%1$d, t2: *a%1$d, t3: *a%1$d, t4: *a%1$d".formatted(i - 1)));
        }
        Channels channels = read(bomb.toString());
        assertThat(channels.problems()).isNotEmpty().hasSizeLessThan(1000);
    }

    @Test
    void letsChannelsShareSettingsByAnAlias() {
        Channels channels = read(
                """
                channels:
                  a: {source: 1.mkv, video: &small {width: 320, height: 180}}
                  b: {source: 2.mkv, video: *small}
                """);
        assertThat(channels.problems()).isEmpty();
        assertThat(channels.require("b").video().width()).isEqualTo(320);
    }

    private Channels read(String yaml) {
        return read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private Channels read(byte[] yaml) {
        try {
            return Channels.read(Files.write(folder.resolve("channels.yaml"), yaml), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
