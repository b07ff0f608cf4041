package org.sipcast.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of those who download a day slowly. */
class CsvDownloadTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private RecordsServer server;

    @BeforeEach
    void start() {
        server = RecordsServer.sqlite(folder, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSlowDownloadComesToItsEndAndWhoReadsNothingIsDropped() throws Exception {
        server.fill(Instant.parse("2026-06-01T00:00:00Z"), 50_000);
        int whole = server.get("/records/calls.csv?day=2026-06-01").body().length();
        try (var slow = download();
                var idle = download()) {
            // longer than anybody may take nothing
            long read = 0;
            for (int part = 0; part < 60; part++) {
                read += slow.getInputStream().readNBytes(whole / 100).length;
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            var rest = slow.getInputStream().readAllBytes();
            assertThat(read + rest.length).isGreaterThan(whole);
            assertThat(new String(rest, StandardCharsets.US_ASCII)).endsWith("0\r\n\r\n");

            assertThat(readToTheEnd(idle)).isLessThan(whole);
        }
    }

    private Socket download() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(30_000);
        var at = URI.create(server.url("/"));
        socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
        socket.getOutputStream()
                .write(("GET /records/calls.csv?day=2026-06-01 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                + "Authorization: Bearer " + RecordsServer.TOKEN + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static long readToTheEnd(Socket socket) {
        long octets = 0;
        var buffer = new byte[8192];
        try {
            for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                octets += read;
            }
        } catch (IOException e) {
            // reset is an end as well
        }
        return octets;
    }
}
