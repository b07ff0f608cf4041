package org.sipcast.e2e.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipcast.e2e.film.DemoFilm;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/**
 * A peer with delays that are known, to prove what the measurements say: it answers calls, and ffmpeg's RTP of the film goes to
 * all callers, each medium late by as much as the caller was promised.
 */
public final class FilmPeer implements AutoCloseable {
    private static final int MAX_PACKET = 2048;

    /** How late a caller gets the media. */
    public record Lateness(Duration video, Duration audio) {
        public static final Lateness NONE = new Lateness(Duration.ZERO, Duration.ZERO);
    }

    private record Viewer(InetSocketAddress video, InetSocketAddress audio, Lateness lateness) {}

    private final DatagramSocket sip;
    private final DatagramSocket video;
    private final DatagramSocket audio;
    private final List<Lateness> promised = new ArrayList<>();
    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
    private final ExecutorService sender = Executors.newSingleThreadExecutor();
    private final Map<String, String> answers = new HashMap<>();
    private final Path film;
    private final Path log;
    private final PhoneCodecs codecs;
    private volatile String videoFormat = "";
    private volatile String audioFormat = "";
    private @Nullable Program ffmpeg;

    public FilmPeer(Path film, Path folder, PhoneCodecs codecs) {
        this.film = encode(film, folder, codecs);
        this.log = folder.resolve("ffmpeg.log");
        this.codecs = codecs;
        try {
            sip = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), 0));
            video = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), FreePorts.range(2)));
            audio = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), FreePorts.range(2)));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        run("film-peer-sip", () -> answer(sip));
        run("film-peer-video", () -> relay(video, true));
        run("film-peer-audio", () -> relay(audio, false));
    }

    /** Begins to send the film to everyone who has called. */
    public void sendFilm() {
        ffmpeg = Program.start(log, Map.of(), command());
    }

    /** Encodes beforehand, so that sending in time costs nothing. */
    private static Path encode(Path film, Path folder, PhoneCodecs codecs) {
        var options = new ArrayList<>(List.of("-g", "25", "-b:v", "800k"));
        options.addAll(
                codecs.video.equals("VP8")
                        ? List.of("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-lag-in-frames", "0")
                        : List.of("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
        options.addAll(
                codecs.audio.startsWith("opus")
                        ? List.of("-c:a", "libopus", "-b:a", "48k")
                        : List.of("-c:a", "pcm_alaw", "-ar", "8000", "-ac", "1", "-af", "asetnsamples=160"));
        return DemoFilm.convert(film, folder.resolve("encoded-" + codecs + ".mkv"), options.toArray(String[]::new));
    }

    private List<String> command() {
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-re", "-i", film.toString()));
        command.addAll(List.of("-map", "0:v", "-c", "copy"));
        if (codecs.video.equals("H264")) {
            command.addAll(List.of("-bsf:v", "h264_mp4toannexb"));
        }
        command.addAll(rtp(video, videoFormat));
        command.addAll(List.of("-map", "0:a", "-c", "copy"));
        command.addAll(rtp(audio, audioFormat));
        return command;
    }

    private static List<String> rtp(DatagramSocket to, String format) {
        var url = "rtp://127.0.0.1:%d?pkt_size=1200".formatted(to.getLocalPort());
        return List.of("-flush_packets", "1", "-f", "rtp", "-payload_type", format, url);
    }

    /** What to dial; the next caller gets media this late. */
    public synchronized String uriFor(Lateness lateness) {
        promised.add(lateness);
        return "sip:film@127.0.0.1:" + sip.getLocalPort();
    }

    private synchronized Lateness nextPromised() {
        return promised.remove(0);
    }

    private void answer(DatagramSocket socket) throws IOException {
        while (true) {
            var packet = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
            socket.receive(packet);
            var request = SipText.of(packet.getData(), packet.getLength());
            if (request.method().equals("ACK")) {
                continue;
            }
            var sdp = "";
            if (request.method().equals("INVITE")) {
                sdp = answers.computeIfAbsent(request.required("Call-ID"), callId -> take(request));
            }
            var response = "SIP/2.0 200 OK\r\n" + request.repeated("Via", "From", "Call-ID", "CSeq")
                    + "To: " + request.required("To") + ";tag=film\r\n"
                    + "Contact: <sip:film@127.0.0.1:" + sip.getLocalPort() + ">\r\n"
                    + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                    + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
            byte[] octets = response.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
        }
    }

    private String take(SipText invite) {
        viewers.add(new Viewer(
                new InetSocketAddress(FreePorts.loopback(), invite.mediaPort("video")),
                new InetSocketAddress(FreePorts.loopback(), invite.mediaPort("audio")),
                nextPromised()));
        videoFormat = invite.firstFormat("video");
        audioFormat = invite.firstFormat("audio");
        return answerTo(invite.body());
    }

    /** The offer's own lines with our ports: each of our callers offers one codec for each medium. */
    private String answerTo(String offer) {
        var sdp = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n");
        offer.lines()
                .filter(line -> line.startsWith("m=") || line.startsWith("a=rtpmap") || line.startsWith("a=fmtp"))
                .map(line -> line.replaceFirst("^m=video \\d+", "m=video " + video.getLocalPort())
                        .replaceFirst("^m=audio \\d+", "m=audio " + audio.getLocalPort()))
                .forEach(line -> sdp.append(line).append("\r\n"));
        return sdp.toString();
    }

    private void relay(DatagramSocket socket, boolean isVideo) throws IOException {
        while (true) {
            var packet = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
            socket.receive(packet);
            if (isFromViewer(packet)) {
                continue;
            }
            for (var viewer : viewers) {
                var lateness =
                        isVideo ? viewer.lateness().video() : viewer.lateness().audio();
                var copy = new DatagramPacket(
                        packet.getData(), packet.getLength(), isVideo ? viewer.video() : viewer.audio());
                CompletableFuture.delayedExecutor(lateness.toNanos(), TimeUnit.NANOSECONDS, sender)
                        .execute(() -> send(socket, copy));
            }
        }
    }

    private boolean isFromViewer(DatagramPacket packet) {
        return viewers.stream()
                .anyMatch(viewer -> viewer.video().equals(packet.getSocketAddress())
                        || viewer.audio().equals(packet.getSocketAddress()));
    }

    private static void send(DatagramSocket socket, DatagramPacket packet) {
        try {
            socket.send(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Loop {
        void run() throws IOException;
    }

    private static void run(String name, Loop loop) {
        var thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (SocketException e) {
                        // closed: the peer's end
                        return;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        if (ffmpeg != null) {
            ffmpeg.close();
        }
        sender.shutdownNow();
        sip.close();
        video.close();
        audio.close();
    }
}
