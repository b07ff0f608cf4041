package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.PhoneCodecs;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.VlcControl;

/** A real phone puts a call on hold and takes it up again. */
class HoldIT {
    private static final Duration ANSWER = Duration.ofSeconds(12);
    private static final Duration QUIET = Duration.ofSeconds(1);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer();

    @Test
    void nothingIsSentWhileThePhoneHoldsAndThenTheFilmGoesOn() {
        try (var phone = Baresip.start(PhoneCodecs.VP8_OPUS)) {
            phone.dial(server.uri("livetv"));
            phone.awaitEstablished(ANSWER);
            phone.awaitPicture(ANSWER);
            var vlc = server.vlcs().get(0);
            awaitMedia(vlc);

            phone.hold();
            awaitSilence(vlc);
            long held = vlc.packets("livetv");

            phone.resume();
            awaitMedia(vlc);
            var picture = FilmPicture.read(phone.awaitPicture(ANSWER));

            assertThat(vlc.packets("livetv")).isGreaterThan(held);
            assertThat(picture.frame()).isNotNegative();
            assertThat(phone.isClosed()).isFalse();
            assertThat(server.log()).contains("PAUSE, [VP8, OPUS]", "RESUME, [VP8, OPUS]");
        }
    }

    private static void awaitMedia(VlcControl vlc) {
        long before = vlc.packets("livetv");
        await("media").atMost(ANSWER).until(() -> vlc.packets("livetv") > before + 20);
    }

    /** No packet for a while: the hub counts on while media flow, 75 a second. */
    private static void awaitSilence(VlcControl vlc) {
        var last = new AtomicLong(-1);
        await("silence")
                .atMost(ANSWER)
                .pollInterval(QUIET)
                .until(() -> last.getAndSet(vlc.packets("livetv")) == last.get());
    }
}
