package org.sipcast.vlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> ends = new CopyOnWriteArrayList<>();

    private Path run = Path.of("");

    @BeforeEach
    void startCamel(@TempDir Path folder) throws Exception {
        run = folder;
        VlcComponent component = new VlcComponent();
        component.setRunDirectory(run.toString());
        component.setCommandTimeout(Duration.ofMillis(500));
        component.setSourceTimeout(Duration.ofMillis(700));
        component.setWatchInterval(Duration.ofMillis(50));
        component.setLease(Duration.ofSeconds(3));
        camel.addComponent("vlc", component);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("vlc:ended").routeId("ended").process(exchange -> {
                    Map<String, Object> headers = exchange.getMessage().getHeaders();
                    ends.add(headers.get(VlcConstants.INSTANCE) + "/" + headers.get(VlcConstants.HUB) + " "
                            + headers.get(VlcConstants.STATE));
                });
            }
        });
        camel.start();
    }

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    @Test
    void opensAHubAndStartsItsLease() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            Exchange hub = ask("open-hub", LIVETV);
            assertThat(hub.getMessage().getHeader(VlcConstants.VIDEO_PORT)).isEqualTo(20_000);
            assertThat(hub.getMessage().getHeader(VlcConstants.AUDIO_PORT)).isEqualTo(20_002);
            assertThat(vlc.commands()).contains("hub open livetv", "hub lease livetv 3");
            assertThat(ask("list-instances", Map.of()).getMessage().getBody()).isEqualTo(List.of("livetv"));
        }
    }

    @Test
    void saysThatVlcIsGoneAndReachesTheOneThatIsStartedThen() throws IOException {
        assertThat(failure("open-hub", LIVETV)).isInstanceOf(VlcGoneException.class);
        try (FakeVlc first = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            first.die();
            await().untilAsserted(() -> assertThat(failure("open-hub", LIVETV)).isInstanceOf(VlcGoneException.class));
        }
        try (FakeVlc second = new FakeVlc(run, "livetv", "s2")) {
            ask("open-hub", LIVETV);
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
            assertThat(failure("open-hub", LIVETV))
                    .isInstanceOf(VlcGoneException.class)
                    .hasMessageNotContainingAny("s1", "s2");
        }
    }

    @Test
    void opensALiveFileInALoopWithABranchForEachCodecOfTheChannel() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            assertThat(vlc.commandsThatBeginWith("source open"))
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
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            vlc.openSourcesInto("paused");
            ask("open-hub", LIVETV);
            ask(
                    "open-source",
                    LIVETV,
                    VlcConstants.CHANNEL,
                    Channels.of(Timeline.ON_DEMAND, "file:///film.mkv"),
                    VlcConstants.CODECS,
                    List.of(Codec.PCMA, Codec.VP8));
            ask("play", LIVETV);
            assertThat(vlc.commandsThatBeginWith("source open")).first().satisfies(line -> assertThat(line)
                    .contains(" start=pause repeat=no ", "codec=vp8", "codec=pcma")
                    .doesNotContain("h264", "opus", "pcmu"));
            assertThat(vlc.commands()).contains("source play livetv");
        }
    }

    @Test
    void opensALiveSourceOnceForSeveralCallersAtOnce() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            vlc.openSourcesInto("opening");
            ask("open-hub", LIVETV);
            List<CompletableFuture<Exchange>> callers = IntStream.range(0, 5)
                    .mapToObj(ignored ->
                            CompletableFuture.supplyAsync(() -> ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE)))
                    .toList();
            await().until(() -> !vlc.commandsThatBeginWith("source open").isEmpty());
            assertThat(callers).noneMatch(CompletableFuture::isDone);
            vlc.setSource("livetv", "open");
            callers.forEach(CompletableFuture::join);
            ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            assertThat(vlc.commandsThatBeginWith("source open")).hasSize(1);
        }
    }

    @Test
    void saysWhichChannelCannotBeOpenedAndClosesItsSource() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            vlc.openSourcesInto("failed");
            assertThat(failure("open-source", with(LIVETV, VlcConstants.CHANNEL, LIVE)))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessage("Live TV: its source cannot be opened");
            assertThat(vlc.commandsThatBeginWith("source close")).hasSize(1);
            assertThat(ends).isEmpty();
        }
    }

    @Test
    void givesUpASourceThatStaysSilent() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            vlc.openSourcesInto("opening");
            assertThat(failure("open-source", with(LIVETV, VlcConstants.CHANNEL, LIVE)))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessage("Live TV: its source did not open within 700 ms");
            assertThat(vlc.commandsThatBeginWith("source close")).hasSize(1);
        }
    }

    @Test
    void addsASinkWithTheNegotiatedPayloadTypesAndPorts() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            ask(
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
            assertThat(vlc.commands())
                    .contains("sink add livetv viewer-1 video=192.0.2.7:5004,codec=vp8,pt=96,ssrc=deadbeef,rtcp=mux"
                            + " audio=[2001:db8::7]:5006,codec=opus,pt=111,ssrc=0000002a,rtcp=5007 start=gop");
        }
    }

    @Test
    void addsAViewerOnHoldPaused() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            ask(
                    "add-sink",
                    LIVETV,
                    VlcConstants.AUDIO,
                    new NegotiatedStream(Codec.PCMA, 8, "192.0.2.7", 5004, 5005, false, Direction.INACTIVE),
                    VlcConstants.AUDIO_SSRC,
                    -1);
            assertThat(vlc.commands())
                    .contains(
                            "sink add livetv viewer-1 audio=192.0.2.7:5004,codec=pcma,pt=8,ssrc=ffffffff,rtcp=5005 start=gop",
                            "sink pause livetv viewer-1");
        }
    }

    @Test
    void refusesAReceiverThatIsNoAddressBeforeItGetsIntoACommand() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            NegotiatedStream stream =
                    new NegotiatedStream(Codec.PCMA, 8, "host.example", 5004, 5005, false, Direction.SENDONLY);
            assertThat(failure("add-sink", with(LIVETV, VlcConstants.AUDIO, stream, VlcConstants.AUDIO_SSRC, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(vlc.commandsThatBeginWith("sink")).isEmpty();
        }
    }

    @Test
    void pausesResumesAndDeletesASinkAndAnswersWhatItHasSent() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            ask("pause-sink", LIVETV);
            ask("resume-sink", LIVETV);
            SinkCounters counters =
                    ask("delete-sink", LIVETV).getMessage().getHeader(VlcConstants.COUNTERS, SinkCounters.class);
            assertThat(counters.audio()).isNotNull().satisfies(audio -> assertThat(audio.packets())
                    .isEqualTo(50));
            assertThat(vlc.commands()).contains("sink pause livetv viewer-1", "sink resume livetv viewer-1");
        }
    }

    @Test
    void findsNothingLeftToDeleteOrCloseWhereThereIsNoVlc() {
        assertThat(ask("delete-sink", LIVETV).getMessage().getHeader(VlcConstants.COUNTERS))
                .isEqualTo(SinkCounters.NONE);
        ask("close-hub", LIVETV);
        ask("shutdown", LIVETV);
    }

    @Test
    void passesOnWhyVlcRefuses() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            vlc.answer("hub open", "ERR ports no pair of media ports is free\n");
            assertThat(failure("open-hub", LIVETV))
                    .isInstanceOfSatisfying(
                            VlcRefusedException.class, e -> assertThat(e.code()).isEqualTo("ports"))
                    .hasMessageContaining("no pair of media ports is free");
        }
    }

    @Test
    void renewsTheLeasesOfAllHubsOfAnInstance() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            ask("open-hub", with(LIVETV, VlcConstants.HUB, "second"));
            vlc.commands().clear();
            ask("renew-lease", Map.of(VlcConstants.INSTANCE, "livetv"));
            assertThat(vlc.commandsThatBeginWith("hub lease"))
                    .containsExactlyInAnyOrder("hub lease livetv 3", "hub lease second 3");
        }
    }

    @Test
    void reportsTheEndOfASourceOnceForEachTimeItWasOpen() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            vlc.setSource("livetv", "ended");
            await().until(() -> ends.contains("livetv/livetv ended"));
            lookSeveralTimes(vlc);
            assertThat(ends).containsExactly("livetv/livetv ended");

            ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            vlc.setSource("livetv", "failed");
            await().until(() -> ends.contains("livetv/livetv failed"));
        }
    }

    @Test
    void reportsEachHubOfALostVlcOnceAndNoneThatWasClosed() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            ask("open-hub", with(LIVETV, VlcConstants.HUB, "second"));
            ask("open-hub", with(LIVETV, VlcConstants.HUB, "third"));
            ask("close-hub", with(LIVETV, VlcConstants.HUB, "third"));
            vlc.die();
            await().untilAsserted(() ->
                    assertThat(ends).containsExactlyInAnyOrder("livetv/livetv lost", "livetv/second lost"));
        }
        try (FakeVlc next = new FakeVlc(run, "livetv", "s2")) {
            ask("open-hub", LIVETV);
            lookSeveralTimes(next);
            assertThat(ends).hasSize(2);
        }
    }

    @Test
    void losesNoHubWhenOnlyTheConnectionBreaks() throws IOException {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            vlc.dropConnections();
            lookSeveralTimes(vlc);
            assertThat(ends).isEmpty();
        }
    }

    @Test
    void reportsTheHubsOfAVlcThatWasReplacedUnseen() throws Exception {
        try (FakeVlc first = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            camel.getRouteController().suspendRoute("ended");
            first.die();
            try (FakeVlc second = new FakeVlc(run, "livetv", "s2")) {
                await().ignoreExceptions().until(() -> failure("open-hub", LIVETV) == null);
                assertThat(second.commands()).contains("hub open livetv");
                camel.getRouteController().resumeRoute("ended");
                await().until(() -> ends.contains("livetv/livetv lost"));
                lookSeveralTimes(second);
                assertThat(ends).containsExactly("livetv/livetv lost");
            }
        }
    }

    @Test
    void keepsEndsForTheRouteThatReplacesAnother() throws Exception {
        try (FakeVlc vlc = new FakeVlc(run, "livetv", "s1")) {
            ask("open-hub", LIVETV);
            ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            camel.getRouteController().stopRoute("ended");
            vlc.setSource("livetv", "ended");
            camel.getRouteController().startRoute("ended");
            await().until(() -> ends.contains("livetv/livetv ended"));
        }
    }

    @Test
    void knowsNoOtherOperations() {
        assertThatThrownBy(() -> camel.createProducerTemplate().requestBody("vlc:quit", ""))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining("open-hub");
        assertThatThrownBy(() -> camel.getEndpoint("vlc:open-hub").createConsumer(exchange -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsNamesFromOutsideOffTheFileSystem() {
        assertThat(failure("open-hub", with(LIVETV, VlcConstants.INSTANCE, "../livetv")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(failure("open-hub", Map.of(VlcConstants.HUB, "livetv")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(VlcConstants.INSTANCE);
        assertThat(failure("open-source", LIVETV))
                .isInstanceOfAny(VlcNotRunningException.class, IllegalArgumentException.class);
    }

    private static void lookSeveralTimes(FakeVlc vlc) {
        int before = vlc.commandsThatBeginWith("hub list").size();
        await().until(() -> vlc.commandsThatBeginWith("hub list").size() >= before + 3);
    }

    private Exchange ask(String operation, Map<String, Object> headers, Object... more) {
        Map<String, Object> all = with(headers, more);
        Exchange exchange = camel.createProducerTemplate()
                .request("vlc:" + operation, asked -> asked.getMessage().setHeaders(all));
        if (exchange.getException() != null) {
            throw new CamelExecutionException(operation + " failed", exchange, exchange.getException());
        }
        return exchange;
    }

    private @Nullable Throwable failure(String operation, Map<String, Object> headers) {
        try {
            ask(operation, headers);
            return null;
        } catch (CamelExecutionException e) {
            return e.getCause();
        }
    }

    private static Map<String, Object> with(Map<String, Object> headers, Object... more) {
        Map<String, Object> all = new HashMap<>(headers);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }
}
