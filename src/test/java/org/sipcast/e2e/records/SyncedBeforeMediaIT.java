package org.sipcast.e2e.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.kill.JournalRow;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.program.Program;
import org.sipcast.e2e.server.SipcastServer;

/**
 * Whatever {@code kill -9} leaves behind is kept by the kernel, and shows nothing of what a power failure leaves. So the application's
 * system calls are read: the start of a call is on the disk before VLC is told to send.
 */
class SyncedBeforeMediaIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Long enough for a page of the journal. */
    private static final int OCTETS_SHOWN = 5000;

    private static final Pattern SYNC =
            Pattern.compile("^(\\d+) +(?:fsync|fdatasync)\\(\\d+<[^>]*records\\.db-wal>(.*)$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. (?:fsync|fdatasync) resumed>.*= 0$");

    @RegisterExtension
    static final SipcastServer server =
            new SipcastServer("--sipcast.records.url=jdbc:sqlite:{{sipcast.run}}/records.db");

    @TempDir
    static Path folder = Path.of("set by JUnit");

    @Test
    void theStartOfACallIsSyncedBeforeItsSinkIsAdded() throws IOException {
        try (var first = new PlainPhone(server.sipAddress())) {
            // the VLC runs from here on, and stays out of the trace
            watch(first);
            Path trace = folder.resolve("trace");
            String call;
            try (var strace = trace(trace);
                    var phone = new PlainPhone(server.sipAddress())) {
                await("strace").atMost(LIMIT).until(() -> strace.output().contains("attached"));
                watch(phone);
                call = ourIdOf(phone.callId());
            }
            List<String> calls = Files.readAllLines(trace, StandardCharsets.ISO_8859_1);

            int written = index(
                    calls,
                    0,
                    line -> line.contains("records.db-wal>") && line.contains("pwrite64(") && line.contains(call));
            int synced = endOfSync(calls, written);
            int added = index(calls, 0, line -> line.contains("\"sink add livetv " + call));
            assertThat(written).isLessThan(synced);
            assertThat(synced).isLessThan(added);
            System.out.printf(
                    "written in line %d, synced in %d, sink added in %d of %d%n", written, synced, added, calls.size());
        }
    }

    private static Program trace(Path output) {
        return Program.start(
                folder.resolve("strace.out"),
                Map.of(),
                List.of(
                        "strace",
                        "-f",
                        "-y",
                        "-s",
                        "" + OCTETS_SHOWN,
                        "-o",
                        output.toString(),
                        "-e",
                        "trace=pwrite64,write,sendto,fsync,fdatasync",
                        "-p",
                        "" + server.javaPid()));
    }

    private static void watch(PlainPhone phone) {
        assertThat(phone.call("livetv", phone.offer()).status()).isEqualTo(200);
        await("picture").atMost(LIMIT).until(() -> phone.video().packets() > 0);
    }

    private static String ourIdOf(String callId) {
        return JournalRow.readAll(server.runFolder().resolve("records.db")).stream()
                .filter(row -> row.callId().equals(callId))
                .map(row -> row.data().path("call").asText())
                .findFirst()
                .orElseThrow();
    }

    private static int index(List<String> lines, int from, Predicate<String> wanted) {
        return IntStream.range(from, lines.size())
                .filter(i -> wanted.test(lines.get(i)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in the trace, which has " + lines.size() + " lines"));
    }

    /** Where the first sync that began after a line has succeeded. */
    private static int endOfSync(List<String> lines, int after) {
        int begun = index(lines, after + 1, line -> SYNC.matcher(line).matches());
        var sync = SYNC.matcher(lines.get(begun));
        assertThat(sync.matches()).isTrue();
        if (sync.group(2).endsWith("= 0")) {
            return begun;
        }
        return index(lines, begun, line -> {
            var resumed = RESUMED.matcher(line);
            return resumed.matches() && resumed.group(1).equals(sync.group(1));
        });
    }
}
