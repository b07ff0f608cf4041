package org.sipcast.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.server.SipcastServer;

/** A phone that writes outside of its call, by a platform that knows whose it is, steers the film that it shows. */
class ChatSteeringIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** By how much the picture may be beside where it should be, in seconds: it is taken a moment after it was asked for. */
    private static final double BESIDE = 3;

    @RegisterExtension
    static final SipcastServer server = new SipcastServer();

    @TempDir
    static Path folder = Path.of("set by JUnit");

    @SuppressWarnings("NullAway.Init")
    private static Kamailio platform;

    @BeforeAll
    static void start() throws Exception {
        var list = folder.resolve("dispatcher.list");
        Files.writeString(list, "1 sip:127.0.0.1:" + server.sipAddress().getPort() + "\n");
        platform =
                new Kamailio().with("SIPCAST_PLATFORM_SERVERS", list.toString()).start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void linesOfARealPhoneMoveTheFilmThatItShows() {
        try (var phone = Baresip.startTalking(
                "Ann",
                platform.uri("viewer1"),
                "viewer1",
                platform.password("viewer1"),
                platform.registrar(),
                platform.uri("demo"))) {
            phone.dial(platform.uri("demo"));
            phone.awaitEstablished(LIMIT);
            assertThat(seconds(phone)).isLessThan(20);

            phone.say("/seek 1:00");
            long sought = System.nanoTime();
            double there = await("the film behind second 55")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> seconds(phone), second -> second > 55);
            assertThat(there - secondsSince(sought)).isCloseTo(60, within(BESIDE));

            double before = seconds(phone);
            phone.say("/pause");
            awaitPause();
            phone.say("/resume");
            long resumed = System.nanoTime();
            double after = seconds(phone);
            assertThat(after).isBetween(before - BESIDE, before + BESIDE + secondsSince(resumed));

            phone.say("/stop");
            phone.awaitClosed(LIMIT);
            assertThat(phone.heard()).noneMatch(line -> line.contains("/"));
        }
        await("its end on record").atMost(LIMIT).until(() -> server.records().stream()
                .anyMatch(record -> record.path("cause").asText().equals("VIEWER_STOPPED")));
    }

    /** No packet for a while that is longer than what the film may be beside its place: the hub counts on while media flow. */
    private static void awaitPause() {
        var last = new AtomicLong(-1);
        await("silence").atMost(LIMIT).pollInterval(PAUSE).until(() -> last.getAndSet(packets()) == last.get());
    }

    private static long packets() {
        var vlc = server.vlc("demo");
        return vlc.hubs().stream().mapToLong(vlc::packets).sum();
    }

    private static double seconds(Baresip phone) {
        return FilmPicture.read(phone.awaitPicture(LIMIT)).filmMillis() / 1000;
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
