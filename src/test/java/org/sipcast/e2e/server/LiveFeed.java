package org.sipcast.e2e.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sipcast.e2e.program.Program;

/** A live source that can die: ffmpeg with a test picture and a tone, as an MPEG transport stream in real time. */
public final class LiveFeed implements AutoCloseable {
    private final Program program;
    private final Path output;

    private LiveFeed(String... destination) {
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-re"));
        command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25"));
        command.addAll(List.of("-re", "-f", "lavfi", "-i", "sine=sample_rate=48000"));
        command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "25"));
        command.addAll(List.of("-c:a", "mp2", "-f", "mpegts"));
        command.addAll(List.of(destination));
        try {
            output = Files.createTempFile("sipcast-feed-", ".out");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        program = Program.start(output, Map.of(), command);
    }

    /** Sends to a port of this machine. */
    public static LiveFeed toUdp(int port) {
        return new LiveFeed("udp://127.0.0.1:" + port + "?pkt_size=1316");
    }

    /** Waits for one client, and serves it. */
    public static LiveFeed overHttp(int port) {
        return new LiveFeed("-listen", "1", "http://127.0.0.1:" + port + "/live.ts");
    }

    public boolean isAlive() {
        return program.isAlive();
    }

    /** Is gone from one moment to the next. */
    public void die() {
        program.kill();
    }

    @Override
    public void close() {
        program.close();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
