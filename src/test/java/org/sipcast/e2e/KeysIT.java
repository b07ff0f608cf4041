package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.FilmScreen;
import org.sipcast.e2e.phone.PhoneCodecs;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.VlcControl;
import org.sipcast.sip.stack.Sipp;

/** Real phones press keys, in each way that phones have, and the film's visible time code moves. */
class KeysIT {
    private static final Duration ANSWER = Duration.ofSeconds(12);
    private static final Duration QUIET = Duration.ofSeconds(1);

    /** By how much a film may be beside where it should be, in seconds: a key frame is a second away on a loaded machine. */
    private static final double BESIDE = 3;

    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.channels=src/test/resources/e2e/channels.yaml");

    /** Its events have a clock of 8000 Hz, whatever its sound has. */
    @ParameterizedTest
    @EnumSource(names = {"VP8_PCMA", "VP8_OPUS"})
    void aPhoneSteersByKeysInItsSound(PhoneCodecs codecs) {
        try (var phone = Baresip.start(codecs)) {
            phone.dial(server.uri("demo"));
            phone.awaitEstablished(ANSWER);
            double before = seconds(phone);
            long at = System.nanoTime();

            phone.press('6');
            double after = awaitAbove(phone, before + 20);
            assertThat(after - before - secondsSince(at)).isCloseTo(30, within(BESIDE));

            phone.press('5');
            awaitSilence(server.vlc("demo"));
            double paused = after;
            long pausedAt = System.nanoTime();
            phone.press('5');
            double resumed = seconds(phone);
            assertThat(resumed).isBetween(paused - 1, paused + BESIDE + secondsSince(pausedAt));

            for (char key : "*100#".toCharArray()) {
                phone.press(key);
            }
            double sought = awaitAbove(phone, 55);
            assertThat(sought).isCloseTo(60, within(BESIDE));

            phone.press('0');
            await("the beginning").atMost(ANSWER).until(() -> seconds(phone) < 10);
            assertThat(phone.isClosed()).isFalse();

            phone.press('#');
            phone.awaitClosed(ANSWER);
        }
    }

    @Test
    void aPhoneSteersByKeysInInfo(@TempDir Path folder) throws Exception {
        try (var screen = new FilmScreen(folder)) {
            var call = CompletableFuture.runAsync(
                    () -> new Sipp(server.sipAddress().getPort())
                            .call("keys", "-key", "film_port", Integer.toString(screen.port())));

            double before = screen.awaitSeconds(0, 10, ANSWER);
            long at = System.nanoTime();
            double after = screen.awaitSeconds(25, 60, ANSWER);
            assertThat(after - before - secondsSince(at)).isCloseTo(30, within(BESIDE));
            screen.awaitSeconds(0, 10, ANSWER);
            screen.awaitSeconds(60, 70, ANSWER);
            call.get(30, TimeUnit.SECONDS);
        }
    }

    private static double seconds(Baresip phone) {
        return FilmPicture.read(phone.awaitPicture(ANSWER)).filmMillis() / 1000;
    }

    private static double awaitAbove(Baresip phone, double second) {
        return await("the film behind second " + second)
                .atMost(ANSWER)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> seconds(phone), now -> now > second);
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    /** No packet for a while: the hub counts on while media flow, 75 a second. */
    private static void awaitSilence(VlcControl vlc) {
        var last = new AtomicLong(-1);
        await("silence").atMost(ANSWER).pollInterval(QUIET).until(() -> last.getAndSet(packets(vlc)) == last.get());
    }

    private static long packets(VlcControl vlc) {
        return vlc.hubs().stream().mapToLong(vlc::packets).sum();
    }
}
