package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.phone.RtpEar;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.wire.Capture;
import org.sipcast.e2e.wire.Datagram;
import org.sipcast.e2e.wire.Decoding;
import org.sipcast.e2e.wire.RtpPacket;
import org.sipcast.e2e.wire.VideoPayload;

/** What is on the wire is what the answer says, for each codec and each way to send it, as tshark and ffmpeg see it. */
class SentAsAnsweredIT {
    private static final Duration ANSWER = Duration.ofSeconds(12);
    private static final int LARGEST_PAYLOAD = 1200;

    /** Who joins is shown the group of pictures so far first, in a hurry; then pictures come as they are taken. */
    private static final int HURRIED_TICKS = 90_000 * 2;

    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.channels=src/test/resources/e2e/channels.yaml");

    private final Path folder;

    SentAsAnsweredIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({"livetv, 640x360", "small-live, 320x180"})
    void vp8HasTheSizeOfTheChannel(String channel, String size) {
        var sent = watch(channel, "video", 120, List.of("rtpmap:120 VP8/90000"), 150);
        assertPictures(sent, size);
        assertThat(sent.packets().stream().map(VideoPayload::vp8Size).flatMap(Optional::stream))
                .isNotEmpty()
                .containsOnly(size);
    }

    @ParameterizedTest
    @CsvSource({"livetv, 640x360", "small-live, 320x180"})
    void h264OfMode1IsFragmentedAndHasTheLevelOfTheAnswer(String channel, String size) {
        var sent = watch(
                channel,
                "video",
                97,
                List.of("rtpmap:97 H264/90000", "fmtp:97 profile-level-id=42e01f;packetization-mode=1"),
                150);
        assertThat(sent.attribute("fmtp:97")).contains("packetization-mode=1");
        assertPictures(sent, size);
        assertThat(unitTypes(sent)).contains(24, 28).doesNotContain(25, 26, 27, 29);
        assertLevelOfAnswer(sent);
    }

    @ParameterizedTest
    @CsvSource({"livetv, 640x360", "small-live, 320x180"})
    void h264OfMode0HasWholeUnitsOnlyAndTheLevelOfTheAnswer(String channel, String size) {
        var sent = watch(
                channel,
                "video",
                98,
                List.of("rtpmap:98 H264/90000", "fmtp:98 profile-level-id=42e01f;packetization-mode=0"),
                150);
        assertThat(sent.attribute("fmtp:98")).contains("packetization-mode=0");
        assertPictures(sent, size);
        assertThat(unitTypes(sent)).contains(1, 5, 7, 8).allMatch(type -> type >= 1 && type <= 23);
        assertLevelOfAnswer(sent);
    }

