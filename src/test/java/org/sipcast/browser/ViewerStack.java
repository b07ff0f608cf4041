package org.sipcast.browser;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.platform.Kamailio;

/** Server, platform and media proxy as they ship, with the channels of {@code browser-channels.yaml}; logs are printed when a test fails. */
final class ViewerStack implements BeforeAllCallback, AfterAllCallback, TestWatcher {
    private static final Path CHANNELS =
            Path.of("src/test/resources/e2e/browser-channels.yaml").toAbsolutePath();
    private static final Duration REGISTRATION = Duration.ofSeconds(20);

    private final Kamailio platform = new Kamailio().withChannels(CHANNELS);
    private final SipcastServer server;
    private final String scheme;

    private ViewerStack(String scheme, List<String> more) {
        this.scheme = scheme;
        var options = new ArrayList<>(List.of(
                "--sipcast.channels=" + CHANNELS,
                "--sipcast.registrar=" + platform.registrar(),
                "--sipcast.domain=" + Kamailio.DOMAIN,
                "--sipcast.accounts=" + platform.accounts(),
                "--sipcast.page.websocket=" + platform.webSocket("ws"),
                "--sipcast.source.retry-after=30"));
        options.addAll(more);
        server = new SipcastServer(options.toArray(String[]::new));
        platform.with("SIPCAST_PAGE_PORTS", Integer.toString(server.pagePort()));
    }

    /** @param options of the server, such as {@code --sipcast.lease=3} */
    static ViewerStack http(String... options) {
        return new ViewerStack("http", List.of(options));
    }

    /** With a certificate that no browser knows. */
    static ViewerStack https(Path certificate, Path key) {
        return new ViewerStack(
                "https", List.of("--sipcast.page.tls-certificate=" + certificate, "--sipcast.page.tls-key=" + key));
    }

    SipcastServer server() {
        return server;
    }

    Kamailio platform() {
        return platform;
    }

    String url() {
        return "%s://127.0.0.1:%d/".formatted(scheme, server.pagePort());
    }

    /** The address of the page that watches this channel at once. */
    String url(String channel) {
        return url() + "?channel=" + channel;
    }

    void startServer() {
        server.start();
        await("channels").atMost(REGISTRATION).until(() -> platform.registered()
                .containsAll(List.of("livetv", "film", "five")));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        platform.start();
        startServer();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
        platform.close();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        server.testFailed(context, cause);
        platform.testFailed(context, cause);
    }
}
