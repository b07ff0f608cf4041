package org.sipcast.vlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.Test;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Direction;
import org.sipcast.sdp.NegotiatedStream;
import org.sipcast.vlc.telnet.SinkCounters;
import org.sipcast.vlc.telnet.VlcGoneException;
import org.sipcast.vlc.telnet.VlcNotRunningException;
import org.sipcast.vlc.telnet.VlcRefusedException;

class VlcComponentTest extends ComponentTest {
    @Test
    void opensAHubAndStartsItsLease() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            Exchange hub = camel.ask("open-hub", LIVETV);
            assertThat(hub.getMessage().getHeader(VlcConstants.VIDEO_PORT)).isEqualTo(20_000);
            assertThat(hub.getMessage().getHeader(VlcConstants.AUDIO_PORT)).isEqualTo(20_002);
            assertThat(fake.commands()).contains("hub open livetv", "hub lease livetv 30");
            assertThat(camel.ask("list-instances", Map.of()).getMessage().getBody())
                    .isEqualTo(List.of("livetv"));
        }
    }

    @Test
    void renewsTheLeaseForOneOfManyViewersWhoComeAtOnce() throws IOException {
        camel.component().setLease(Duration.ofSeconds(2));
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            for (int viewer = 0; viewer < 5; viewer++) {
                camel.ask("open-hub", LIVETV);
            }
            assertThat(fake.commandsThatBeginWith("hub open")).hasSize(5);
            assertThat(fake.commandsThatBeginWith("hub lease")).hasSizeLessThan(5);
            await().until(() -> {
                int before = fake.commandsThatBeginWith("hub lease").size();
                camel.ask("open-hub", LIVETV);
                return fake.commandsThatBeginWith("hub lease").size() > before;
            });
        }
    }

    @Test
    void leasesAHubThatWasClosedAndIsOpenedAgain() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask("close-hub", LIVETV);
            camel.ask("open-hub", LIVETV);
            assertThat(fake.commandsThatBeginWith("hub lease")).hasSize(2);
        }
    }

    @Test
    void saysThatVlcIsGoneAndReachesTheOneThatIsStartedThen() throws IOException {
        assertThat(camel.failure("open-hub", LIVETV)).isInstanceOf(VlcGoneException.class);
        try (FakeVlc first = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            first.die();
            await().untilAsserted(
                            () -> assertThat(camel.failure("open-hub", LIVETV)).isInstanceOf(VlcGoneException.class));
        }
        try (FakeVlc second = new FakeVlc(run, "livetv", "s2")) {
            camel.ask("open-hub", LIVETV);
            // who calls now opens the hub of those who watched before
            assertThat(second.commands()).contains("hub open livetv video=20000 audio=20002");
        }
    }

    @Test
    void takesAVlcWithAnotherSecretForGone() throws IOException {
        try (FakeVlc other = new FakeVlc(run, "other", "s1")) {
            try (FakeVlc livetv = new FakeVlc(run, "livetv", "s2")) {
                assertThat(other.commands()).isEqualTo(livetv.commands());
            }
            Files.copy(
                    run.resolve("vlc/other/port"), run.resolve("vlc/livetv/port"), StandardCopyOption.REPLACE_EXISTING);
            assertThat(camel.failure("open-hub", LIVETV))
                    .isInstanceOf(VlcGoneException.class)
                    .hasMessageNotContainingAny("s1", "s2");
        }
    }

    @Test
    void addsASinkWithTheNegotiatedPayloadTypesAndPorts() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask(
                    "add-sink",
                    LIVETV,
                    VlcConstants.VIDEO,
                    new NegotiatedStream(Codec.VP8, 96, "192.0.2.7", 5004, 5004, true, Direction.SENDONLY),
                    VlcConstants.VIDEO_SSRC,
                    0xDEADBEEFL,
                    VlcConstants.AUDIO,
                    new NegotiatedStream(Codec.OPUS, 111, "2001:db8::7", 5006, 5007, false, Direction.SENDRECV),
                    VlcConstants.AUDIO_SSRC,
                    42);
            assertThat(fake.commands())
                    .contains("sink add livetv viewer-1 video=192.0.2.7:5004,codec=vp8,pt=96,ssrc=deadbeef,rtcp=mux"
                            + " audio=[2001:db8::7]:5006,codec=opus,pt=111,ssrc=0000002a,rtcp=5007 start=gop");
        }
    }

    @Test
    void addsASinkThatWaitsForTheNextKeyframeIfTheEndpointSaysSo() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            NegotiatedStream stream =
                    new NegotiatedStream(Codec.VP8, 96, "192.0.2.7", 5004, 5004, true, Direction.SENDONLY);
            camel.ask("add-sink?start=key", LIVETV, VlcConstants.VIDEO, stream, VlcConstants.VIDEO_SSRC, 1);
            assertThat(fake.commands())
                    .contains("sink add livetv viewer-1 "
                            + "video=192.0.2.7:5004,codec=vp8,pt=96,ssrc=00000001,rtcp=mux start=key");
        }
        assertThatThrownBy(() -> camel.camel().getEndpoint("vlc:add-sink?start=soon"))
                .hasStackTraceContaining("soon");
    }

    @Test
    void addsAViewerOnHoldPaused() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask(
                    "add-sink",
                    LIVETV,
                    VlcConstants.AUDIO,
                    new NegotiatedStream(Codec.PCMA, 8, "192.0.2.7", 5004, 5005, false, Direction.INACTIVE),
                    VlcConstants.AUDIO_SSRC,
                    -1);
            assertThat(fake.commands())
                    .contains(
                            "sink add livetv viewer-1 audio=192.0.2.7:5004,codec=pcma,pt=8,ssrc=ffffffff,rtcp=5005 start=gop paused");
        }
    }

    @Test
    void refusesAReceiverThatIsNoAddressBeforeItGetsIntoACommand() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            NegotiatedStream stream =
                    new NegotiatedStream(Codec.PCMA, 8, "host.example", 5004, 5005, false, Direction.SENDONLY);
            assertThat(camel.failure(
                            "add-sink", CamelVlc.with(LIVETV, VlcConstants.AUDIO, stream, VlcConstants.AUDIO_SSRC, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(fake.commandsThatBeginWith("sink")).isEmpty();
        }
    }

    @Test
    void pausesResumesAndDeletesASinkAndAnswersWhatItHasSent() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask("pause-sink", LIVETV);
            camel.ask("resume-sink", LIVETV);
            SinkCounters counters =
                    camel.ask("delete-sink", LIVETV).getMessage().getHeader(VlcConstants.COUNTERS, SinkCounters.class);
            assertThat(counters.audio()).isNotNull().satisfies(audio -> assertThat(audio.packets())
                    .isEqualTo(50));
            assertThat(fake.commands()).contains("sink pause livetv viewer-1", "sink resume livetv viewer-1");
        }
    }

    @Test
    void findsNothingLeftToDeleteOrCloseWhereThereIsNoVlc() {
        assertThat(camel.ask("delete-sink", LIVETV).getMessage().getHeader(VlcConstants.COUNTERS))
                .isEqualTo(SinkCounters.NONE);
        camel.ask("close-hub", LIVETV);
        camel.ask("shutdown", LIVETV);
    }

    @Test
    void passesOnWhyVlcRefuses() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            fake.answer("hub open", "ERR ports no pair of media ports is free\n");
            assertThat(camel.failure("open-hub", LIVETV))
                    .isInstanceOfSatisfying(
                            VlcRefusedException.class, e -> assertThat(e.code()).isEqualTo("ports"))
                    .hasMessageContaining("no pair of media ports is free");
        }
    }

    @Test
    void takesTimesAsPeopleWriteThem() {
        PropertyBindingSupport.build().bind(camel.camel(), camel.component(), "lease", "7s");
        PropertyBindingSupport.build().bind(camel.camel(), camel.component(), "cache", "50");
        assertThat(camel.component().getLease()).isEqualTo(Duration.ofSeconds(7));
        assertThat(camel.component().getCache()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void knowsNoOtherOperations() {
        assertThatThrownBy(() -> camel.camel().createProducerTemplate().requestBody("vlc:quit", ""))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining("open-hub");
        assertThatThrownBy(() -> camel.camel().getEndpoint("vlc:open-hub").createConsumer(exchange -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsNamesFromOutsideOffTheFileSystem() {
        assertThat(camel.failure("open-hub", CamelVlc.with(LIVETV, VlcConstants.INSTANCE, "../livetv")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(camel.failure("open-hub", Map.of(VlcConstants.HUB, "livetv")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(VlcConstants.INSTANCE);
        assertThat(camel.failure("open-source", LIVETV))
                .isInstanceOfAny(VlcNotRunningException.class, IllegalArgumentException.class);
    }
}