    @Test
    void opusHasTwoChannelsAndPacketsOf20Milliseconds() {
        var sent = watch("livetv", "audio", 111, List.of("rtpmap:111 opus/48000/2", "fmtp:111 stereo=1"), 150);
        assertThat(sent.attribute("fmtp:111")).contains("sprop-stereo=1");
        assertSound(sent, 960, 20);
        // RFC 6716 section 3.1: the bit that says stereo
        assertThat(sent.packets()).allMatch(packet -> (packet.octet(0) & 4) != 0);
        assertThat(sent.decoding().properties()).containsEntry("sample_rate", "48000");
        // at a variable rate: the film's beeps take what the channel grants, the silence between them little
        assertThat(kilobits(sent, 48_000)).isLessThan(56.0);
        assertThat(sent.packets()).anyMatch(packet -> packet.size() * 8 / 20.0 >= 48);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60})
    void opusHasPacketsOfTheAnswersLength(int milliseconds) {
        var sent = watch("livetv", "audio", 111, List.of("rtpmap:111 opus/48000/2", "ptime:" + milliseconds), 50);
        assertThat(sent.attribute("ptime")).endsWith("ptime:" + milliseconds);
        // RFC 6716 section 3.2: only frames of one kind share a packet, so where the encoder changes over there is a
        // shorter one
        var steps = steps(sent.packets().stream().map(RtpPacket::timestamp).toList(), 0xffffffffL);
        assertThat(steps).allMatch(step -> step % 960 == 0 && step <= milliseconds * 48L);
        assertThat(steps).filteredOn(step -> step == milliseconds * 48L).hasSizeGreaterThan(steps.size() / 2);
        assertThat(sent.decoding().frames()).isGreaterThan(2700 / milliseconds);
        assertThat(sent.decoding().properties()).containsEntry("sample_rate", "48000");
    }

    @ParameterizedTest
    @CsvSource({"PCMA, 8, 20", "PCMA, 8, 30", "PCMA, 8, 60", "PCMU, 0, 20", "PCMU, 0, 30", "PCMU, 0, 40"})
    void g711HasPacketsOfTheAnswersLength(String codec, int payloadType, int milliseconds) {
        var sent = watch(
                "livetv",
                "audio",
                payloadType,
                List.of("rtpmap:" + payloadType + " " + codec + "/8000", "ptime:" + milliseconds),
                100);
        assertThat(sent.attribute("ptime")).endsWith("ptime:" + milliseconds);
        assertSound(sent, milliseconds * 8, milliseconds);
        assertThat(sent.packets()).allMatch(packet -> packet.size() == milliseconds * 8);
        assertThat(sent.decoding().properties()).containsEntry("sample_rate", "8000");
    }

    /** What a viewer got, and the lines of the answer that promised it. */
    private record Sent(
            List<String> answer,
            int answeredPort,
            List<Datagram> datagrams,
            List<RtpPacket> packets,
            Decoding decoding) {
        String attribute(String name) {
            return answer.stream()
                    .filter(line -> line.startsWith("a=" + name))
                    .findFirst()
                    .orElse("");
        }

        String figures() {
            int largest = packets.stream().mapToInt(RtpPacket::size).max().orElse(0);
            long octets = packets.stream().mapToLong(RtpPacket::size).sum();
            return "%d packets, at most %d octets, %.0f kbit/s, %d frames decoded %s"
                    .formatted(
                            packets.size(),
                            largest,
                            octets * 8 / 1000.0 / seconds(datagrams),
                            decoding.frames(),
                            decoding.properties());
        }

        int payloadType() {
            return Integer.parseInt(answer.get(0).split(" ", 0)[3]);
        }
    }

    private Sent watch(String channel, String medium, int payloadType, List<String> attributes, int packets) {
        try (var phone = new PlainPhone(server.sipAddress())) {
            RtpEar ear = medium.equals("video") ? phone.video() : phone.audio();
            ear.keep();
            var offer =
                    new ArrayList<>(List.of("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"));
            offer.add("m=" + medium + " " + ear.port() + " RTP/AVP " + payloadType);
            attributes.forEach(attribute -> offer.add("a=" + attribute));
            offer.add("a=recvonly");
            var response = phone.call(channel, String.join("\r\n", offer) + "\r\n");
            assertThat(response.status()).as(response.text()).isEqualTo(200);
            await("media").atMost(ANSWER).until(() -> ear.packets() >= packets && seconds(ear.kept()) > 5);
            phone.hangUp();

            var answer = response.body()
                    .lines()
                    .dropWhile(line -> !line.startsWith("m=" + medium))
                    .toList();
            var sent = new Sent(
                    answer,
                    response.mediaPort(medium),
                    ear.kept(),
                    Capture.dissect(ear.kept(), folder),
                    Decoding.of(ear.kept(), answer, Duration.ofSeconds(3), folder));
            System.out.println(channel + " " + sent.answer() + ": " + sent.figures());
            assertStream(sent, payloadType);
            return sent;
        }
    }

    private static double seconds(List<Datagram> datagrams) {
        return datagrams.isEmpty()
                ? 0
                : (datagrams.get(datagrams.size() - 1).arrivalNanos()
                                - datagrams.get(0).arrivalNanos())
                        / 1e9;
    }

    /** One stream, whole, from the port and with the payload type of the answer, which ffmpeg decodes without a complaint. */
    private static void assertStream(Sent sent, int offeredType) {
        var packets = sent.packets();
        assertThat(packets).hasSameSizeAs(sent.datagrams());
        assertThat(sent.datagrams()).allMatch(datagram -> datagram.sourcePort() == sent.answeredPort());
        assertThat(sent.payloadType()).isEqualTo(offeredType);
        assertThat(packets).allMatch(packet -> packet.payloadType() == offeredType);
        assertThat(packets.stream().map(RtpPacket::ssrc).distinct()).hasSize(1);
        assertThat(packets).allMatch(packet -> packet.size() <= LARGEST_PAYLOAD);
        assertThat(steps(
                        packets.stream().map(packet -> (long) packet.sequence()).toList(), 0xffff))
                .allMatch(step -> step == 1);
        assertThat(sent.decoding().errors()).isEmpty();
    }

    /** 25 pictures a second, each ending with a marker, of this size. */
    private static void assertPictures(Sent sent, String size) {
        var packets = sent.packets();
        for (int i = 1; i < packets.size(); i++) {
            boolean newPicture =
                    packets.get(i).timestamp() != packets.get(i - 1).timestamp();
            assertThat(packets.get(i - 1).marker())
                    .as("marker of packet %d", i - 1)
                    .isEqualTo(newPicture);
        }
        long begin = packets.get(0).timestamp();
        var pictures = packets.stream()
                .map(RtpPacket::timestamp)
                .distinct()
                .filter(timestamp -> ((timestamp - begin) & 0xffffffffL) > HURRIED_TICKS)
                .toList();
        assertThat(steps(pictures, 0xffffffffL)).hasSizeGreaterThan(50).allMatch(step -> Math.abs(step - 3600) <= 1);
        assertThat(sent.decoding().frames()).isGreaterThan(60);
        assertThat(sent.decoding().properties()).containsEntry("dimensions", size);
    }

    /** Of three seconds, most can be decoded. */
    private static void assertSound(Sent sent, int ticks, int milliseconds) {
        assertThat(steps(sent.packets().stream().map(RtpPacket::timestamp).toList(), 0xffffffffL))
                .allMatch(step -> step == ticks);
        assertThat(sent.decoding().frames()).isGreaterThan(Math.min(90, 2700 / milliseconds));
    }

    private static List<Long> steps(List<Long> values, long mask) {
        return IntStream.range(1, values.size())
                .mapToObj(i -> (values.get(i) - values.get(i - 1)) & mask)
                .toList();
    }

    private static double kilobits(Sent sent, int rate) {
        var packets = sent.packets();
        long octets = packets.stream().mapToLong(packet -> packet.size()).sum();
        long ticks =
                (packets.get(packets.size() - 1).timestamp() - packets.get(0).timestamp()) & 0xffffffffL;
        return octets * 8 / 1000.0 * rate / ticks;
    }

    private static List<Integer> unitTypes(Sent sent) {
        return sent.packets().stream()
                .map(packet -> packet.octet(0) & 0x1f)
                .distinct()
                .toList();
    }

    /** Each SPS that was sent has the level of the answer's profile-level-id. */
    private static void assertLevelOfAnswer(Sent sent) {
        var format = sent.attribute("fmtp").replaceAll(".*profile-level-id=([0-9A-Fa-f]{6}).*", "$1");
        int answered = Integer.parseInt(format.substring(4), 16);
        var levels = sent.packets().stream()
                .map(VideoPayload::h264Level)
                .flatMap(Optional::stream)
                .toList();
        assertThat(levels).isNotEmpty().allMatch(level -> level == answered);
    }
}
