package org.sipcast.e2e.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/** The real sipp with {@code chat-viewer.xml}: a viewer on hold, who keeps each line and says what another one asks for. */
public final class SippViewer implements AutoCloseable {
    private static final Path SCENARIO =
            Path.of("src/test/sipp/chat-viewer.xml").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** What the scenario logs; a line's own line breaks come as they are. */
    private static final Pattern HEARD = Pattern.compile("(?m)^heard (.*)$");

    private final Path folder;
    private final Program program;

    private SippViewer(Path folder, Program program) {
        this.folder = folder;
        this.program = program;
    }

    /** Calls the channel as this subscriber of the platform, and returns once it watches. */
    public static SippViewer watch(
            InetSocketAddress platform, String channel, String domain, String user, String password, String name) {
        try {
            var folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target/e2e").toAbsolutePath()), "sipp-");
            var command = List.of(
                    "sipp",
                    "127.0.0.1:" + platform.getPort(),
                    "-sf",
                    SCENARIO.toString(),
                    "-s",
                    channel,
                    "-i",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(FreePorts.one()),
                    "-mp",
                    Integer.toString(FreePorts.range(4)),
                    "-m",
                    "1",
                    "-au",
                    user,
                    "-ap",
                    password,
                    "-key",
                    "user",
                    user,
                    "-key",
                    "name",
                    name,
                    "-key",
                    "domain",
                    domain,
                    "-nostdin",
                    "-trace_logs",
                    "-log_file",
                    folder + "/lines",
                    "-trace_err",
                    "-error_file",
                    folder + "/errors",
                    "-trace_msg",
                    "-message_file",
                    folder + "/messages");
            var phone = new SippViewer(folder, Program.start(folder.resolve("screen"), Map.of(), command));
            Awaitility.await(name + " to watch")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast("sipp has ended; see " + folder, () -> !phone.program.isAlive())
                    .until(() -> phone.read("lines").contains("watches"));
            return phone;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that came, in order. */
    public List<String> heard() {
        return HEARD.matcher(read("lines"))
                .results()
                .map(match -> match.group(1).strip())
                .toList();
    }

    private String read(String file) {
        try {
            var path = folder.resolve(file);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
