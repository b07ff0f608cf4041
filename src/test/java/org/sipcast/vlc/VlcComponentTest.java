package org.sipcast.vlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channel.Timeline;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Direction;
import org.sipcast.sdp.NegotiatedStream;
import org.sipcast.vlc.telnet.SinkCounters;
import org.sipcast.vlc.telnet.VlcGoneException;
import org.sipcast.vlc.telnet.VlcNotRunningException;
import org.sipcast.vlc.telnet.VlcRefusedException;

class VlcComponentTest {
    private static final Map<String, Object> LIVETV =
            Map.of(VlcConstants.INSTANCE, "livetv", VlcConstants.HUB, "livetv", VlcConstants.SINK, "viewer-1");
    private static final Channel LIVE = Channels.of(Timeline.LIVE, "file:///film.mkv");

    private final Path run;
    private final CamelVlc camel;

    VlcComponentTest(@TempDir Path run) throws Exception {
        this.run = run;
        camel = new CamelVlc(run, Duration.ofMillis(500));
    }

    @AfterEach
    void stopCamel() {
        camel.close();
    }

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
            assertThat(second.commands()).contains("hub open livetv");
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
    void opensALiveFileInALoopWithABranchForEachCodecOfTheChannel() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            assertThat(fake.commandsThatBeginWith("source open"))
                    .hasSize(1)
                    .first()
                    .satisfies(line -> assertThat(line)
                            .startsWith(
                                    "source open livetv start=play repeat=yes cache=200 mrl=file:///film.mkv chain=#duplicate{")
                            .contains(
                                    "gate{hub=livetv,codec=vp8}",
                                    "codec=h264",
                                    "codec=opus",
                                    "codec=pcma",
                                    "codec=pcmu"));
        }
    }

    @Test
    void opensAFilmOnDemandPausedWithTheBranchesOfItsViewerOnly() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            fake.openSourcesInto("paused");
            camel.ask("open-hub", LIVETV);
            camel.ask(
                    "open-source",
                    LIVETV,
                    VlcConstants.CHANNEL,
                    Channels.of(Timeline.ON_DEMAND, "file:///film.mkv"),
                    VlcConstants.CODECS,
                    List.of(Codec.PCMA, Codec.VP8));
            camel.ask("play", LIVETV);
            assertThat(fake.commandsThatBeginWith("source open")).first().satisfies(line -> assertThat(line)
                    .contains(" start=pause repeat=no ", "codec=vp8", "codec=pcma")
                    .doesNotContain("h264", "opus", "pcmu"));
            assertThat(fake.commands()).contains("source play livetv");
        }
    }

    @Test
    void opensALiveSourceOnceForSeveralCallersAtOnce() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            fake.openSourcesInto("opening");
            camel.ask("open-hub", LIVETV);
            List<CompletableFuture<Exchange>> callers = IntStream.range(0, 5)
                    .mapToObj(ignored -> CompletableFuture.supplyAsync(
                            () -> camel.ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE)))
                    .toList();
            await().until(() -> !fake.commandsThatBeginWith("source open").isEmpty());
            assertThat(callers).noneMatch(CompletableFuture::isDone);
            fake.setSource("livetv", "open");
            callers.forEach(CompletableFuture::join);
            camel.ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            assertThat(fake.commandsThatBeginWith("source open")).hasSize(1);
        }
    }

    @Test
    void saysWhichChannelCannotBeOpenedAndClosesItsSource() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            fake.openSourcesInto("failed");
            assertThat(camel.failure("open-source", CamelVlc.with(LIVETV, VlcConstants.CHANNEL, LIVE)))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessage("Live TV: its source cannot be opened");
            assertThat(fake.commandsThatBeginWith("source close")).hasSize(1);
            assertThat(camel.ends()).isEmpty();
        }
    }

    @Test
    void givesUpASourceThatStaysSilent() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            fake.openSourcesInto("opening");
            assertThat(camel.failure("open-source", CamelVlc.with(LIVETV, VlcConstants.CHANNEL, LIVE)))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessage("Live TV: its source did not open within 700 ms");
            assertThat(fake.commandsThatBeginWith("source close")).hasSize(1);
        }
    }

    @Test
    void refusesWhoComesSoonAfterASourceHasFailed() throws IOException {
        Map<String, Object> live = CamelVlc.with(LIVETV, VlcConstants.CHANNEL, LIVE);
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            fake.openSourcesInto("failed");
            assertThat(camel.failure("open-source", live)).isInstanceOf(SourceUnavailableException.class);
            fake.openSourcesInto("open");
            fake.commands().clear();
            assertThat(camel.failure("open-source", live))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessage("Live TV: its source could not be opened a moment ago");
            assertThat(fake.commandsThatBeginWith("source")).isEmpty();

            camel.component().setSourceRetry(Duration.ZERO);
            camel.ask("open-source", live);
        }
    }

    @Test
    void letsOnlyAFewCallersWaitForASlowSource() throws IOException {
        camel.component().setSourceTimeout(Duration.ofSeconds(20));
        camel.component().setSourceWaiters(2);
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            fake.openSourcesInto("opening");
            camel.ask("open-hub", LIVETV);
            List<CompletableFuture<Throwable>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(CompletableFuture.supplyAsync(
                        () -> camel.failure("open-source", LIVETV, VlcConstants.CHANNEL, LIVE),
                        task -> new Thread(task).start()));
                await().until(() -> !fake.commandsThatBeginWith("source open").isEmpty());
            }
            await().until(() ->
                    callers.stream().filter(CompletableFuture::isDone).count() == 2);
            fake.setSource("livetv", "open");
            assertThat(callers)
                    .extracting(CompletableFuture::join)
                    .filteredOn(Objects::nonNull)
                    .hasSize(2)
                    .allMatch(fault -> "Live TV: its source did not open within 1000 ms".equals(fault.getMessage()));
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
                            "sink add livetv viewer-1 audio=192.0.2.7:5004,codec=pcma,pt=8,ssrc=ffffffff,rtcp=5005 start=gop",
                            "sink pause livetv viewer-1");
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
    void renewsTheLeasesOfAllHubsOfAnInstance() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask("open-hub", CamelVlc.with(LIVETV, VlcConstants.HUB, "second"));
            fake.commands().clear();
            camel.ask("renew-lease", Map.of(VlcConstants.INSTANCE, "livetv"));
            assertThat(fake.commandsThatBeginWith("hub lease"))
                    .containsExactlyInAnyOrder("hub lease livetv 30", "hub lease second 30");
        }
    }

    @Test
    void renewsTheLeasesOfTheHubsThatItIsTold() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            fake.commands().clear();
            camel.ask(
                    "renew-lease",
                    Map.of(VlcConstants.INSTANCE, "livetv", VlcConstants.HUBS, Set.of("gone", "livetv")));
            assertThat(fake.commandsThatBeginWith("hub lease"))
                    .containsExactlyInAnyOrder("hub lease livetv 30", "hub lease gone 30");
        }
    }

    @Test
    void stopsRenewingAtTheFirstSilenceAndSaysItOnce() throws IOException {
        Map<String, Object> three =
                Map.of(VlcConstants.INSTANCE, "livetv", VlcConstants.HUBS, List.of("one", "two", "three"));
        try (LogLines log = new LogLines(Silence.class);
                FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            fake.answer("hub lease", "");
            camel.ask("renew-lease", three);
            camel.ask("renew-lease", three);
            assertThat(fake.commandsThatBeginWith("hub lease")).hasSize(2);
            fake.answer("hub lease", "OK\n");
            camel.ask("renew-lease", three);
            assertThat(log.lines())
                    .containsExactly(
                            "WARN The VLC of livetv does not answer: VLC did not answer within 500 ms",
                            "INFO The VLC of livetv answers again");
        }
    }

    @Test
    void doesNotRenewAgainWhileTheLastRenewalWaits() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            fake.commands().clear();
            fake.answer("hub lease", "");
            CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> camel.ask("renew-lease", LIVETV));
            await().until(() -> !fake.commandsThatBeginWith("hub lease").isEmpty());
            camel.ask("renew-lease", LIVETV);
            assertThat(first).isNotDone();
            first.join();
            assertThat(fake.commandsThatBeginWith("hub lease")).hasSize(1);
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
