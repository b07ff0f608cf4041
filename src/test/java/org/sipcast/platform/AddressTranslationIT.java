package org.sipcast.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.SipText;
import org.sipcast.e2e.program.FreePorts;

/** Phones behind an address translation, which know only an address of their own that nobody else can reach. */
class AddressTranslationIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LIMIT_MILLIS = 5000;
    private static final String INSIDE = "192.168.77.7";

    @RegisterExtension
    static final Kamailio platform =
            new Kamailio().withAccount("livetv", "antenna").withAccount("ann", "apple");

    @Test
    void mediaOfAPhoneThatIsReachableGoStraightToIt() {
        try (var channel = new Subscriber(platform, "livetv", "antenna");
                var ann = new Subscriber(platform, "ann", "apple")) {
            channel.register(MINUTE);
            var call = call(ann, Sdp.phone("127.0.0.1"));
            var invite = channel.awaitRequest("INVITE");
            channel.answer(invite, "200 OK", Sdp.CHANNEL);

            assertThat(invite.body()).isEqualTo(Sdp.phone("127.0.0.1"));
            assertThat(call.join().body()).isEqualTo(Sdp.CHANNEL);
        }
    }

    @Test
    void mediaOfAPhoneBehindATranslationGoThroughRtpengine() throws IOException {
        try (var channel = new Subscriber(platform, "livetv", "antenna");
                var ann = behindTranslation();
                var picture = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), 0));
                var screen = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), 0))) {
            screen.setSoTimeout(LIMIT_MILLIS);
            channel.register(MINUTE);
            var call = call(ann, Sdp.phone(INSIDE).replace("m=video 4002", "m=video " + screen.getLocalPort()));
            var invite = channel.awaitRequest("INVITE");
            assertThat(invite.body()).doesNotContain(INSIDE).contains(" RTP/AVP 102");
            channel.answer(
                    invite,
                    "200 OK",
                    Sdp.phone("127.0.0.1").replace("m=video 4002", "m=video " + picture.getLocalPort()));
            ann.acknowledge(call.join());
            channel.awaitRequest("ACK");

            // from the channel's port to the phone's, which the platform only knows by where its INVITE came from
            send(picture, invite.mediaPort("video"));
            var packet = new DatagramPacket(new byte[100], 100);
            screen.receive(packet);

            assertThat(packet.getPort()).isEqualTo(call.join().mediaPort("video"));
            assertThat(packet.getLength()).isEqualTo(20);
        }
    }

    @Test
    void aPhoneBehindATranslationIsReachedWhereItCameFrom() {
        try (var channel = new Subscriber(platform, "livetv", "antenna");
                var ann = behindTranslation()) {
            channel.register(MINUTE);
            var call = call(ann, Sdp.phone(INSIDE));
            var invite = channel.awaitRequest("INVITE");
            channel.answer(invite, "200 OK", Sdp.CHANNEL);
            ann.acknowledge(call.join());

            var bye = CompletableFuture.supplyAsync(() -> channel.hangUp(invite));
            ann.answer(ann.awaitRequest("BYE"), "200 OK");

            assertThat(bye.join().status()).isEqualTo(200);
        }
    }

    @Test
    void aPhoneThatRegisteredFromBehindATranslationIsCalledThere() {
        try (var ann = behindTranslation();
                var channel = new Subscriber(platform, "livetv", "antenna")) {
            assertThat(ann.register(MINUTE).status()).isEqualTo(200);
            var call = CompletableFuture.supplyAsync(() -> channel.authenticated(
                    "INVITE", platform.uri("ann"), Subscriber.address("ann"), Sdp.phone("127.0.0.1")));

            var invite = ann.awaitRequest("INVITE");
            assertThat(invite.mediaPort("video")).isNotEqualTo(4002);
            ann.answer(invite, "200 OK", Sdp.phone(INSIDE));

            assertThat(call.join().body()).doesNotContain(INSIDE);
            ann.register(Duration.ZERO);
        }
    }

    private static CompletableFuture<SipText> call(Subscriber caller, String offer) {
        return CompletableFuture.supplyAsync(
                () -> caller.authenticated("INVITE", platform.uri("livetv"), Subscriber.address("livetv"), offer));
    }

    private static Subscriber behindTranslation() {
        var line = new DatagramLine(platform.address(), FreePorts.loopback(), INSIDE);
        return new Subscriber(line, "ann", "apple", Kamailio.DOMAIN);
    }

    /** An RTP packet of 20 octets. */
    private static void send(DatagramSocket from, int port) throws IOException {
        byte[] packet = "\0\0\0\0\0\0\0\0\0\0\0\0picture!".getBytes(US_ASCII);
        packet[0] = (byte) 0x80;
        packet[1] = 102;
        InetAddress there = FreePorts.loopback();
        from.send(new DatagramPacket(packet, packet.length, there, port));
    }
}
