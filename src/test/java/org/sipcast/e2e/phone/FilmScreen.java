package org.sipcast.e2e.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.film.UnreadablePictureException;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/** The screen of a phone that has none: ffmpeg decodes the VP8 that comes to a port, payload type 96, and always has the latest picture. */
public final class FilmScreen implements AutoCloseable {
    private final int port = FreePorts.range(2);
    private final Path picture;
    private final Program ffmpeg;

    public FilmScreen(Path folder) {
        picture = folder.resolve("screen.png");
        try {
            var description = Files.writeString(
                    folder.resolve("screen.sdp"),
                    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=video " + port
                            + " RTP/AVP 96\na=rtpmap:96 VP8/90000\n");
            ffmpeg = Program.start(
                    folder.resolve("screen.log"),
                    Map.of(),
                    List.of(
                            "ffmpeg",
                            "-nostdin",
                            "-v",
                            "error",
                            "-fflags",
                            "nobuffer",
                            "-protocol_whitelist",
                            "file,udp,rtp",
                            "-i",
                            description.toString(),
                            "-vf",
                            "fps=5",
                            "-update",
                            "1",
                            "-atomic_writing",
                            "1",
                            "-y",
                            picture.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Waits until the film is in these seconds, and returns where it is then. */
    public double awaitSeconds(double from, double to, Duration limit) {
        return Awaitility.await("the film between second " + from + " and " + to)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(100))
                .until(this::seconds, seconds -> seconds.filter(now -> now >= from && now <= to)
                        .isPresent())
                .orElseThrow();
    }

    private Optional<Double> seconds() {
        try {
            return Files.exists(picture)
                    ? Optional.of(FilmPicture.read(picture).filmMillis() / 1000)
                    : Optional.empty();
        } catch (UnreadablePictureException e) {
            // a flash, or damaged on the way
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        ffmpeg.close();
    }
}
