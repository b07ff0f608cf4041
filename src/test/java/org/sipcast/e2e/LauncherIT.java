package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.program.Program;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.VlcControl;

/** Starting and ending: nothing that was started stays, and nobody watches unbilled. */
class LauncherIT {
    private static final Duration LIMIT = Duration.ofSeconds(12);
    private static final Duration START = Duration.ofSeconds(60);
    private static final int LEASE_SECONDS = 3;
    private static final int ORPHAN_SECONDS = 3;

    @Test
    void endsItsVlcAndHangsUpWhenItIsEnded() {
        try (var server = new SipcastServer().start();
                var phone = new PlainPhone(server.sipAddress())) {
            watch(phone);
            var vlcs = server.vlcs().stream().map(VlcControl::pid).toList();
            long java = server.javaPid();
            assertThat(vlcs).hasSize(1);
            assertThat(server.greeting()).contains(server.uri("demo"), server.uri("livetv"), "Ctrl-C");

            assertThat(server.stop()).isZero();

            assertThat(ProcessHandle.of(java)).isEmpty();
            // whoever adopts orphans on this machine may take a moment to notice that they are dead
            await("the end of VLC").atMost(LIMIT).until(() -> vlcs.stream()
                    .allMatch(pid -> ProcessHandle.of(pid).isEmpty()));
            phone.awaitRequest("BYE");
            assertThat(server.recordsOf(phone.callId())).hasSize(2);
        }
    }

    @Test
    void mediaStopsWithTheLeaseAndThenVlcEndsWhenTheApplicationIsKilled() {
        try (var server = new SipcastServer("--sipcast.lease=" + LEASE_SECONDS, "--sipcast.lease.renewal=1000")
                        .with("SIPCAST_ORPHAN", Integer.toString(ORPHAN_SECONDS))
                        .start();
                var phone = new PlainPhone(server.sipAddress())) {
            watch(phone);
            var vlc = server.vlc("livetv");

            long killed = System.nanoTime();
            server.kill();
            await("silence")
                    .atMost(LIMIT)
                    .until(() -> phone.video().silence().toMillis() > 1000
                            && phone.audio().silence().toMillis() > 1000);

            var mediaAfter = Duration.ofNanos(
                    Math.max(phone.video().lastArrivalNanos(), phone.audio().lastArrivalNanos()) - killed);
            System.out.println("killed: media for " + mediaAfter.toMillis() + " ms more");
            assertThat(vlc.isAlive()).isTrue();
            assertThat(mediaAfter).isBetween(Duration.ofMillis(500), Duration.ofMillis(LEASE_SECONDS * 1000 + 500));

            await("the end of VLC").atMost(LIMIT).until(() -> !vlc.isAlive());
            System.out.println("killed: VLC for "
                    + Duration.ofNanos(System.nanoTime() - killed).toMillis() + " ms more");
            assertThat(server.mediaPortsInUse()).isZero();
        }
    }

    @Test
    void vlcsThatAreToStayServeTheNextStart() {
        try (var server = new SipcastServer().with("SIPCAST_VLC_STAYS", "yes").start();
                var before = new PlainPhone(server.sipAddress());
                var after = new PlainPhone(server.sipAddress())) {
            watch(before);
            long vlc = server.vlc("livetv").pid();

            assertThat(server.stop()).isZero();
            before.awaitRequest("BYE");
            assertThat(server.vlc("livetv").pid()).isEqualTo(vlc);
            server.start();

            watch(after);
            assertThat(server.vlc("livetv").pid()).isEqualTo(vlc);
            assertThat(server.recordsOf(before.callId())).hasSize(2);
        }
    }

    @Test
    void whatItsLauncherCanEndNoMoreIsEndedByAStop() {
        try (var server = new SipcastServer().with("SIPCAST_VLC_STAYS", "yes").start();
                var phone = new PlainPhone(server.sipAddress())) {
            watch(phone);
            long vlc = server.vlc("livetv").pid();
            var java = ProcessHandle.of(server.javaPid()).orElseThrow();
            server.killLauncher();
            Program.run(LIMIT, Map.of(), List.of("kill", "-STOP", Long.toString(java.pid())));

            server.command("stop");

            // whoever adopts orphans on this machine may take a moment to notice that they are dead
            await("its end").atMost(LIMIT).until(() -> !java.isAlive());
            server.start();
            assertThat(server.vlc("livetv").pid()).isEqualTo(vlc);
        }
    }

    @Test
    void refusesToStartTwiceInOneFolder() {
        try (var server = new SipcastServer().start();
                var second = server.launchAgain()) {
            assertThat(second.awaitEnd(LIMIT)).isOne();
            assertThat(second.output()).contains("runs already");
            assertThat(ProcessHandle.of(server.javaPid())).isPresent();
        }
    }

    @Test
    void tellsTheConsolesPasswordToATerminalOnly() throws IOException {
        try (var server = new SipcastServer().start()) {
            var file = server.runFolder().resolve("console-password");
            var password = Files.readString(file).strip();
            await("the greeting").atMost(LIMIT).until(() -> server.greeting().contains("Ctrl-C"));
            assertThat(server.greeting()).contains("password in " + file).doesNotContain(password);
            server.stop();

            var launcher = server.launchOnATerminal();

            await("the greeting").atMost(START).until(() -> launcher.output().contains("Ctrl-C"));
            assertThat(launcher.output()).contains("password " + password + " (in " + file);
            server.command("stop");
            assertThat(launcher.awaitEnd(LIMIT)).isZero();
        }
    }

    @Test
    void runsWithoutPageAndManagementWhereTheirPortsSaySo() {
        try (var server = new SipcastServer("--sipcast.page.port=-1", "--sipcast.management.port=-1").start()) {
            await("the greeting").atMost(LIMIT).until(() -> server.greeting().contains("Ctrl-C"));
            assertThat(server.greeting()).contains(server.uri("livetv")).doesNotContain("http");
            assertThatThrownBy(() -> server.command("calls")).hasMessageContaining("has no console to be asked by");
        }
    }

    @Test
    void whoNamesNoFileForASecretHasNone() throws IOException {
        try (var server = new SipcastServer("--sipcast.management.password-file=", "--sipcast.records.token-file=")) {
            long launcher = server.launch().pid();
            await("the greeting").atMost(START).until(() -> server.greeting().contains("Ctrl-C"));
            assertThat(server.greeting())
                    .contains("Health: " + server.managementUrl() + "/observe/health")
                    .doesNotContain("hawtio", "token");
            assertThatThrownBy(() -> server.command("drain")).hasMessageContaining("has no console to be asked by");
            assertThat(Path.of("." + launcher)).doesNotExist();
            assertThat(server.runFolder().resolve("console-password")).doesNotExist();
            assertThat(server.runFolder().resolve("token")).doesNotExist();
        }
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (var server = new SipcastServer();
                var other = new DatagramSocket(server.sipAddress())) {
            var launcher = server.launch();

            assertThat(launcher.awaitEnd(LIMIT)).isOne();
            assertThat(launcher.output()).contains("UDP port " + other.getLocalPort(), "in use");
        }
    }

    private static void watch(PlainPhone phone) {
        assertThat(phone.call("livetv", phone.offer()).status()).isEqualTo(200);
        await("picture and sound")
                .atMost(LIMIT)
                .until(() -> phone.video().packets() > 0 && phone.audio().packets() > 0);
    }
}
