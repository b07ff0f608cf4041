package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.program.Program;

/** The unit of systemd, as systemd sees it. */
class SystemdUnitTest {
    private static final Path UNIT = Path.of("conf/systemd/sipcast.service");

    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void systemdFindsNothingWrong() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/bin/systemd-analyze")), "systemd is not here");
        String unit = Files.readString(UNIT)
                .replace("/opt/sipcast", Path.of("").toAbsolutePath().toString())
                .replace("User=sipcast", "User=root")
                .replace("Group=sipcast", "Group=root");
        Path copy = Files.writeString(folder.resolve("sipcast.service"), unit);
        String words =
                Program.run(Duration.ofSeconds(30), Map.of(), List.of("systemd-analyze", "verify", copy.toString()));
        assertThat(words).doesNotContain("sipcast.service");
    }

    @Test
    void aStopLeavesTheVlcs() throws IOException {
        assertThat(Files.readString(UNIT))
                .contains("KillMode=process\n", "SIPCAST_VLC_STAYS=yes\n", "RuntimeDirectoryPreserve=yes\n");
    }

    @Test
    void noVlcsEndIsTheServices() throws IOException {
        assertThat(Files.readString(UNIT)).contains("OOMPolicy=continue\n");
    }

    @Test
    void anApplicationWithoutItsLauncherIsEnded() throws IOException {
        assertThat(Files.readString(UNIT)).containsPattern("(?m)^ExecStopPost=.* exec /opt/sipcast/bin/sipcast stop'$");
    }
}
