package org.sipcast.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.program.FreePorts;

/** Bad input at the platform: it is refused and said once, and nobody else notices. */
class ProtectionIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String PAGE = "http://127.0.0.1:8080";
    private static final int FLOOD = 60;

    @RegisterExtension
    static final Kamailio platform =
            new Kamailio().withAccount("livetv", "antenna").with("SIPCAST_PLATFORM_FLOOD", Integer.toString(FLOOD));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://localhost",
                "http://localhost:8080.evil.example",
                "null",
                "",
                "http://localhost:8080 http://127.0.0.1:8080"
            })
    void aPageOfAnotherOriginGetsNoWebSocket(String origin) {
        assertThatThrownBy(() -> browser(origin, "192.0.2.101").close())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refusal -> assertThat(
                                refusal.getResponse().statusCode())
                        .isEqualTo(403));
        assertSaidOnce("192.0.2.101 comes from a page of another origin");
    }

    @Test
    void aPageMayBeNamed() {
        var settings = new Kamailio().with("SIPCAST_PLATFORM_ORIGINS", "https://tv.example.org https://tv.example.net");
        try (var other = settings.start();
                var page =
                        new WebSocketLine(other.webSocket("ws"), null, List.of("Origin", "https://tv.example.net"))) {
            assertThat(page.end()).isNotDone();
            assertThatThrownBy(() -> new WebSocketLine(other.webSocket("ws"), null, List.of("Origin", PAGE)).close())
                    .isInstanceOf(CompletionException.class);
        }
    }

    @Test
    void aFrameThatIsTooLongEndsItsOwnConnectionOnly() {
        try (var innocent = Subscriber.guest(browser(PAGE, "192.0.2.102"))) {
            for (int i = 0; i < 5; i++) {
                try (var page = new SilentBrowser(platform.webSocket("ws"), PAGE)) {
                    page.sendFrame(new byte[1 << 20]);
                    await("its end").atMost(LIMIT).until(page::isClosed);
                }
            }
            assertThat(isAnswered(innocent)).isTrue();
        }
        assertSaidOnce("buffer overrun");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "\r\n\r\n\r\n",
                "INVITE\r\n\r\n",
                "INVITE sip:livetv@example.org SIP/2.0\r\n\r\n",
                "SIP/2.0 200\r\n\r\n",
                "INVITE sip:livetv@example.org SIP/2.0\r\nVia: x\r\nFrom: y\r\nTo: z\r\nCall-ID:\r\nCSeq: -1 FOO\r\n\r\n",
                "\0\0\0\0",
            })
    void whatIsNoSipDisturbsNobody(String text) {
        try (var innocent = Subscriber.guest(browser(PAGE, "192.0.2.103"));
                var page = browser(PAGE, "192.0.2.104")) {
            for (int i = 0; i < 3 && !page.end().isDone(); i++) {
                page.send(text);
            }
            assertThat(isAnswered(innocent)).isTrue();
        }
        assertThat(said("192.0.2.104 sends what is no SIP")).isLessThanOrEqualTo(1);
    }

    @Test
    void aFloodOfDatagramsIsIgnored() throws IOException {
        var there = InetAddress.getByName("127.0.0.66");
        try (var flooder = new Subscriber(
                        new DatagramLine(platform.address(), there, there.getHostAddress()),
                        "livetv",
                        "",
                        "example.org");
                var innocent = new Subscriber(platform, "livetv", "antenna")) {
            for (int i = 0; i < 20 * FLOOD; i++) {
                flooder.shout("INVITE", platform.uri("livetv"), Subscriber.address("livetv"));
            }
            await("the ban").atMost(LIMIT).until(() -> said("127.0.0.66 sends too many requests") > 0);

            assertThat(isAnswered(innocent)).isTrue();
            flooder.received().clear();
            flooder.shout("INVITE", platform.uri("livetv"), Subscriber.address("livetv"));
            assertThat(isAnswered(innocent)).isTrue();
            assertThat(flooder.received()).isEmpty();
        }
        assertSaidOnce("127.0.0.66");
    }

    /** Both come through the page's own server, which says in X-Forwarded-For who they are. */
    @Test
    void aBrowserThatFloodsIsClosedAndItsNeighbourIsNot() {
        var line = browser(PAGE, "192.0.2.105");
        try (var flooder = Subscriber.guest(line);
                var innocent = Subscriber.guest(browser(PAGE, "192.0.2.106"))) {
            for (int i = 0; i < 20 * FLOOD && !line.end().isDone(); i++) {
                flooder.shout("INVITE", platform.uri("livetv"), Subscriber.address("livetv"));
            }

            assertThat(line.end()).succeedsWithin(LIMIT);
            assertSaidOnce("192.0.2.105 sends too many requests");
            assertThat(isAnswered(innocent)).isTrue();
            assertThatThrownBy(() -> browser(PAGE, "192.0.2.105").close()).isInstanceOf(CompletionException.class);
        }
    }

    @Test
    void ordersForRtpengineThatNobodyGaveAreRefusedAndCallsGoOn() throws IOException {
        try (var socket = new DatagramSocket();
                var channel = new Subscriber(platform, "livetv", "antenna");
                var guest = Subscriber.guest(browser(PAGE, "192.0.2.107"))) {
            channel.register(Duration.ofMinutes(1));
            for (int i = 0; i < 50; i++) {
                for (var forged : List.of(
                        "rubbish " + i,
                        "x" + i + " d7:command6:deletee",
                        "y" + i + " d7:command6:delete7:call-id6:nobody8:from-tag1:1e",
                        "z" + i + " d7:command999999999:",
                        "\0\1\2 d",
                        "v" + i + " " + "l".repeat(5000))) {
                    byte[] octets = forged.getBytes(UTF_8);
                    socket.send(new DatagramPacket(octets, octets.length, platform.mediaControl()));
                }
            }

            var call = CompletableFuture.supplyAsync(
                    () -> guest.plain("INVITE", platform.uri("livetv"), Subscriber.address("livetv"), Sdp.BROWSER));
            channel.answer(channel.awaitRequest("INVITE"), "200 OK", Sdp.CHANNEL);
            assertThat(call.join().body()).matches(Sdp::isForBrowsers, "is for browsers");
            channel.register(Duration.ZERO);
        }
        assertThat(platform.log("rtpengine").lines().filter(line -> line.contains("Received invalid data on NG port")))
                .hasSizeLessThan(5);
        assertThat(platform.log("rtpengine").lines()).hasSizeLessThan(20);
    }

    @Test
    void rtpengineTakesOrdersOnLoopbackOnly() {
        assertThat(platform.mediaControl().getAddress()).isEqualTo(FreePorts.loopback());
        assertThat(ProcessHandle.of(platform.pid("rtpengine"))
                        .orElseThrow()
                        .info()
                        .arguments()
                        .orElseThrow())
                .contains("--listen-ng=127.0.0.1:" + platform.mediaControl().getPort());
    }

    private static boolean isAnswered(Subscriber innocent) {
        return innocent.plain("OPTIONS", "sip:example.org", "<sip:example.org>").status() == 200;
    }

    /** The log is written a moment later. */
    private static void assertSaidOnce(String words) {
        await(words).atMost(LIMIT).until(() -> said(words) > 0);
        assertThat(said(words)).isOne();
    }

    private static long said(String words) {
        return platform.log().lines().filter(line -> line.contains(words)).count();
    }

    private static WebSocketLine browser(String origin, String address) {
        return new WebSocketLine(
                platform.webSocket("ws"),
                null,
                List.of("Origin", origin, "X-Forwarded-For", "198.51.100.1, " + address));
    }
}
