package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.billing.feed.Broker;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.ChatPhone;
import org.sipcast.e2e.phone.SipText;
import org.sipcast.e2e.server.SipcastServer;

/** Two servers behind the platform's list, and a Kafka broker between them: those who watch a channel on either share its room. */
class SharedRoomIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** In which a line would have come that should not. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final String TOPIC = "sipcast.chat";

    @TempDir
    static Path folder = Path.of("set by JUnit");

    @SuppressWarnings("NullAway.Init")
    private static Broker broker;

    @SuppressWarnings("NullAway.Init")
    private static Kamailio platform;

    @SuppressWarnings("NullAway.Init")
    private static SipcastServer one;

    @SuppressWarnings("NullAway.Init")
    private static SipcastServer other;

    private final List<AutoCloseable> phones = new ArrayList<>();
    private final List<Listener> room = new ArrayList<>();

    private Baresip ann;
    private Baresip bob;
    /** These call their servers themselves, and see what these answer. */
    private ChatPhone cid;

    private ChatPhone dot;

    /** Somebody in the room and what he heard. */
    private interface Listener {
        List<String> heard();
    }

    @BeforeAll
    static void start() throws Exception {
        broker = new Broker(folder.resolve("kafka"));
        broker.start();
        broker.createTopic(TOPIC, 3);
        Files.writeString(folder.resolve("dispatcher.list"), "# none yet\n");
        platform = new Kamailio()
                .with(
                        "SIPCAST_PLATFORM_SERVERS",
                        folder.resolve("dispatcher.list").toString())
                .start();
        one = server("one").start();
        other = server("other").start();
    }

    private static SipcastServer server(String node) {
        return new SipcastServer(
                "--sipcast.node=" + node,
                "--sipcast.chat.kafka.brokers=" + broker.address(),
                "--sipcast.chat.kafka.topic=" + TOPIC,
                "--sipcast.chat.history=0",
                "--sipcast.chat.notices=0",
                // the bus is asked by lines until it is there
                "--sipcast.chat.lines=1000");
    }

    @AfterAll
    static void stop() {
        closeAll(Stream.of(one, other, platform, broker).filter(Objects::nonNull));
    }

    @BeforeEach
    void enter() throws IOException {
        useServers(one);
        ann = baresip("Ann", "viewer1");
        useServers(other);
        bob = baresip("Bob", "viewer2");
        useServers(one, other);
        cid = chatPhone(one, "Cid");
        dot = chatPhone(other, "Dot");
        room.addAll(List.of(ann::heard, bob::heard, cid::heard, dot::heard));
        // media begin behind the ACK, which nobody answers
        for (var server : List.of(one, other)) {
            await("both").atMost(LIMIT).until(() -> server.vlc("livetv").sinks() == 2);
        }
        awaitTheBus();
    }

    @AfterEach
    void leave() {
        closeAll(phones.stream());
        for (var server : List.of(one, other)) {
            await("the end of all calls")
                    .atMost(LIMIT)
                    .until(() -> server.vlcs().isEmpty() || server.vlc("livetv").sinks() == 0);
        }
    }

    @Test
    void eachLineReachesAllOthersOnBothServersOnceAndInOneOrder() {
        for (int i = 1; i <= 3; i++) {
            var line = "line " + i;
            ann.say(line);
            awaitLine("Ann: " + line, bob::heard, cid::heard, dot::heard);
            bob.say(line);
            awaitLine("Bob: " + line, ann::heard, cid::heard, dot::heard);
            assertThat(cid.say(line).status()).isEqualTo(200);
            assertThat(dot.say(line).status()).isEqualTo(200);
        }

        var said = List.of("Ann: line %d", "Bob: line %d", "Cid: line %d", "Dot: line %d");
        for (var listener : room) {
            int own = room.indexOf(listener);
            await("all lines").atMost(LIMIT).until(() -> lines(listener).size() >= 9);
            await("no more of them")
                    .during(SILENCE)
                    .atMost(LIMIT)
                    .until(() -> lines(listener).size() == 9);
            for (int i = 1; i <= 3; i++) {
                int round = i;
                var others = said.stream()
                        .filter(line -> said.indexOf(line) != own)
                        .map(line -> line.formatted(round))
                        .toList();
                assertThat(lines(listener).subList(3 * (i - 1), 3 * i)).containsExactlyInAnyOrderElementsOf(others);
            }
        }
        // the two phones have heard these in the same order as each other, on two servers
        assertThat(fromOutside(ann)).isEqualTo(fromOutside(bob)).hasSize(6);
    }

    @Test
    void whileTheBrokerIsAwaySendersHearThatNobodyHearsThem() throws Exception {
        broker.stop();
        try {
            for (var phone : List.of(cid, dot)) {
                var answer = phone.say("lost");
                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.header("Warning")).contains("may not get this line");
                assertThat(answer.header("Retry-After")).isNotNull();
            }
        } finally {
            broker.start();
        }

        // each server finds the broker again for itself, and what it then gives up as too late may have come through
        awaitTaken(cid);
        awaitTaken(dot);
        assertThat(cid.say("again").status()).isEqualTo(200);
        awaitLine("Cid: again", ann::heard, bob::heard, dot::heard);
        assertThat(dot.say("and again").status()).isEqualTo(200);
        awaitLine("Dot: and again", ann::heard, bob::heard, cid::heard);
        await("nothing more").during(SILENCE).atMost(LIMIT).until(() -> true);
        assertThat(lines(ann::heard)).containsExactly("Cid: again", "Dot: and again");
        assertThat(lines(bob::heard)).containsExactly("Cid: again", "Dot: and again");
        assertThat(lines(cid::heard)).containsExactly("Dot: and again");
        assertThat(lines(dot::heard)).containsExactly("Cid: again");
        assertThat(one.vlc("livetv").sinks()).isEqualTo(2);
    }

    private static void awaitTaken(ChatPhone phone) {
        await("the broker").atMost(LIMIT).until(() -> phone.say("test").status() == 200);
    }

    /** One of the two is on the server that the platform does not ask first. */
    @Test
    void aLineOutsideAnyCallFindsTheServerThatItsSenderWatchesAt() {
        assertThat(sayOutside("viewer1", "first").status()).isEqualTo(200);
        awaitLine("Ann: first", bob::heard, cid::heard, dot::heard);
        assertThat(sayOutside("viewer2", "second").status()).isEqualTo(200);
        awaitLine("Bob: second", ann::heard, cid::heard, dot::heard);

        var refusal = sayOutside("viewer3", "third");
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.header("Warning")).contains("Only those who watch");
        await("nothing more").during(SILENCE).atMost(LIMIT).until(() -> room.stream()
                .allMatch(listener -> lines(listener).size() <= 2));
        assertThat(lines(cid::heard)).containsExactly("Ann: first", "Bob: second");
        assertThat(lines(dot::heard)).containsExactly("Ann: first", "Bob: second");
    }

    private static SipText sayOutside(String user, String words) {
        try (var phone = new Subscriber(platform, user, platform.password(user))) {
            return phone.authenticated(
                    "MESSAGE", platform.uri("livetv"), Subscriber.address("livetv"), Subscriber.TEXT + words);
        }
    }

    /** A server listens to the topic some seconds after its start. */
    private void awaitTheBus() {
        await("the bus from one server to the other").atMost(LIMIT).until(() -> {
            cid.say("test");
            return dot.heard().stream().anyMatch(line -> line.endsWith("test"));
        });
        await("the bus back").atMost(LIMIT).until(() -> {
            dot.say("test");
            return cid.heard().stream().anyMatch(line -> line.endsWith("test"));
        });
    }

    private void awaitLine(String line, Listener... listeners) {
        for (var listener : listeners) {
            await(line).atMost(LIMIT).until(() -> listener.heard().contains(line));
        }
    }

    /** What was heard since the bus is there. */
    private static List<String> lines(Listener listener) {
        return listener.heard().stream().filter(line -> !line.endsWith("test")).toList();
    }

    private static List<String> fromOutside(Baresip phone) {
        return lines(phone::heard).stream()
                .filter(line -> line.matches("(Cid|Dot): .*"))
                .toList();
    }

    private static void useServers(SipcastServer... servers) throws IOException {
        var lines = new ArrayList<String>();
        for (var server : servers) {
            lines.add("1 sip:127.0.0.1:" + server.sipAddress().getPort());
        }
        Files.write(folder.resolve("dispatcher.list"), lines);
        platform.command("servers");
        var known = platform.ask("dispatcher.list");
        assertThat(Stream.of(one, other)
                        .filter(server ->
                                known.contains(":" + server.sipAddress().getPort())))
                .containsExactly(servers);
    }

    private Baresip baresip(String name, String user) {
        var phone = Baresip.startTalking(
                name, platform.uri(user), user, platform.password(user), platform.registrar(), platform.uri("livetv"));
        phones.add(0, phone);
        phone.dial(platform.uri("livetv"));
        phone.awaitEstablished(LIMIT);
        return phone;
    }

    private ChatPhone chatPhone(SipcastServer server, String name) {
        var phone = ChatPhone.udp(server.sipAddress(), name, name);
        phones.add(0, () -> {
            phone.hangUp();
            phone.close();
        });
        return phone.watch("livetv");
    }

    /** Whatever becomes of one of them, the others are closed. */
    private static void closeAll(Stream<? extends AutoCloseable> all) {
        var failures = new ArrayList<Exception>();
        all.forEach(each -> {
            try {
                each.close();
            } catch (Exception e) {
                failures.add(e);
            }
        });
        assertThat(failures).isEmpty();
    }
}
