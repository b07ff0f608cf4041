package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sipcast.e2e.program.FreePorts;

/** Runs the scenarios of {@code src/test/sipp} with the real sipp against a port on this machine. */
public final class Sipp {

    private static final Path SCENARIOS = Path.of("src/test/sipp").toAbsolutePath();
    private static final int SECONDS = 30;

    private final int port;

    public Sipp(int port) {
        this.port = port;
    }

    /** A port that is free for UDP and TCP at the moment. */
    public static int freePort() {
        return FreePorts.one();
    }

    /** One call by this scenario, which must end as it says. */
    public void call(String scenario, String... options) {
        calls(scenario, 1, 1, options);
    }

    public void calls(String scenario, int calls, int callsPerSecond, String... options) {
        assertThat(SCENARIOS.resolve(scenario + ".xml")).exists();
        try {
            Path directory = Files.createTempDirectory("sipp");
            try {
                run(directory, scenario, calls, callsPerSecond, options);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void run(Path directory, String scenario, int calls, int callsPerSecond, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sipp", "127.0.0.1:" + port, "-sf"));
        command.add(SCENARIOS.resolve(scenario + ".xml").toString());
        command.addAll(List.of("-m", "" + calls, "-r", "" + callsPerSecond, "-l", "" + calls));
        command.addAll(List.of("-i", "127.0.0.1", "-p", "" + freePort(), "-s", "demo", "-nostdin"));
        command.addAll(
                List.of("-timeout", SECONDS + "s", "-timeout_error", "-deadcall_wait", "0", "-trace_err", "-nd"));
        command.addAll(List.of("-error_file", "errors.log", "-trace_msg", "-message_file", "messages.log"));
        command.addAll(List.of(options));
        Path screen = directory.resolve("screen.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS + 5, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .withFailMessage(() -> scenario + " failed\n" + text(directory, calls == 1))
                .isTrue();
    }

    private static String text(Path directory, boolean withMessages) {
        return read(directory.resolve("errors.log")) + (withMessages ? read(directory.resolve("messages.log")) : "");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
