package org.sipcast.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page, a route and the way to SIP, from one server. */
class PageServerTest {
    private static final int CONNECTIONS = 8;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final HttpClient http = HttpClient.newHttpClient();
    private final FakePlatform platform = new FakePlatform();
    private final PageServer server = server(platform.address());
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private static PageServer server(URI platform) {
        return new PageServer(new PageSettings("127.0.0.1", 0, "", "", platform, CONNECTIONS));
    }

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("pageServer", server);
        camel.addService(server, true, true);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/channels?httpMethodRestrict=GET").setBody(constant("[]"));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        platform.close();
    }

    @Test
    void servesThePageAndItsFilesWithTheirTypes() throws Exception {
        assertThat(get("/").headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(get("/").body()).contains("<title>Sipcast</title>");
        assertThat(get("/viewer.js").headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(get("/viewer.css").statusCode()).isEqualTo(200);
        assertThat(get("/licences.txt").body()).contains("José Luis Millán", "MIT");
    }

    @Test
    void sendsAFileAgainOnlyIfItHasChanged() throws Exception {
        var tag = get("/viewer.js").headers().firstValue("ETag").orElseThrow();
        var request = HttpRequest.newBuilder(uri("/viewer.js"))
                .header("If-None-Match", tag)
                .build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/viewer.js", "/channels", "/nowhere", "/ws"})
    void letsBrowsersLoadAndRunNothingElse(String path) throws Exception {
        var headers = get(path).headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void thePageHasNoScriptOrStyleInIt() throws Exception {
        assertThat(get("/").body())
                .doesNotContain("<style", " style=", " onclick=")
                .containsOnlyOnce("<script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/conf/application.properties",
                "/pom.xml",
                "/../conf/application.properties",
                "/%2e%2e/pom.xml",
                "/viewer/index.html",
                "//pom.xml",
                "/logback.xml"
            })
    void hasNothingElseToRead(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void theGuideCanOnlyBeRead() throws Exception {
        assertThat(get("/channels").headers().firstValue("Cache-Control")).contains("no-store");
        var post = HttpRequest.newBuilder(uri("/channels"))
                .POST(HttpRequest.BodyPublishers.ofString("[]"))
                .build();
        assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void passesSipOnInBothDirections() {
        var socket = open(origin(), "browser");

        socket.sendText("OPTIONS sip:example.org SIP/2.0\r\n\r\n", true).join();

        assertThat(socket.getSubprotocol()).isEqualTo("sip");
        await("the echo").until(() -> heard.equals(List.of("OPTIONS sip:example.org SIP/2.0\r\n\r\n")));
    }

    @Test
    void tellsThePlatformTheBrowsersAddressAndBelievesNoOther() throws Exception {
        raw(
                """
                GET /ws HTTP/1.1
                Host: tv.example.org
                Origin: http://tv.example.org
                Upgrade: websocket
                Connection: keep-alive, Upgrade
                X-Forwarded-For: 203.0.113.9
                Forwarded: for=203.0.113.9
                Cookie: secret=1
                User-Agent: refused
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Protocol: sip
                Sec-WebSocket-Extensions: permessage-deflate

                """
                        .replace("\n", "\r\n"));

        var asked = platform.asked.get(0);
        assertThat(asked.getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(asked.get("Origin")).isEqualTo("http://tv.example.org");
        assertThat(asked.get("Sec-WebSocket-Protocol")).isEqualTo("sip");
        assertThat(asked.names()).doesNotContain("Cookie", "Forwarded", "Sec-WebSocket-Extensions");
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, tv.example.org",
        "http://tv.example.org.evil.example, tv.example.org",
        "http://tv.example.org, tv.example.org:8080",
        "http://tv.example.org:8080@evil.example, tv.example.org:8080",
        "null, tv.example.org",
        ", tv.example.org",
        "http://tv.example.org,",
        "file://tv.example.org, tv.example.org",
        "http://[, tv.example.org"
    })
    void aPageOfAnotherServerIsRefused(@Nullable String origin, @Nullable String host) {
        assertThat(SipTunnel.isOwnOrigin(origin, host)).isFalse();
    }

    @Test
    void aForeignPageDoesNotReachThePlatform() {
        assertThatThrownBy(() -> open("http://evil.example", "browser"))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("WebSocketHandshakeException");
        assertThat(platform.asked).isEmpty();
    }

    @Test
    void handsThePlatformsRefusalOn() throws Exception {
        assertThat(upgrade("refused")).startsWith("HTTP/1.1 403");
    }

    @Test
    void saysSoWhenThePlatformIsAway() throws Exception {
        platform.close();

        assertThat(upgrade("browser")).startsWith("HTTP/1.1 502").contains("The SIP platform cannot be reached.");
    }

    @Test
    void takesOnlySoManyConnectionsAndOthersAgainWhenTheyHaveGone() throws Exception {
        var sockets = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> open(origin(), "browser"))
                .toList();
        for (int i = 0; i < CONNECTIONS; i++) {
            sockets.get(i).sendText("viewer " + i, true).join();
        }
        await("an echo to each").until(() -> heard.size() == CONNECTIONS);

        assertThat(upgrade("browser")).startsWith("HTTP/1.1 503");

        sockets.get(0).abort();
        await("room").until(() -> upgrade("refused").startsWith("HTTP/1.1 403"));
    }

    @Test
    void aRefusedConnectionTakesNoRoom() throws Exception {
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            assertThat(upgrade("refused")).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void aTakenPortIsAnErrorInWords() throws Exception {
        int port = URI.create(server.url("127.0.0.1")).getPort();
        var other = new PageServer(new PageSettings("127.0.0.1", port, "", "", platform.address(), 1));

        try (var context = new DefaultCamelContext()) {
            context.addService(other, true, true);

            assertThatThrownBy(context::start)
                    .hasMessageContaining("The viewer page can't be served at http://127.0.0.1:" + port);
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new PageSettings("127.0.0.1", 0, "a.pem", "", platform.address(), 1))
                .hasMessageContaining("must be given together");
        assertThatThrownBy(() -> new PageSettings("127.0.0.1", 0, "", "", URI.create("http://x"), 1))
                .hasMessageContaining("ws://HOST:PORT");
        assertThatThrownBy(() -> new PageSettings("127.0.0.1", 0, "", "", platform.address(), 0))
                .hasMessageContaining("1 or more");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private WebSocket open(String origin, String agent) {
        return http.newWebSocketBuilder()
                .subprotocols("sip")
                .header("Origin", origin)
                .header("User-Agent", agent)
                .buildAsync(URI.create(uri("/ws").toString().replace("http:", "ws:")), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        heard.add(text.toString());
                        return WebSocket.Listener.super.onText(socket, text, last);
                    }
                })
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** What comes back when a browser of this name asks for a WebSocket. */
    private String upgrade(String agent) throws IOException {
        return raw("GET /ws HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n"
                + "User-Agent: " + agent + "\r\n\r\n");
    }

    private String raw(String request) throws IOException {
        var uri = uri("/");
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String origin() {
        return server.url("127.0.0.1");
    }

    private URI uri(String path) {
        return URI.create(server.url("127.0.0.1") + path);
    }
}
