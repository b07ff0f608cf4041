package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.SipText;

/** The shipped platform's rules, by what its subscribers see on the wire. */
class KamailioIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(8);

    @RegisterExtension
    static final Kamailio platform = new Kamailio()
            .withAccount("ann", "apple")
            .withAccount("bob", "pear")
            .withAccount("cid", "plum");

    @Test
    void registersTheOwnerOfAnAccount() {
        try (var ann = subscriber("ann")) {
            var answer = ann.register(MINUTE);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains(ann.contact() + ";expires=60");
            assertThat(platform.registered()).contains("ann");

            assertThat(ann.register(Duration.ZERO).status()).isEqualTo(200);
            assertThat(platform.registered()).doesNotContain("ann");
        }
    }

    @Test
    void challengesAgainWhereThePasswordIsWrong() throws UnknownHostException {
        // what another address does wrong is said as well
        var there = InetAddress.getByName("127.0.0.67");
        var line = new DatagramLine(platform.address(), there, there.getHostAddress());
        try (var stranger = new Subscriber(line, "ann", "orange", Kamailio.DOMAIN)) {
            var answer = stranger.register(MINUTE);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate"))
                    .contains("realm=\"example.org\"", "qop=\"auth\"")
                    .doesNotContain("stale");
            for (int i = 0; i < 7; i++) {
                stranger.register(MINUTE);
            }
            await("a word in the log").atMost(LIMIT).until(() -> platform.log().contains("wrong credentials of ann"));
            assertThat(platform.log().lines().filter(text -> text.contains("127.0.0.67")))
                    .hasSize(1);
        }
    }

    @Test
    void letsNobodyRegisterForAnother() {
        try (var bob = subscriber("bob")) {
            var answer = bob.authenticated("REGISTER", "sip:example.org", Subscriber.address("cid"), "Expires: 60");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(platform.registered()).doesNotContain("cid");
        }
    }

    @Test
    void grantsNoLongerRegistrationThanItsOwn() {
        try (var ann = subscriber("ann")) {
            assertThat(ann.register(Duration.ofHours(1)).text()).contains(ann.contact() + ";expires=120");
            ann.register(Duration.ZERO);
        }
    }

    @Test
    void forgetsARegistrationThatHasExpired() {
        try (var ann = subscriber("ann");
                var bob = subscriber("bob")) {
            assertThat(bob.register(Duration.ofSeconds(1)).text()).contains(bob.contact() + ";expires=1");

            await("bob's end")
                    .atMost(LIMIT)
                    .until(() -> call(ann, "bob", "OPTIONS", bob).status() == 480);
        }
    }

    @Test
    void relaysACallAndWhatBelongsToIt() {
        try (var ann = subscriber("ann");
                var bob = subscriber("bob")) {
            bob.register(MINUTE);
            var call = CompletableFuture.supplyAsync(() -> ann.authenticated(
                    "INVITE",
                    platform.uri("bob"),
                    Subscriber.address("bob"),
                    "P-Asserted-Identity: <sip:cid@example.org>"));

            var invite = bob.awaitRequest("INVITE");
            assertThat(invite.startLine()).startsWith("INVITE sip:bob@127.0.0.1:");
            assertThat(invite.header("P-Asserted-Identity")).isEqualTo("<sip:ann@example.org>");
            assertThat(invite.text()).doesNotContain("Proxy-Authorization", "cid");
            bob.answer(invite, "200 OK");

            var answer = call.join();
            assertThat(answer.status()).isEqualTo(200);
            ann.acknowledge(answer);
            bob.awaitRequest("ACK");

            var hangUp = CompletableFuture.supplyAsync(() -> bob.hangUp(invite));
            ann.answer(ann.awaitRequest("BYE"), "200 OK");
            assertThat(hangUp.join().status()).isEqualTo(200);
            bob.register(Duration.ZERO);
        }
    }

    @Test
    void relaysMessages() {
        try (var ann = subscriber("ann");
                var bob = subscriber("bob")) {
            bob.register(MINUTE);

            assertThat(call(ann, "bob", "MESSAGE", bob).status()).isEqualTo(200);
            bob.register(Duration.ZERO);
        }
    }

    @Test
    void passesARefusalOn() {
        try (var ann = subscriber("ann");
                var bob = subscriber("bob")) {
            bob.register(MINUTE);
            var call = invite(ann, "bob");
            bob.answer(bob.awaitRequest("INVITE"), "486 Busy Here", "Warning: 399 bob \"at the table\"");

            assertThat(call.join().status()).isEqualTo(486);
            assertThat(call.join().header("Warning")).isEqualTo("399 bob \"at the table\"");
            bob.register(Duration.ZERO);
        }
    }

    @Test
    void saysWhenToTryAgainWhereAServerIsOverloaded() {
        try (var ann = subscriber("ann");
                var bob = subscriber("bob")) {
            bob.register(MINUTE);
            var call = invite(ann, "bob");
            bob.answer(bob.awaitRequest("INVITE"), "503 Service Unavailable", "Retry-After: 7");

            assertThat(call.join().status()).isEqualTo(480);
            assertThat(call.join().header("Retry-After")).isEqualTo("7");
            bob.register(Duration.ZERO);
        }
    }

    @Test
    void knowsAnUnknownUserFromOneWhoIsAway() {
        try (var ann = subscriber("ann")) {
            var answer = ann.authenticated("INVITE", platform.uri("cid"), Subscriber.address("cid"));
            assertThat(answer.status()).isEqualTo(480);
            assertThat(answer.header("Warning")).contains("Nobody is registered there");
            assertThat(ann.authenticated("INVITE", platform.uri("nobody"), Subscriber.address("nobody"))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void letsNobodyCallWithoutAnAccount() {
        try (var stranger = new Subscriber(platform, "nobody", "nothing")) {
            assertThat(stranger.authenticated("INVITE", platform.uri("bob"), Subscriber.address("bob"))
                            .status())
                    .isEqualTo(407);
        }
    }

    @Test
    void refusesCallersAndCalleesOfOtherDomains() {
        try (var foreigner = new Subscriber(platform, "ann", "apple", "example.net");
                var ann = subscriber("ann")) {
            assertThat(foreigner
                            .plain("INVITE", platform.uri("bob"), Subscriber.address("bob"))
                            .status())
                    .isEqualTo(403);
            assertThat(ann.authenticated("INVITE", "sip:bob@example.net", "<sip:bob@example.net>")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void followsNoRouteThatItHasNotSigned() {
        try (var stranger = subscriber("ann");
                var victim = subscriber("bob")) {
            var route = "Route: <" + platform.registrar() + ";lr;signed=0123456789abcdef0123456789abcdef>, ";

            var answer = stranger.plain(
                    "BYE", victim.uri(), Subscriber.address("bob") + ";tag=1", route + "<" + victim.uri() + ";lr>");

            assertThat(answer.status()).isEqualTo(481);
            assertThat(victim.received()).isEmpty();
        }
    }

    @Test
    void answersKeepAlivesOfAnybody() {
        try (var stranger = new Subscriber(platform, "nobody", "nothing")) {
            assertThat(stranger.plain("OPTIONS", "sip:example.org", "<sip:example.org>")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static Subscriber subscriber(String user) {
        return new Subscriber(platform, user, platform.password(user));
    }

    private static CompletableFuture<SipText> invite(Subscriber caller, String callee) {
        return CompletableFuture.supplyAsync(
                () -> caller.authenticated("INVITE", platform.uri(callee), Subscriber.address(callee)));
    }

    /** A request that the callee answers by 200, if it gets there. */
    private static SipText call(Subscriber caller, String user, String method, Subscriber callee) {
        var answer = CompletableFuture.supplyAsync(
                () -> caller.authenticated(method, platform.uri(user), Subscriber.address(user)));
        await(method)
                .atMost(LIMIT)
                .until(() -> answer.isDone() || callee.received().stream().anyMatch(message -> message.status() == 0));
        if (!answer.isDone()) {
            callee.answer(callee.awaitRequest(method), "200 OK");
            callee.received().clear();
        }
        return answer.join();
    }
}
