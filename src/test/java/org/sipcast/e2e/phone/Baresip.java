package org.sipcast.e2e.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.sipcast.e2e.film.FilmTimeline;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/** A headless baresip, one call at a time, that decodes what it receives, saves pictures and records the sound. */
public final class Baresip implements FilmTimeline.Screen, AutoCloseable {
    private static final int RTP_PORTS = 20;
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** What baresip prints about a stream at its end; the right column is what it received. */
    private static final Pattern STATISTICS = Pattern.compile(
            "(audio|video) +Transmit: +Receive:\\s(?:(?!Transmit).)*?lost: +-?\\d+ +(-?\\d+)", Pattern.DOTALL);

    private final Path folder;
    private final Program program;
    private final BaresipControl control;

    private Baresip(Path folder, Program program, BaresipControl control) {
        this.folder = folder;
        this.program = program;
        this.control = control;
    }

    /** Starts a phone that offers one codec for each medium, or none. */
    public static Baresip start(PhoneCodecs codecs) {
        return start(codecs, "<sip:phone@127.0.0.1;transport=udp>", "");
    }

    /**
     * Starts a phone of a platform's subscriber, whose calls all go there first.
     *
     * @param platform such as {@code sip:127.0.0.1:5061;transport=tls}
     * @param authority what the platform's certificate is signed with
     */
    public static Baresip start(
            PhoneCodecs codecs, String addressOfRecord, String user, String password, String platform, Path authority) {
        return start(
                codecs,
                "<%s>;auth_user=%s;auth_pass=%s;outbound=\"%s\"".formatted(addressOfRecord, user, password, platform),
                "sip_cafile " + authority + "\n");
    }

    private static Baresip start(PhoneCodecs codecs, String account, String settings) {
        try {
            // relative: baresip cuts paths off at 100 characters
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/e2e")), "baresip-");
            int controlPort = FreePorts.one();
            int rtpPort = FreePorts.range(RTP_PORTS);
            Files.writeString(
                    folder.resolve("config"),
                    configuration(codecs)
                                    .replace("${sip}", Integer.toString(FreePorts.one()))
                                    .replace("${control}", Integer.toString(controlPort))
                                    .replace("${rtp.first}", Integer.toString(rtpPort))
                                    .replace("${rtp.last}", Integer.toString(rtpPort + RTP_PORTS - 1))
                                    .replace("${folder}", folder.toString())
                            + settings);
            Files.writeString(
                    folder.resolve("accounts"),
                    "%s;regint=0;answermode=manual;audio_codecs=%s;video_codecs=%s%n"
                            .formatted(account, codecs.audio, codecs.video));
            var program =
                    Program.start(folder.resolve("log"), Map.of(), List.of("baresip", "-f", folder.toString(), "-v"));
            return new Baresip(folder, program, connect(program, controlPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A phone that has no codec for pictures offers none; for sound it has to have one. */
    private static String configuration(PhoneCodecs codecs) throws IOException {
        try (var config = Baresip.class.getResourceAsStream("/e2e/baresip/config")) {
            if (config == null) {
                throw new IllegalStateException("baresip's configuration is missing");
            }
            return new String(config.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !codecs.video.isEmpty() || !line.matches("module +(vp8|avcodec)\\.so"))
                    .collect(Collectors.joining("\n", "", "\n"));
        }
    }

    private static BaresipControl connect(Program program, int port) {
        return Awaitility.await("baresip's control port")
                .atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .failFast("baresip has ended", () -> !program.isAlive())
                .until(() -> tryToConnect(port), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<BaresipControl> tryToConnect(int port) throws IOException {
        try {
            return Optional.of(new BaresipControl(port));
        } catch (ConnectException e) {
            return Optional.empty();
        }
    }

    /** Begins a call; see {@link #awaitEstablished} and {@link #awaitClosed}. */
    public void dial(String uri) {
        control.events().clear();
        control.execute("dial", uri);
    }

    public void hangUp() {
        control.execute("hangup", null);
    }

    public void hold() {
        control.execute("hold", null);
    }

    public void resume() {
        control.execute("resume", null);
    }

    /** Presses a key and lets it go, by telephone events in the sound (RFC 4733). */
    public void press(char key) {
        control.execute("sndcode", String.valueOf(key));
    }

    public void awaitEstablished(Duration limit) {
        awaitEvent("CALL_ESTABLISHED", limit);
    }

    /** Waits for the call's end and returns the reason, such as {@code 404 Not Found}. */
    public String awaitClosed(Duration limit) {
        return awaitEvent("CALL_CLOSED", limit).detail();
    }

    public boolean isClosed() {
        return find("CALL_CLOSED") != null;
    }

    private BaresipEvent awaitEvent(String type, Duration limit) {
        Awaitility.await(type).atMost(limit).pollInterval(Duration.ofMillis(10)).until(() -> find(type) != null);
        var event = find(type);
        if (event == null) {
            throw new IllegalStateException("a new call was begun while the old one was awaited");
        }
        return event;
    }

    private @Nullable BaresipEvent find(String type) {
        return control.events().stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    /** Waits for the call's end and returns how many packets were missing of each of these, {@code audio} or {@code video}. */
    public Map<String, Long> awaitLostPackets(String... media) {
        awaitClosed(CLOSE);
        return Awaitility.await("baresip's statistics")
                .atMost(CLOSE)
                .pollInterval(Duration.ofMillis(10))
                .until(this::lostPackets, lost -> lost.keySet().containsAll(List.of(media)));
    }

    private Map<String, Long> lostPackets() {
        return STATISTICS
                .matcher(log())
                .results()
                .collect(Collectors.toMap(
                        match -> match.group(1), match -> Long.parseLong(match.group(2)), (earlier, later) -> later));
    }

    /** Waits until sound arrives. */
    public void awaitSound(Duration limit) {
        Awaitility.await("sound")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> recording().isPresent());
    }

    /** Waits until a picture can be decoded, and returns its file. */
    public Path awaitPicture(Duration limit) {
        var picture = folder.resolve("first-%d.png".formatted(System.nanoTime()));
        savePicture(picture);
        Awaitility.await("a picture")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> hasSaved(picture));
        return picture;
    }

    @Override
    public void savePicture(Path file) {
        control.execute("snapshot_recv", file.toString());
    }

    @Override
    public boolean hasSaved(Path file) {
        return FilmTimeline.isCompletePng(file);
    }

    @Override
    public Optional<Path> recording() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-dec.wav"))
                    .max(Comparator.comparing(Path::getFileName));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path folder() {
        return folder;
    }

    public String log() {
        return program.output();
    }

    /** SIGKILL: nothing is said to anybody. */
    public void kill() {
        program.kill();
    }

    @Override
    public void close() {
        try (program;
                control) {
            if (program.isAlive()) {
                control.execute("quit", null);
                program.awaitEnd(Duration.ofSeconds(5));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
