package org.sipcast.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.bidi.BiDi;
import org.openqa.selenium.bidi.Command;
import org.openqa.selenium.bidi.Connection;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;

/** Debian's Firefox, which speaks WebDriver BiDi itself; there is no driver for it in Debian. */
final class Firefox {
    private static final Duration START = Duration.ofSeconds(30);

    private static final String PREFERENCES =
            """
            user_pref("media.autoplay.default", 0);
            user_pref("media.peerconnection.ice.loopback", true);
            user_pref("media.peerconnection.ice.obfuscate_host_addresses", false);
            user_pref("media.gmp-manager.updateEnabled", false);
            user_pref("app.update.enabled", false);
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("toolkit.telemetry.enabled", false);
            user_pref("browser.startup.page", 0);
            user_pref("services.settings.server", "data:,");
            """;

    private Firefox() {}

    static Browser start() {
        try {
            var network = SecondInterface.ifNone();
            var profile = Files.createTempDirectory("sipcast-firefox-");
            Files.writeString(profile.resolve("user.js"), PREFERENCES);
            int port = FreePorts.one();
            var program = Program.start(
                    profile.resolve("output"),
                    Map.of("HOME", profile.toString(), "MOZ_HEADLESS", "1"),
                    List.of(
                            "firefox-esr",
                            "--no-remote",
                            "--profile",
                            profile.toString(),
                            "--remote-debugging-port",
                            Integer.toString(port)));
            await("Firefox")
                    .atMost(START)
                    .failFast("Firefox has ended", () -> !program.isAlive())
                    .until(() -> program.output().contains("WebDriver BiDi listening"));
            return new Browser(connect("ws://127.0.0.1:" + port + "/session"), program.pid(), () -> {
                program.close();
                network.close();
                delete(profile);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BiDi connect(String address) {
        var client = HttpClient.Factory.createDefault()
                .createClient(ClientConfig.defaultConfig().baseUri(URI.create(address)));
        var bidi = new BiDi(new Connection(client, address), START);
        bidi.send(new Command<>(
                "session.new",
                Map.of("capabilities", Map.of("alwaysMatch", Map.of("acceptInsecureCerts", true))),
                Map.class));
        return bidi;
    }

    private static void delete(Path profile) {
        Program.run(Duration.ofSeconds(10), Map.of(), List.of("rm", "-rf", profile.toString()));
    }
}
