package org.sipcast.e2e.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/** Viewers of livetv, called in by sipp one after the other. Each receives at a port of its own, and hangs up after a while. */
final class Viewers implements AutoCloseable {
    private static final Path SCENARIO = Path.of("src/test/sipp/watched.xml").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int A_SECOND = 8;
    private static final int LONGEST_MILLISECONDS = 4000;
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Path folder;
    private final String name;
    private final Ears ears;
    private final Program sipp;

    /**
     * Begins their calls.
     *
     * @param name what the Call-IDs begin with
     */
    Viewers(Path folder, String name, int count, int sipPort, RandomGenerator random) {
        this.folder = folder;
        this.name = name;
        List<Duration> reporting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reporting.add(
                    switch (i % 8) {
                        // who never reports has shown by his ACK alone that he is there
                        case 3 -> Duration.ZERO;
                        case 5, 7 -> Duration.ofMillis(random.nextInt(LONGEST_MILLISECONDS));
                        default -> FOR_EVER;
                    });
        }
        ears = new Ears(reporting);
        StringBuilder lines = new StringBuilder("SEQUENTIAL\n");
        for (Ear ear : ears.all()) {
            lines.append(ear.port())
                    .append(';')
                    .append(random.nextInt(LONGEST_MILLISECONDS))
                    .append('\n');
        }
        try {
            Files.writeString(folder.resolve(name + ".csv"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sipp = Program.start(folder.resolve(name + ".out"), Map.of(), command(count, sipPort));
    }

    private List<String> command(int count, int sipPort) {
        var ports = FreePorts.range(2);
        return List.of(
                "sipp",
                "127.0.0.1:" + sipPort,
                "-sf",
                SCENARIO.toString(),
                "-inf",
                file(".csv").toString(),
                "-s",
                "livetv",
                "-i",
                "127.0.0.1",
                "-p",
                "" + ports,
                "-mp",
                "" + (ports + 1),
                "-cid_str",
                name + "-%u@viewer",
                "-m",
                "" + count,
                "-l",
                "" + count,
                "-r",
                "" + A_SECOND,
                "-nostdin",
                "-nd",
                "-recv_timeout",
                "20000",
                "-timeout",
                LIMIT.toSeconds() + "s",
                "-deadcall_wait",
                "0",
                "-trace_shortmsg",
                "-shortmessage_file",
                file(".messages").toString(),
                "-trace_err",
                "-error_file",
                file(".errors").toString());
    }

    private Path file(String suffix) {
        return folder.resolve(name + suffix);
    }

    boolean seeMedia() {
        return ears.all().stream().anyMatch(ear -> ear.reception().packets() > 0);
    }

    /** Waits until all calls are over, and tells what became of each. */
    List<WatchedCall> awaitEnd() {
        // calls that fail are expected; their messages tell
        sipp.awaitEnd(LIMIT.plusSeconds(5));
        Map<String, Signalling> signalling;
        try {
            signalling = Signalling.read(Files.readAllLines(file(".messages")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<WatchedCall> calls = new ArrayList<>();
        for (int i = 0; i < ears.all().size(); i++) {
            String callId = name + "-" + (i + 1) + "@viewer";
            Signalling signals = signalling.get(callId);
            if (signals != null) {
                calls.add(new WatchedCall(callId, signals, ears.all().get(i).reception()));
            }
        }
        return calls;
    }

    @Override
    public void close() {
        sipp.close();
        ears.close();
    }
}
