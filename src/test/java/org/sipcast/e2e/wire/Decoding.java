package org.sipcast.e2e.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/**
 * What ffmpeg makes of RTP with the words of an SDP answer.
 *
 * @param properties of the decoded stream, such as {@code dimensions} and {@code sample_rate}
 * @param errors what ffmpeg complained about
 */
public record Decoding(int frames, Map<String, String> properties, String errors) {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration START = Duration.ofSeconds(15);

    /**
     * Sends the datagrams to ffmpeg at the pace they came, and has it decode the first {@code length} of them.
     *
     * @param media the m-line of the answer and its attributes
     */
    public static Decoding of(List<Datagram> datagrams, List<String> media, Duration length, Path folder) {
        int port = FreePorts.range(2);
        var medium = media.get(0).substring(2, media.get(0).indexOf(' '));
        var frames = folder.resolve(medium + "-" + port + ".crc");
        var description = write(folder.resolve(medium + "-" + port + ".sdp"), port, media);
        var seconds = "%d.%03d".formatted(length.toSeconds(), length.toMillisPart());
        var command = List.of(
                "ffmpeg",
                "-v",
                "error",
                "-nostdin",
                "-protocol_whitelist",
                "file,udp,rtp",
                "-i",
                description.toString(),
                "-t",
                seconds,
                "-fps_mode:v",
                "passthrough",
                "-enc_time_base:v",
                "1:90000",
                "-f",
                "framecrc",
                frames.toString());
        try (var ffmpeg = Program.start(folder.resolve(medium + "-" + port + ".errors"), Map.of(), command)) {
            Awaitility.await("ffmpeg's port").atMost(START).until(() -> isTaken(port));
            send(datagrams, port);
            ffmpeg.awaitEnd(LIMIT);
            return of(Files.readAllLines(frames), ffmpeg.output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Decoding of(List<String> lines, String errors) {
        var properties = lines.stream()
                .filter(line -> line.matches("#[a-z_]+ 0: .*"))
                .collect(Collectors.toMap(
                        line -> line.substring(1, line.indexOf(' ')), line -> line.substring(line.indexOf(':') + 2)));
        int frames = (int) lines.stream().filter(line -> !line.startsWith("#")).count();
        return new Decoding(frames, properties, errors);
    }

    private static Path write(Path file, int port, List<String> media) throws UncheckedIOException {
        var first = media.get(0).split(" ", 3);
        var text = new StringBuilder("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n");
        text.append(first[0])
                .append(' ')
                .append(port)
                .append(' ')
                .append(first[2])
                .append("\r\n");
        media.stream().filter(line -> line.matches("a=(rtpmap|fmtp|ptime):.*")).forEach(line -> text.append(line)
                .append("\r\n"));
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTaken(int port) {
        try (var socket = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), port))) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    private static void send(List<Datagram> datagrams, int port) throws IOException {
        long start = System.nanoTime();
        try (var socket = new DatagramSocket()) {
            for (var each : datagrams) {
                long due = start + each.arrivalNanos() - datagrams.get(0).arrivalNanos();
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(5)));
                }
                socket.send(new DatagramPacket(
                        each.octets(), each.octets().length, new InetSocketAddress(FreePorts.loopback(), port)));
            }
        }
    }
}
