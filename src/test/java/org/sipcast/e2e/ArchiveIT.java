package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipcast.e2e.program.Program;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.TestMedia;
import org.sipcast.sip.stack.Sipp;

/** The archive, unpacked in an empty folder. */
class ArchiveIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void runsWhereItIsUnpacked() throws IOException {
        Path folder = TestMedia.openFolder("sipcast-archive-");
        try {
            Program.run(LIMIT, Map.of(), List.of("tar", "-xzf", archive().toString(), "-C", folder.toString()));
            Path root;
            try (Stream<Path> roots = Files.list(folder)) {
                root = roots.findFirst().orElseThrow();
            }
            assertThat(root.resolve("conf/systemd/sipcast.service")).exists();
            assertThat(root.resolve("conf/application.properties"))
                    .hasSameTextualContentAs(Path.of("src/main/resources/conf/application.properties"));
            assertThat(root.resolve("catalog/components/sip.json")).content().contains("\"scheme\": \"sip\"");
            assertThat(root.resolve("vlc-patches/src")).isDirectory();
            try (SipcastServer sipcast = new SipcastServer().unpackedIn(root).start()) {
                Program.run(
                        LIMIT,
                        Map.of(),
                        List.of(
                                "sipp",
                                "127.0.0.1:" + sipcast.sipAddress().getPort(),
                                "-sf",
                                Path.of("bench/calls/call.xml").toAbsolutePath().toString(),
                                "-key",
                                "direction",
                                "recvonly",
                                "-s",
                                "livetv",
                                "-m",
                                "1",
                                "-d",
                                "2000",
                                "-i",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(Sipp.freePort()),
                                "-nostdin",
                                "-nd"));
                await().untilAsserted(() -> assertThat(sipcast.records()).hasSize(2));
                assertThat(sipcast.records().get(1).toString()).contains("packets");
            }
        } finally {
            TestMedia.delete(folder);
        }
    }

    private static Path archive() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("sipcast-[0-9.]+[.]tar[.]gz"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("mvn package makes the archive"));
        }
    }
}
