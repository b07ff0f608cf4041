package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.film.FilmPicture;
import org.sipcast.e2e.phone.Baresip;
import org.sipcast.e2e.phone.PhoneCodecs;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.VlcControl;

/** Viewers of a live channel share its encodes. */
class SharedEncodesIT {
    private static final Duration ANSWER = Duration.ofSeconds(12);

    @RegisterExtension
    static final SipcastServer server = new SipcastServer();

    @Test
    void threeViewersCostTwoVideoAndTwoAudioEncodesOfOneSource() {
        try (var first = Baresip.start(PhoneCodecs.VP8_OPUS);
                var second = Baresip.start(PhoneCodecs.VP8_PCMA);
                var third = Baresip.start(PhoneCodecs.H264_PCMA)) {
            for (var phone : List.of(first, second, third)) {
                phone.dial(server.uri("livetv"));
                phone.awaitEstablished(ANSWER);
                FilmPicture.read(phone.awaitPicture(ANSWER));
            }

            assertThat(server.vlcs()).hasSize(1);
            var vlc = server.vlcs().get(0);
            assertThat(vlc.hubs()).hasSize(1);
            // baresip takes H.264 in single NAL units only
            assertThat(branches(vlc)).containsExactlyInAnyOrder("vp8", "h264-slices", "opus", "pcma");
            assertThat(vlc.sinks()).isEqualTo(3);
            assertThat(server.records())
                    .extracting(record -> text(record, "/codecs/video") + " " + text(record, "/codecs/audio"))
                    .containsExactly("VP8 OPUS", "VP8 PCMA", "H264 PCMA");

            third.hangUp();
            await("the end of the encode that nobody needs")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> branches(vlc).equals(Set.of("vp8", "opus", "pcma")));
        }
    }

    private static Set<String> branches(VlcControl vlc) {
        return Set.of(vlc.stats(vlc.hubs().get(0)).getOrDefault("branches", "").split(",", -1));
    }

    private static String text(JsonNode record, String name) {
        return record.at(name).asText().toUpperCase(Locale.ROOT);
    }
}
