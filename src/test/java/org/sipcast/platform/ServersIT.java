package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.phone.SipText;

/** Several servers behind the platform: a channel's calls go to one of them, and to the next one when that cannot take them. */
class ServersIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder = Path.of("set by JUnit");

    private final Path list = folder.resolve("dispatcher.list");
    private final Kamailio platform = new Kamailio()
            .withAccount("livetv", "antenna")
            .withAccount("ann", "apple")
            .with("SIPCAST_PLATFORM_SERVERS", list.toString());
    private final Subscriber ann = new Subscriber(platform, "ann", "apple");
    private final Subscriber one = new Subscriber(platform, "sipcast", "").answering("OPTIONS");
    private final Subscriber other = new Subscriber(platform, "sipcast", "").answering("OPTIONS");

    @BeforeEach
    void start() throws IOException {
        Files.writeString(list, "# none yet\n");
        platform.start();
    }

    @AfterEach
    void stop() {
        List.of(ann, one, other).forEach(Subscriber::close);
        platform.close();
    }

    @Test
    void withoutAListACallGoesToWhereTheChannelHasRegistered() {
        try (var channel = new Subscriber(platform, "livetv", "antenna")) {
            channel.register(Duration.ofMinutes(1));
            var call = call();
            channel.answer(channel.awaitRequest("INVITE"), "200 OK");
            assertThat(call.join().status()).isEqualTo(200);
        }
    }

    @Test
    void allCallsOfAChannelGoToOneServer() throws IOException {
        put(one, other);
        var first = call();
        var chosen = awaitInvite();
        chosen.answer(chosen.awaitRequest("INVITE"), "200 OK");
        ann.acknowledge(first.join());

        for (int i = 0; i < 5; i++) {
            chosen.received().clear();
            var again = call();
            chosen.answer(chosen.awaitRequest("INVITE"), "200 OK");
            ann.acknowledge(again.join());
        }
        assertThat((chosen == one ? other : one).received()).noneMatch(ServersIT::isInvite);
    }

    @Test
    void aServerThatIsDrainingPassesItsCallsToTheNext() throws IOException {
        put(one, other);
        var call = call();
        var draining = awaitInvite();
        draining.answer(draining.awaitRequest("INVITE"), "503 Service Unavailable");

        var next = draining == one ? other : one;
        next.answer(next.awaitRequest("INVITE"), "200 OK");
        assertThat(call.join().status()).isEqualTo(200);
    }

    @Test
    void aServerThatDoesNotAnswerPassesItsCallsToTheNext() throws IOException {
        put(one, other);
        var call = call();
        // from now on it says nothing at all
        var dead = awaitInvite().answering("");
        var next = dead == one ? other : one;

        next.answer(next.awaitRequest("INVITE"), "200 OK");
        assertThat(call.join().status()).isEqualTo(200);
        await("its mark").atMost(LIMIT).until(() -> platform.ask("dispatcher.list")
                .contains("FLAGS: IP"));
    }

    @Test
    void aRefusalIsTheChannelsAndGoesBackToTheCaller() throws IOException {
        put(one, other);
        for (var refusal :
                List.of("480 Temporarily Unavailable", "486 Busy Here", "500 Server Error", "404 Not Found")) {
            var call = call();
            var chosen = awaitInvite();
            chosen.answer(chosen.awaitRequest("INVITE"), refusal);

            assertThat(call.join().startLine()).isEqualTo("SIP/2.0 " + refusal);
            assertThat((chosen == one ? other : one).received()).noneMatch(ServersIT::isInvite);
            chosen.received().clear();
        }
    }

    @Test
    void whenAllAreDrainingTheCallerMayTryAgainLater() throws IOException {
        put(one, other);
        var call = call();
        var first = awaitInvite();
        first.answer(first.awaitRequest("INVITE"), "503 Service Unavailable", "Retry-After: 7");
        var second = first == one ? other : one;
        second.answer(second.awaitRequest("INVITE"), "503 Service Unavailable", "Retry-After: 9");

        assertThat(call.join().status()).isEqualTo(480);
        assertThat(call.join().header("Retry-After")).isIn("7", "9");
        assertThat(call.join().header("Warning")).contains("No server takes calls");
    }

    private void put(Subscriber... servers) throws IOException {
        var lines =
                List.of(servers).stream().map(server -> "1 " + server.server()).toList();
        Files.write(list, lines);
        platform.command("servers");
    }

    /** Which of them was asked. */
    private Subscriber awaitInvite() {
        await("an INVITE").atMost(LIMIT).until(() -> List.of(one, other).stream()
                .anyMatch(server -> server.received().stream().anyMatch(ServersIT::isInvite)));
        return one.received().stream().anyMatch(ServersIT::isInvite) ? one : other;
    }

    private CompletableFuture<SipText> call() {
        return CompletableFuture.supplyAsync(
                () -> ann.authenticated("INVITE", platform.uri("livetv"), Subscriber.address("livetv")));
    }

    private static boolean isInvite(SipText message) {
        return message.status() == 0 && message.method().equals("INVITE");
    }
}
