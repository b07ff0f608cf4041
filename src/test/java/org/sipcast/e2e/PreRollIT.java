package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.program.CopiedRoutes;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.TestMedia;
import org.sipcast.e2e.wire.Vp8Film;

/** The example of a trailer before a film, with a real VLC: one call, one stream, another source. */
class PreRollIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final double TRAILER_SECONDS = TestMedia.SHORT_FILM.toMillis() / 1000.0;

    @SuppressWarnings("NullAway.Init")
    private static SipcastServer sipcast;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path routes = CopiedRoutes.into(Files.createDirectory(folder.resolve("routes")));
        Path example = Path.of("examples/pre-roll.camel.yaml");
        Files.copy(example, routes.resolve(example.getFileName()));
        Path channels = Files.writeString(
                folder.resolve("channels.yaml"),
                """
                channels:
                  demo:
                    source: demo.mkv
                  trailer:
                    source: short.mkv
                """);
        sipcast = new SipcastServer("--sipcast.routes=" + routes, "--sipcast.channels=" + channels).start();
    }

    @AfterAll
    static void stop() {
        sipcast.close();
    }

    @Test
    void aTrailerComesBeforeTheFilmInOneStream(@TempDir Path folder) {
        try (var phone = new PlainPhone(sipcast.sipAddress())) {
            phone.video().keep();
            assertThat(phone.call("demo", phone.offer()).status()).isEqualTo(200);
            await("the film").atMost(LIMIT).until(() -> sipcast.log().contains("goes on with the film"));
            long packets = phone.audio().packets();
            // 20 ms each, so more of the film than the trailer has
            await("more than the trailer")
                    .atMost(LIMIT)
                    .until(() -> phone.audio().packets() > packets + 50 * (TRAILER_SECONDS + 2));
            assertThat(phone.hangUp().status()).isEqualTo(200);

            var film = Vp8Film.of(phone.video().kept(), folder);
            List<Double> seconds =
                    film.shots().stream().map(Vp8Film.Shot::seconds).toList();
            int change = turn(seconds);
            System.out.printf(
                    "trailer to %.2f s, film from %.2f s, %.0f ms later%n",
                    seconds.get(change - 1),
                    seconds.get(change),
                    (film.shots().get(change).arrivalNanos()
                                    - film.shots().get(change - 1).arrivalNanos())
                            / 1e6);
            assertThat(seconds.get(0)).isLessThan(0.5);
            assertThat(seconds.get(change - 1)).isGreaterThan(TRAILER_SECONDS - 0.5);
            assertThat(seconds.get(change)).isLessThan(0.5);
            assertThat(seconds.get(seconds.size() - 1)).isGreaterThan(TRAILER_SECONDS);
            assertThat(film.streams()).hasSize(1);
            assertThat(film.missing()).isZero();
            assertThat(film.backward()).isZero();
            assertThat(phone.audio().missing()).isZero();
        }
    }

    /** The first picture that is not behind the one before. */
    private static int turn(List<Double> seconds) {
        int turn = 1;
        while (seconds.get(turn) >= seconds.get(turn - 1)) {
            turn++;
        }
        return turn;
    }
}
