package org.sipcast.e2e.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/** Sipcast as a user starts it, with ports and a folder of its own; its log is printed when a test fails. */
public final class SipcastServer implements BeforeAllCallback, AfterAllCallback, TestWatcher, AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int MEDIA_PORTS = 200;

    private final List<String> options;
    private final Map<String, String> variables = new HashMap<>();
    private final int sipPort = FreePorts.one();
    private final int reportsPort = FreePorts.one();
    private final int pagePort = FreePorts.one();
    private final int managementPort = FreePorts.one();
    private final int firstMediaPort = FreePorts.range(MEDIA_PORTS);
    private final Path run;
    private final ProgramSlot launcher = new ProgramSlot();
    private Path root = Path.of("").toAbsolutePath();

    /**
     * @param options of {@code bin/sipcast run}, such as {@code --sipcast.lease=3}
     */
    public SipcastServer(String... options) {
        this.options = List.of(options);
        try {
            run = TestMedia.openFolder("sipcast-run-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a variable of its environment, such as {@code SIPCAST_ORPHAN}; before it is started. */
    public SipcastServer with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Runs the one that was unpacked in a folder, rather than what was built here. */
    public SipcastServer unpackedIn(Path folder) {
        root = folder.toAbsolutePath();
        return this;
    }

    private String program(String name) {
        return root.resolve("bin").resolve(name).toString();
    }

    /** Starts it and waits until calls can come in. */
    public SipcastServer start() {
        forget("sipcast.ready");
        var program = launch();
        Awaitility.await("Sipcast")
                .atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .failFast("Sipcast has ended", () -> !program.isAlive())
                .until(() -> Files.exists(run.resolve("sipcast.ready")));
        return this;
    }

    /** What one that was killed has left there. */
    private void forget(String file) {
        try {
            Files.deleteIfExists(run.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits for nothing. */
    public Program launch() {
        try {
            TestMedia.restoreFolder(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return launcher.set(launch("launcher.log"));
    }

    /** Starts it once more beside the one that runs. */
    public Program launchAgain() {
        return launch("second-launcher.log");
    }

    /** Starts it on a terminal, whose output is the program's, and waits for nothing. */
    public Program launchOnATerminal() {
        var words = runCommand().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return launcher.set(Program.start(
                run.resolve("launcher.log"), environment(), List.of("script", "-qec", words, "/dev/null")));
    }

    private Program launch(String output) {
        return Program.start(run.resolve(output), environment(), runCommand());
    }

    private List<String> runCommand() {
        var command = new ArrayList<>(List.of(
                program("sipcast"),
                "run",
                "--sipcast.sip.port=" + sipPort,
                "--sipcast.reports.port=" + reportsPort,
                "--sipcast.page.port=" + pagePort,
                "--sipcast.management.port=" + managementPort));
        command.addAll(options);
        return command;
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(variables);
        environment.put("SIPCAST_RUN", run.toString());
        environment.put("SIPCAST_RECORDS", run.toString());
        environment.put("SIPCAST_LOGS", run.toString());
        environment.put("SIPCAST_MEDIA", TestMedia.folder().toString());
        environment.put("SIPCAST_MEDIA_PORTS", firstMediaPort + "-" + (firstMediaPort + MEDIA_PORTS - 1));
        return environment;
    }

    public String uri(String channel) {
        return "sip:%s@127.0.0.1:%d".formatted(channel, sipPort);
    }

    public int pagePort() {
        return pagePort;
    }

    /** Where operators and their programs ask, without a path. */
    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    public InetSocketAddress sipAddress() {
        return new InetSocketAddress(FreePorts.loopback(), sipPort);
    }

    /** The port that its VLCs report to. */
    public InetSocketAddress reportsAddress() {
        return new InetSocketAddress(FreePorts.loopback(), reportsPort);
    }

    public Path runFolder() {
        return run;
    }

    public long javaPid() {
        return Long.parseLong(read(run.resolve("sipcast.pid")).strip());
    }

    /** The VLCs that run, by channel. */
    public List<VlcControl> vlcs() {
        var folder = run.resolve("vlc");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var names = Files.list(folder)) {
            return names.filter(name -> Files.exists(name.resolve("port")))
                    .map(VlcControl::new)
                    .filter(VlcControl::isAlive)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The VLC of a channel, which has to run. */
    public VlcControl vlc(String channel) {
        return vlcs().stream()
                .filter(vlc -> vlc.channel().equals(channel))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no VLC runs for " + channel));
    }

    /** How many of its media ports are in use, whoever of its processes lives. */
    public int mediaPortsInUse() {
        return HostUse.udpSockets(firstMediaPort, firstMediaPort + MEDIA_PORTS);
    }

    /** What is alive in its heap. */
    public JavaHeap heap() {
        return JavaHeap.of(javaPid());
    }

    /** What it holds of the machine. */
    public HostUse hostUse() {
        return HostUse.of(javaPid(), vlcs(), firstMediaPort, MEDIA_PORTS);
    }

    /** What the starts and ends of calls say so far, each with the word of its {@code event}. */
    public List<JsonNode> records() {
        return events().stream()
                .filter(record -> !record.path("event").asText().equals("interim"))
                .toList();
    }

    /** What all records say so far, each with the word of its {@code event}. */
    public List<JsonNode> events() {
        var records = new ArrayList<JsonNode>();
        var file = run.resolve("records.db");
        if (!Files.exists(file)) {
            return records;
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT event, json FROM record ORDER BY seq")) {
            while (rows.next()) {
                var data = (ObjectNode)
                        new ObjectMapper().readTree(rows.getString(2)).path("data");
                records.add(data.put("event", rows.getString(1)));
            }
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("no such table")) {
                throw new IllegalStateException(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    /** The records of one call, by the caller's Call-ID. */
    public List<JsonNode> recordsOf(String callId) {
        return records().stream()
                .filter(record -> record.path("sipCallId").asText().equals(callId))
                .toList();
    }

    public String log() {
        var log = run.resolve("sipcast.log");
        return Files.exists(log) ? read(log) : "";
    }

    /** What the launcher says to the person who started it. */
    public String greeting() {
        return launcher.get().output();
    }

    /** As Ctrl-C does; returns the launcher's exit status. */
    public int stop() {
        launcher.get().terminate();
        return launcher.get().awaitEnd(STOP);
    }

    /** The application and its launcher are gone from one moment to the next; the VLCs stay. */
    public void kill() {
        long java = javaPid();
        launcher.get().kill();
        ProcessHandle.of(java).ifPresent(ProcessHandle::destroyForcibly);
        Awaitility.await("the application's end")
                .until(() -> ProcessHandle.of(java).isEmpty());
    }

    /** The launcher alone is gone from one moment to the next; the application goes on. */
    public void killLauncher() {
        launcher.get().kill();
    }

    /** The application alone is gone from one moment to the next; its launcher ends the VLCs, and itself. */
    public void killJava() {
        ProcessHandle.of(javaPid()).ifPresent(ProcessHandle::destroyForcibly);
        launcher.get().awaitEnd(STOP);
    }

    /** Runs {@code bin/sipcast} with a command, its own options and environment to its end, and returns what it says. */
    public String command(String... words) {
        var command = new ArrayList<>(List.of(program("sipcast")));
        command.addAll(List.of(words));
        command.addAll(options);
        return Program.run(START, environment(), command);
    }

    /** Runs {@code bin/sipcast} as {@link #command} does, and waits for nothing. */
    public Program begin(String... words) {
        var command = new ArrayList<>(List.of(program("sipcast")));
        command.addAll(List.of(words));
        command.addAll(options);
        return Program.start(run.resolve(words[0] + ".log"), environment(), command);
    }

    /** Waits until it has ended by itself; returns the launcher's exit status. */
    public int awaitEnd() {
        return launcher.get().awaitEnd(STOP);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.out.println("--- " + context.getDisplayName() + ": the log of Sipcast in " + run);
        System.out.println(log());
    }

    @Override
    public void close() {
        launcher.close();
        Program.run(STOP, environment(), List.of(program("sipcast-vlc"), "stop-all"));
        TestMedia.delete(run);
    }
}
