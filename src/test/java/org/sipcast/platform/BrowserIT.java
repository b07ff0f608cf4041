package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.SipText;

/** Browsers at the platform: what they say over WebSocket, and what becomes of their encrypted media on a channel's side. */
class BrowserIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PAGE = "http://localhost:8080";

    @RegisterExtension
    static final Kamailio platform = new Kamailio()
            .withAccount("livetv", "antenna")
            .withAccount("ann", "apple")
            .withAccount("bob", "pear");

    private final Subscriber channel = new Subscriber(platform, "livetv", "antenna");

    @BeforeEach
    void registerTheChannel() {
        assertThat(channel.register(MINUTE).status()).isEqualTo(200);
    }

    @AfterEach
    void unregisterTheChannel() {
        channel.register(Duration.ZERO);
        channel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void aGuestWatchesAChannelWhichIsAskedForPlainMedia(String scheme) {
        try (var guest = Subscriber.guest(browser(scheme))) {
            var call = invite(guest, Sdp.BROWSER);

            var invite = channel.awaitRequest("INVITE");
            assertThat(invite.header("P-Asserted-Identity")).isNull();
            assertThat(invite.body()).matches(Sdp::isPlain, "is plain").contains("a=recvonly");
            assertThat(invite.body()).contains(" RTP/AVPF 96 ", "a=rtcp-fb:96 nack pli");
            channel.answer(invite, "200 OK", Sdp.CHANNEL);

            var answer = call.join();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .matches(Sdp::isForBrowsers, "is for browsers")
                    .contains("a=setup:passive", "a=rtcp-mux", "a=rtcp-fb:96 nack pli", "a=mid:1");
            guest.acknowledge(answer);
            channel.awaitRequest("ACK");
            assertThat(answered(channel, "BYE", () -> guest.hangUp(answer)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aChannelHangsUp() {
        try (var guest = Subscriber.guest(browser("ws"))) {
            var invite = watch(guest);

            assertThat(answered(guest, "BYE", () -> channel.hangUp(invite)).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "INFO"})
    void chatAndKeysPassBothWaysWithinTheCall(String method) {
        try (var guest = Subscriber.guest(browser("ws"))) {
            var call = invite(guest, Sdp.BROWSER);
            var invite = channel.awaitRequest("INVITE");
            channel.answer(invite, "200 OK", Sdp.CHANNEL);
            guest.acknowledge(call.join());

            assertThat(answered(channel, method, () -> guest.within(call.join(), method))
                            .status())
                    .isEqualTo(200);
            assertThat(answered(guest, method, () -> channel.within(invite, method))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "UPDATE"})
    void aBrowserHoldsAndIsTranslatedAsBefore(String method) {
        try (var guest = Subscriber.guest(browser("ws"))) {
            var call = invite(guest, Sdp.BROWSER);
            channel.answer(channel.awaitRequest("INVITE"), "200 OK", Sdp.CHANNEL);
            var answer = call.join();
            guest.acknowledge(answer);
            channel.received().clear();

            var change = CompletableFuture.supplyAsync(
                    () -> guest.within(answer, method, Sdp.BROWSER.replace("recvonly", "inactive")));
            var changed = channel.awaitRequest(method);
            assertThat(changed.body()).matches(Sdp::isPlain, "is plain").contains(" RTP/AVPF 96 ", "a=inactive");
            channel.answer(changed, "200 OK", Sdp.CHANNEL.replace("sendonly", "inactive"));

            assertThat(change.join().body())
                    .matches(Sdp::isForBrowsers, "is for browsers")
                    .contains("a=inactive");
        }
    }

    @Test
    void aChannelChangesTheCallOfABrowser() {
        try (var guest = Subscriber.guest(browser("ws"))) {
            var invite = watch(guest);

            var change = CompletableFuture.supplyAsync(() -> channel.within(invite, "INVITE", Sdp.CHANNEL));
            var changed = guest.awaitRequest("INVITE");
            assertThat(changed.body()).matches(Sdp::isForBrowsers, "is for browsers");
            guest.answer(changed, "200 OK", Sdp.BROWSER.replace("actpass", "active"));

            assertThat(change.join().body()).matches(Sdp::isPlain, "is plain").contains(" RTP/AVPF 96");
        }
    }

    @Test
    void aBrowserMayLeaveTheOfferToTheChannel() {
        try (var guest = Subscriber.guest(browser("ws"))) {
            var call = invite(guest);
            var invite = channel.awaitRequest("INVITE");
            assertThat(invite.body()).isEmpty();
            channel.answer(invite, "200 OK", Sdp.CHANNEL);

            var offer = call.join();
            assertThat(offer.body())
                    .matches(Sdp::isForBrowsers, "is for browsers")
                    .contains("a=rtcp-mux", "a=mid:");
            guest.acknowledge(offer, Sdp.BROWSER.replace("actpass", "active"));

            var ack = channel.awaitRequest("ACK");
            assertThat(ack.body()).matches(Sdp::isPlain, "is plain").contains(" RTP/AVPF 96", "a=recvonly");
        }
    }

    @Test
    void aPhoneCallsABrowserAndIsTranslatedToo() {
        try (var bob = new Subscriber(browser("ws"), "bob", "pear", Kamailio.DOMAIN);
                var ann = new Subscriber(platform, "ann", "apple")) {
            assertThat(bob.register(MINUTE).status()).isEqualTo(200);
            var call = CompletableFuture.supplyAsync(() -> ann.authenticated(
                    "INVITE", platform.uri("bob"), Subscriber.address("bob"), Sdp.phone("127.0.0.1")));

            var invite = bob.awaitRequest("INVITE");
            assertThat(invite.body())
                    .matches(Sdp::isForBrowsers, "is for browsers")
                    .contains("a=setup:actpass", "a=rtcp-mux");
            bob.answer(invite, "200 OK", Sdp.BROWSER.replace("actpass", "active"));

            assertThat(call.join().body()).matches(Sdp::isPlain, "is plain").contains("m=audio ", " RTP/AVP 8");
        }
    }

    @Test
    void aGuestCallsChannelsAndNobodyElse() {
        try (var guest = Subscriber.guest(browser("ws"));
                var ann = new Subscriber(platform, "ann", "apple")) {
            ann.register(MINUTE);

            assertThat(ask(guest, "INVITE", "ann")).isEqualTo(404);
            assertThat(ask(guest, "INVITE", "nobody")).isEqualTo(404);
            assertThat(ask(guest, "MESSAGE", "livetv")).isEqualTo(403);
            assertThat(ask(guest, "REGISTER", "livetv")).isIn(401, 403);
            assertThat(guest.plain("INVITE", "sip:livetv@example.net", "<sip:livetv@example.net>")
                            .status())
                    .isEqualTo(403);
            assertThat(ann.received()).noneMatch(message -> message.status() == 0);
        }
    }

    @Test
    void onlyBrowsersAreGuests() {
        try (var stranger = new Subscriber(platform, "anonymous", "", "anonymous.invalid")) {
            assertThat(ask(stranger, "INVITE", "livetv")).isEqualTo(403);
        }
    }

    @Test
    void guestsStayOutsideWhereTheyAreNotWanted() {
        try (var closed = new Kamailio().with("SIPCAST_PLATFORM_GUESTS", "no").start();
                var guest =
                        Subscriber.guest(new WebSocketLine(closed.webSocket("ws"), null, List.of("Origin", PAGE)))) {
            assertThat(ask(guest, "INVITE", "livetv")).isEqualTo(403);
        }
    }

    @Test
    void aViewerHearsThatTheMediaProxyIsAway() {
        try (var alone = new Kamailio().withAccount("livetv", "antenna").start();
                var there = new Subscriber(alone, "livetv", "antenna");
                var guest = Subscriber.guest(new WebSocketLine(alone.webSocket("ws"), null, List.of("Origin", PAGE)))) {
            there.register(MINUTE);
            ProcessHandle.of(alone.pid("rtpengine")).orElseThrow().destroyForcibly();

            var refusal = guest.plain("INVITE", alone.uri("livetv"), Subscriber.address("livetv"), Sdp.BROWSER);

            assertThat(refusal.status()).isEqualTo(480);
            assertThat(refusal.header("Warning")).contains("media proxy");
            assertThat(refusal.header("Retry-After")).isNotNull();
            assertThat(there.received()).noneMatch(message -> message.status() == 0);
        }
    }

    /** Its viewer's tab was closed, or the machine lost its network. */
    @Test
    void aRequestToABrowserThatIsGoneIsRefused() {
        try (var guest = Subscriber.guest(browser("ws"))) {
            var invite = watch(guest);

            guest.vanish();

            await("a refusal")
                    .atMost(LIMIT)
                    .until(() -> channel.within(invite, "INFO").status() >= 400);
        }
    }

    @Test
    void aBrowserThatAnswersNoPingIsGoneForThePlatform() {
        try (var page = new SilentBrowser(platform.webSocket("ws"), PAGE)) {
            assertThat(platform.webSockets()).contains(page.name());

            await("a ping").atMost(LIMIT).until(page::wasPinged);
            await("its end").atMost(LIMIT).until(() -> !platform.webSockets().contains(page.name()));
        }
    }

    /** Watches until the test ends, and returns the INVITE as the channel got it. */
    private SipText watch(Subscriber guest) {
        var call = invite(guest, Sdp.BROWSER);
        var invite = channel.awaitRequest("INVITE");
        channel.answer(invite, "200 OK", Sdp.CHANNEL);
        guest.acknowledge(call.join());
        channel.awaitRequest("ACK");
        return invite;
    }

    private static CompletableFuture<SipText> invite(Subscriber guest, String... more) {
        return CompletableFuture.supplyAsync(
                () -> guest.plain("INVITE", platform.uri("livetv"), Subscriber.address("livetv"), more));
    }

    private static int ask(Subscriber guest, String method, String user) {
        return guest.plain(method, platform.uri(user), Subscriber.address(user)).status();
    }

    /** What the one who sends a request hears when the other one answers it by 200. */
    private static SipText answered(Subscriber other, String method, Supplier<SipText> request) {
        var answer = CompletableFuture.supplyAsync(request);
        other.answer(other.awaitRequest(method), "200 OK");
        return answer.join();
    }

    private static WebSocketLine browser(String scheme) {
        return new WebSocketLine(platform.webSocket(scheme), platform.trusting(), List.of("Origin", PAGE));
    }
}
