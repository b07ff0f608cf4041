package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sipcast.e2e.program.CopiedRoutes;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.sip.stack.Sipp;

/** Fifty edits of steps, in YAML and XML, of what a route begins with, and of channels, while calls come in and others last; every third one is bad. */
class EditUnderLoadIT {
    private static final int EDITS = 50;
    private static final int CALLS_PER_SECOND = Integer.getInteger("sipcast.edit.calls-per-second", 100);
    private static final Duration LIVE = Duration.ofSeconds(2);
    private static final String FIRST_STEP = "        - to: direct:require-journal\n";

    // a busy machine may need longer for each call, and then more are in progress
    private static final String CHANNELS =
            """
            channels:
              livetv:
                source: demo.mkv
                timeline: live
                viewer-limit: 5000
            """;

    private static Path bundle;
    private static String shipped;
    private static SipcastServer sipcast;

    @BeforeAll
    static void start() throws IOException {
        bundle = Files.createTempDirectory("sipcast-bundle");
        Files.createDirectory(bundle.resolve("routes"));
        CopiedRoutes.into(bundle.resolve("routes"));
        Path incoming = bundle.resolve("routes/incoming-call.camel.yaml");
        shipped = Files.readString(incoming).replace(FIRST_STEP, "        - to: direct:mark-call\n" + FIRST_STEP);
        Files.writeString(incoming, shipped);
        Files.writeString(bundle.resolve("routes/mark-call.xml"), marked("<log message=\"no edit yet\"/>"));
        Files.writeString(bundle.resolve("routes/ticks.camel.yaml"), ticks(0));
        Path channels = Files.writeString(bundle.resolve("channels.yaml"), CHANNELS);
        sipcast = new SipcastServer(
                        "--sipcast.routes=" + bundle.resolve("routes"),
                        "--sipcast.channels=" + channels,
                        // what a stalled machine makes wait is no fault of an edit
                        "--camel.component.vlc.source-waiters=1000")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        sipcast.close();
        try (Stream<Path> files = Files.walk(bundle)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void noCallFails() throws Exception {
        assertThat(call(1, "-m", "1").waitFor(60, TimeUnit.SECONDS)).isTrue(); // its VLC runs from now on
        assertThat(call(30, "-m", "300").waitFor(60, TimeUnit.SECONDS)).isTrue(); // and Java knows the way
        Process callers = call(CALLS_PER_SECOND);
        await("calls").until(() -> count(" plays") > CALLS_PER_SECOND);
        for (int edit = 1; edit <= EDITS; edit++) {
            if (edit % 3 == 0) {
                bad(edit);
            } else {
                good(edit);
            }
        }
        assertThat(callers.isAlive()).isTrue();
        new ProcessBuilder("kill", "-USR1", Long.toString(callers.pid()))
                .start()
                .waitFor(); // no further calls
        assertThat(callers.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(callers.exitValue())
                .as(() -> "calls failed:\n" + read(bundle.resolve("errors")) + read(bundle.resolve("screen")))
                .isZero();
        List<JsonNode> records = sipcast.records();
        assertThat(records).hasSizeGreaterThan(2 * EDITS * CALLS_PER_SECOND / 4);
        await("all ends").untilAsserted(() -> assertThat(sipcast.records().stream()
                        .filter(record -> record.path("event").asText().equals("started")))
                .hasSameSizeAs(sipcast.records().stream()
                        .filter(record -> record.path("event").asText().equals("stopped"))
                        .toList()));
    }

    /** Calls that come all the time and last for a fifth of a second each. */
    private static Process call(int perSecond, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sipp",
                "127.0.0.1:" + sipcast.sipAddress().getPort(),
                "-sf",
                Path.of("bench/calls/call.xml").toAbsolutePath().toString(),
                "-key",
                "direction",
                "inactive",
                "-s",
                "livetv",
                "-r",
                Integer.toString(perSecond),
                "-d",
                "200",
                "-i",
                "127.0.0.1",
                "-p",
                Integer.toString(Sipp.freePort()),
                "-nostdin",
                "-nd",
                "-recv_timeout",
                "20000",
                "-deadcall_wait",
                "0",
                "-trace_err",
                "-error_file",
                bundle.resolve("errors").toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .directory(bundle.toFile())
                .redirectErrorStream(true)
                .redirectOutput(bundle.resolve("screen").toFile())
                .start();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void good(int edit) throws IOException {
        String mark = "edit " + edit + " of fifty";
        switch (edit % 4) {
            case 0 -> save("routes/incoming-call.camel.yaml", before(FIRST_STEP, "log: " + mark), edit);
            case 1 -> save("routes/mark-call.xml", marked("<log message=\"" + mark + "\"/>"), edit);
            case 2 -> save("routes/ticks.camel.yaml", ticks(edit), edit);
            default -> {
                save("channels.yaml", CHANNELS + "  edit-" + edit + ":\n    source: demo.mkv\n", edit);
                mark = "added [edit-" + edit + "]";
            }
        }
        awaitTold(mark, 0);
    }

    /** Each mistake in its turn; that of before stays in its file until a good edit of it. */
    private static void bad(int edit) throws IOException {
        switch (edit / 3 % 5) {
            case 0 -> badStep("direct:nowhere-" + edit, "direct:nowhere-" + edit, edit);
            case 1 -> {
                save("routes/mark-call.xml", marked("<to uri=\"direct:nobody-" + edit + "\"/>"), edit);
                awaitTold("mark-call.xml:4: no route begins with direct:nobody-" + edit, 0);
            }
            case 2 -> badStep("vlc:dance?edit=" + edit, "vlc: has no option edit", edit);
            case 3 -> {
                save("channels.yaml", CHANNELS + "  bad-" + edit + ":\n    sauce: demo.mkv\n", edit);
                awaitTold("channels.bad-" + edit + ".sauce", 0);
            }
            default -> badStep("nothing-" + edit + ":x", "nothing-" + edit, edit);
        }
    }

    private static void badStep(String mistake, String told, int edit) throws IOException {
        int before = count(told);
        save("routes/incoming-call.camel.yaml", before(FIRST_STEP, "to: " + mistake), edit);
        awaitTold(told, before);
    }

    private static String before(String step, String inserted) {
        return shipped.replace(step, "        - " + inserted + "\n" + step);
    }

    private static String marked(String step) {
        return "<routes>\n<route id='mark-call'>\n<from uri='direct:mark-call'/>\n" + step + "\n</route>\n</routes>\n";
    }

    /** What it begins with is another one for each edit. */
    private static String ticks(int edit) {
        return """
                - route:
                    id: ticks
                    from:
                      uri: scheduler:ticks-%d
                      parameters: {delay: 200}
                      steps:
                        - log: edit %d of fifty
                """
                .formatted(edit, edit);
    }

    private static void awaitTold(String words, int before) {
        await(words)
                .atMost(LIVE.multipliedBy(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> count(words) > before);
    }

    private static int count(String words) {
        return sipcast.log().split(Pattern.quote(words), -1).length - 1;
    }

    /** As editors do: in place, by another file's name, or in two steps. */
    private static void save(String name, String text, int edit) throws IOException {
        Path file = bundle.resolve(name);
        switch (edit / 4 % 4) {
            case 0 -> {
                Path temporary = Files.writeString(file.resolveSibling("." + file.getFileName() + ".swp"), text);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            }
            case 1 -> {
                Files.writeString(file, text.substring(0, text.length() / 2));
                Files.writeString(file, text);
            }
            case 2 -> {
                Files.move(file, file.resolveSibling(file.getFileName() + "~"), StandardCopyOption.REPLACE_EXISTING);
                Files.writeString(file, text);
            }
            default -> Files.writeString(file, text);
        }
    }
}
