package org.sipcast.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/** Starting and ending the platform, and what it leaves in its folder. */
class PlatformLauncherIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String OPTIONS = String.join(
            "\r\n",
            "OPTIONS sip:example.org SIP/2.0",
            "Via: SIP/2.0/TLS 127.0.0.1;rport;branch=z9hG4bKtls",
            "Max-Forwards: 1",
            "From: <sip:example.org>;tag=1",
            "To: <sip:example.org>",
            "Call-ID: tls",
            "CSeq: 1 OPTIONS",
            "Content-Length: 0",
            "",
            "");

    @Test
    void keepsPasswordsAndGivesANewChannelAnAccount(@TempDir Path folder) throws IOException {
        var channels = folder.resolve("channels.yaml");
        Files.writeString(
                channels, "# news:\nchannels:\n    news:\n        title: News\n\n    # films: none\n    sport-1: {}\n");
        try (var platform = new Kamailio().withChannels(channels).start()) {
            var before = platform.passwords();
            assertThat(before).containsOnlyKeys("news", "sport-1", "viewer1", "viewer2", "viewer3");

            Files.writeString(channels, "channels:\n  news:\n  films: # at night\n");
            platform.restart();

            assertThat(platform.passwords()).containsAllEntriesOf(before).containsKey("films");
            var accounts = new Properties();
            try (var in = Files.newInputStream(platform.accounts())) {
                accounts.load(in);
            }
            assertThat(accounts)
                    .containsOnlyKeys("news.user", "news.password", "films.user", "films.password")
                    .containsEntry("films.user", "films")
                    .containsEntry("films.password", platform.password("films"));
        }
    }

    @Test
    void tellsSecretsToNobodyElse() throws IOException {
        try (var platform = new Kamailio().start()) {
            assertThat(permissions(platform.accounts())).isEqualTo("rw-------");
            assertThat(permissions(platform.runFolder().resolve("platform"))).endsWith("---");
            assertThat(permissions(platform.runFolder().resolve("platform/passwords")))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(platform.runFolder().resolve("platform/subscriber")))
                    .contains("livetv:")
                    .doesNotContain(platform.password("livetv"));
        }
    }

    @Test
    void forgetsRegistrationsWhenItIsRestartedAndLetsPhonesRegisterAnewWithoutTheirOwner() {
        try (var platform = new Kamailio().withAccount("ann", "apple").start();
                var ann = new Subscriber(platform, "ann", "apple")) {
            ann.register(Duration.ofMinutes(1));
            // nonces carry full seconds; one of the second of the restart would still be good
            long second = Instant.now().getEpochSecond();
            await("the next second").until(() -> Instant.now().getEpochSecond() > second);
            platform.restart();
            assertThat(platform.registered()).isEmpty();

            var answer = ann.again("REGISTER", "sip:example.org", Subscriber.address("ann"), "Expires: 60");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).contains("stale=true");
            assertThat(ann.register(Duration.ofMinutes(1)).status()).isEqualTo(200);
            assertThat(platform.registered()).containsExactly("ann");
        }
    }

    @Test
    void grantsShorterRegistrationsOnDemand() {
        try (var platform = new Kamailio()
                        .withAccount("ann", "apple")
                        .withMaxExpires(Duration.ofSeconds(3))
                        .start();
                var ann = new Subscriber(platform, "ann", "apple")) {
            assertThat(ann.register(Duration.ofHours(1)).text()).contains(ann.contact() + ";expires=3");
        }
    }

    @Test
    void answersOverTlsWithACertificateForItsDomain() throws IOException {
        try (var platform = new Kamailio().start();
                var socket = (SSLSocket) platform.trusting().getSocketFactory().createSocket()) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.connect(platform.tlsAddress());
            socket.getOutputStream().write(OPTIONS.getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readNBytes(11), US_ASCII))
                    .isEqualTo("SIP/2.0 200");
        }
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (var platform = new Kamailio();
                var other = new DatagramSocket(platform.address());
                var launcher = launch(platform)) {
            assertThat(launcher.awaitEnd(LIMIT)).isOne();
            assertThat(launcher.output()).contains("UDP port " + other.getLocalPort(), "in use", "PLATFORM=none");
        }
    }

    @Test
    void namesThePortOfRtpengineThatIsTaken() throws IOException {
        try (var platform = new Kamailio();
                var other = new DatagramSocket(platform.mediaControl());
                var launcher = launch(platform)) {
            assertThat(launcher.awaitEnd(LIMIT)).isOne();
            assertThat(launcher.output()).contains("UDP port " + other.getLocalPort(), "SIPCAST_RTPENGINE_PORT");
        }
    }

    @Test
    void tellsWhichOfItsProgramsIsGone() {
        try (var platform = new Kamailio().start()) {
            assertThat(platform.command("status")).contains("answers at");
            var rtpengine = ProcessHandle.of(platform.pid("rtpengine")).orElseThrow();
            rtpengine.destroyForcibly();
            await("its end").atMost(LIMIT).until(() -> !runs(rtpengine));

            try (var status = Program.start(
                    platform.runFolder().resolve("status.log"),
                    platform.environment(),
                    List.of("bin/sipcast-platform", "status"))) {
                assertThat(status.awaitEnd(LIMIT)).isOne();
                assertThat(status.output()).contains("No rtpengine runs");
            }
        }
    }

    @Test
    void runsItsProgramsAsAnOrdinaryUser() throws IOException {
        try (var platform = new Kamailio().start()) {
            for (var program : List.of("kamailio", "rtpengine")) {
                var status = Files.readString(Path.of("/proc/" + platform.pid(program) + "/status"));
                assertThat(status).doesNotContainPattern("Uid:\\s+\\d+\\s+0\\s");
            }
        }
    }

    @Test
    void refusesToStartTwiceAndEndsAllOfIt() throws IOException {
        try (var platform = new Kamailio().start();
                var second = launch(platform)) {
            assertThat(second.awaitEnd(LIMIT)).isOne();
            assertThat(second.output()).contains("runs already");
            var main = ProcessHandle.of(platform.pid("kamailio")).orElseThrow();
            var media = ProcessHandle.of(platform.pid("rtpengine")).orElseThrow();
            var workers = main.descendants().toList();
            assertThat(workers).isNotEmpty().allMatch(PlatformLauncherIT::runs);

            platform.stop();

            assertThat(workers).noneMatch(PlatformLauncherIT::runs);
            assertThat(List.of(main, media)).noneMatch(PlatformLauncherIT::runs);
        }
    }

    @Test
    void runsAsLongAsTheApplicationThatAsksForIt() {
        try (var platform = new Kamailio()) {
            var environment = new HashMap<>(platform.environment());
            environment.put("SIPCAST_PLATFORM", "local");
            var command = List.of(
                    "bin/sipcast",
                    "run",
                    "--sipcast.sip.port=" + FreePorts.one(),
                    "--sipcast.reports.port=" + FreePorts.one(),
                    "--sipcast.page.port=0",
                    "--sipcast.management.port=0");
            try (var launcher = Program.start(platform.runFolder().resolve("launcher.log"), environment, command)) {
                await("both").atMost(LIMIT).until(() -> launcher.output().contains("Ctrl-C"));
                assertThat(launcher.output())
                        .contains(platform.registrar(), platform.uri("livetv"), "user viewer3")
                        .doesNotContain(platform.password("viewer3"));
                var programs = List.of(
                        ProcessHandle.of(platform.pid("kamailio")).orElseThrow(),
                        ProcessHandle.of(platform.pid("rtpengine")).orElseThrow());
                assertThat(programs).allMatch(PlatformLauncherIT::runs);

                launcher.terminate();

                assertThat(launcher.awaitEnd(LIMIT)).isZero();
                assertThat(programs).noneMatch(PlatformLauncherIT::runs);
            }
        }
    }

    /** Also not one that has ended and that the system still lists. */
    private static boolean runs(ProcessHandle process) {
        return process.info().command().isPresent();
    }

    private static Program launch(Kamailio platform) {
        return Program.start(
                platform.runFolder().resolve("second.log"),
                platform.environment(),
                List.of("bin/sipcast-platform", "start"));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
