package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipcast.e2e.phone.SipText;

/** A WebSocket gets encrypted media or none: nobody can have a channel sent in the clear to an address of his choice. */
class BrowsersOfferIT {
    @RegisterExtension
    static final Kamailio platform = new Kamailio().withAccount("livetv", "antenna");

    private final Subscriber channel = new Subscriber(platform, "livetv", "antenna");
    private final Subscriber guest = Subscriber.guest(
            new WebSocketLine(platform.webSocket("ws"), null, List.of("Origin", "http://localhost:8080")));

    @BeforeEach
    void registerTheChannel() {
        assertThat(channel.register(Duration.ofMinutes(1)).status()).isEqualTo(200);
    }

    @AfterEach
    void end() {
        channel.register(Duration.ZERO);
        channel.close();
        guest.close();
    }

    static Stream<String> offersOfNoBrowser() {
        return Stream.of(
                Sdp.phone("192.0.2.2"),
                Sdp.BROWSER.replace("UDP/TLS/RTP/SAVPF", "RTP/AVP"),
                Sdp.BROWSER.replace("UDP/TLS/RTP/SAVPF", "RTP/SAVPF"),
                Sdp.BROWSER.replaceFirst("UDP/TLS/RTP/SAVPF", "RTP/AVP"),
                Sdp.BROWSER.replaceFirst("a=fingerprint:[^\r]*\r\n", ""),
                Sdp.BROWSER.replaceFirst("a=ice-ufrag:[^\r]*\r\n", ""),
                Sdp.BROWSER + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\r\n",
                Sdp.BROWSER + "m=audio 4000 RTP/AVP 8\r\nc=IN IP4 192.0.2.2\r\n");
    }

    @ParameterizedTest
    @MethodSource("offersOfNoBrowser")
    void anOfferOfNoBrowserIsRefused(String offer) {
        var answer = guest.plain("INVITE", platform.uri("livetv"), Subscriber.address("livetv"), offer);

        assertThat(answer.status()).isEqualTo(488);
        assertThat(answer.header("Warning")).contains("UDP/TLS/RTP/SAVPF");
        assertThat(channel.received()).noneMatch(message -> message.status() == 0);
    }

    @ParameterizedTest
    @MethodSource("offersOfNoBrowser")
    void soItIsWithinACall(String offer) {
        var answer = watch().join();
        guest.acknowledge(answer);
        channel.awaitRequest("ACK");
        channel.received().clear();

        assertThat(guest.within(answer, "UPDATE", offer).status()).isEqualTo(488);
        assertThat(guest.within(answer, "INVITE", offer).status()).isEqualTo(488);
        assertThat(channel.received()).filteredOn(SipText::status, 0).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("offersOfNoBrowser")
    void anAnswerOfNoBrowserIsTakenOut(String sdp) {
        var call = watch();
        guest.acknowledge(call.join());
        var invite = channel.awaitRequest("INVITE");

        var change = CompletableFuture.supplyAsync(() -> channel.within(invite, "INVITE", Sdp.CHANNEL));
        guest.answer(guest.awaitRequest("INVITE"), "200 OK", sdp);

        assertThat(change.join().body()).isEmpty();
    }

    private CompletableFuture<SipText> watch() {
        var call = CompletableFuture.supplyAsync(
                () -> guest.plain("INVITE", platform.uri("livetv"), Subscriber.address("livetv"), Sdp.BROWSER));
        channel.answer(channel.awaitRequest("INVITE"), "200 OK", Sdp.CHANNEL);
        return call;
    }
}
