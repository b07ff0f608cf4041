package org.sipcast.vlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.sipcast.channel.Channel.Timeline;
import org.sipcast.sdp.Codec;

class OpenSourceTest extends ComponentTest {
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
}
