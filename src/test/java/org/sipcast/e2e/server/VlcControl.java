package org.sipcast.e2e.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/** Asks one VLC over its control port what it does, beside the application. */
public final class VlcControl {
    private final Path folder;

    VlcControl(Path folder) {
        this.folder = folder;
    }

    public String channel() {
        return folder.getFileName().toString();
    }

    public long pid() {
        return Long.parseLong(line("pid"));
    }

    public boolean isAlive() {
        return ProcessHandle.of(pid()).isPresent();
    }

    /** It is gone from one moment to the next. */
    public void kill() {
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The names of its hubs. */
    public List<String> hubs() {
        return execute("hub list").stream()
                .filter(line -> line.startsWith("hub "))
                .map(line -> line.split(" ", 3)[1])
                .toList();
    }

    /** The words of {@code hub stats} by name, such as {@code branches} and {@code sinks}. */
    public Map<String, String> stats(String hub) {
        return words(last(execute("hub stats " + hub)));
    }

    /** Where the source of a hub is. */
    public Duration position(String hub) {
        return Duration.ofMillis(
                Long.parseLong(words(last(execute("source state " + hub))).getOrDefault("position", "0")));
    }

    /** Has a signal sent to it, such as {@code SEGV}. */
    public void signal(String name) {
        Program.run(Duration.ofSeconds(5), Map.of(), List.of("kill", "-" + name, Long.toString(pid())));
    }

    /** How many sinks all of its hubs have. */
    public int sinks() {
        return hubs().stream()
                .mapToInt(hub -> Integer.parseInt(stats(hub).getOrDefault("sinks", "0")))
                .sum();
    }

    /** How many packets the sinks of a hub were sent. */
    public long packets(String hub) {
        return execute("sink list " + hub).stream()
                .filter(line -> line.startsWith("sink "))
                .mapToLong(line -> Long.parseLong(words(line).getOrDefault("packets", "0")))
                .sum();
    }

    /** How many viewers of a hub have sent RTCP about all that they get. */
    public long viewersHeard(String hub) {
        Map<String, Boolean> heard = execute("sink list " + hub).stream()
                .filter(line -> line.startsWith("sink "))
                .collect(Collectors.toMap(
                        line -> line.split(" ", 3)[1],
                        line -> !words(line).getOrDefault("rtcp-age", "-").equals("-"),
                        (one, other) -> one && other));
        return heard.values().stream().filter(viewer -> viewer).count();
    }

    private static Map<String, String> words(String line) {
        return Stream.of(line.split(" ", -1))
                .filter(word -> word.contains("="))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String last(List<String> reply) {
        return reply.get(reply.size() - 1);
    }

    private List<String> execute(String command) {
        try (var socket = new Socket(FreePorts.loopback(), Integer.parseInt(line("port")));
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            in.readLine();
            send(socket, "auth " + line("secret"));
            readReply(in);
            send(socket, command);
            return readReply(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> readReply(BufferedReader in) throws IOException {
        var reply = new ArrayList<String>();
        while (true) {
            var line = in.readLine();
            if (line == null || line.startsWith("ERR")) {
                throw new IllegalStateException("VLC says " + line + " after " + reply);
            }
            reply.add(line);
            if (line.startsWith("OK")) {
                return reply;
            }
        }
    }

    private String line(String file) {
        try {
            return Files.readString(folder.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
