package org.sipcast.vlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Direction;
import org.sipcast.sdp.NegotiatedStream;

class ReconcileTest {
    private static final NegotiatedStream SOUND =
            new NegotiatedStream(Codec.PCMA, 8, "192.0.2.7", 5004, 5005, false, Direction.SENDONLY);

    private final CamelVlc camel;
    private final FakeVlc fake;

    ReconcileTest(@TempDir Path run) throws Exception {
        camel = new CamelVlc(run, Duration.ofMillis(500));
        fake = new FakeVlc(run, "livetv", "s1");
    }

    @BeforeEach
    void twoViewers() {
        camel.ask("open-hub", names("livetv", "viewer-1"));
        addSink("viewer-1");
        addSink("viewer-2");
    }

    @AfterEach
    void stop() throws IOException {
        camel.close();
        fake.close();
    }

    @Test
    void leavesWhatCallsOwn() {
        reconcile(Set.of("viewer-1", "viewer-2"));
        assertThat(reconcile(Set.of("viewer-1", "viewer-2"))).isEqualTo(List.of());
        assertThat(fake.commandsThatBeginWith("sink del")).isEmpty();
        assertThat(fake.commandsThatBeginWith("hub close")).isEmpty();
    }

    @Test
    void deletesASinkWithoutACallWhenItIsFoundTwice() {
        reconcile(Set.of("viewer-1"));
        assertThat(fake.commandsThatBeginWith("sink del")).isEmpty();
        reconcile(Set.of("viewer-1"));
        assertThat(fake.commandsThatBeginWith("sink del")).containsExactly("sink del livetv viewer-2");
    }

    @Test
    void leavesASinkWhoseCallWasJustNotThereYet() {
        reconcile(Set.of("viewer-1"));
        reconcile(Set.of("viewer-1", "viewer-2"));
        reconcile(Set.of("viewer-1"));
        assertThat(fake.commandsThatBeginWith("sink del")).isEmpty();
    }

    @Test
    void closesAHubOnDemandWithoutACallAndKeepsTheOneOfTheLiveChannel() {
        camel.ask("open-hub", names("film-1", "film-1"));
        reconcile(Set.of());
        reconcile(Set.of());
        assertThat(fake.commandsThatBeginWith("hub close")).containsExactly("hub close film-1");
        assertThat(camel.ends()).isEmpty();
    }

    @Test
    void namesTheSinksThatAreDueAndMissingTwice() {
        fake.dropSinks("livetv");
        addSink("viewer-2");
        assertThat(reconcile(Set.of("viewer-1", "viewer-2"))).isEqualTo(List.of());
        assertThat(reconcile(Set.of("viewer-1", "viewer-2"))).isEqualTo(List.of("viewer-1"));
    }

    @Test
    void missesNoSinkThatIsBackTheNextTime() {
        fake.dropSinks("livetv");
        reconcile(Set.of("viewer-1"));
        addSink("viewer-1");
        assertThat(reconcile(Set.of("viewer-1"))).isEqualTo(List.of());
    }

    @Test
    void missesAllDueSinksWhereVlcDoesNotRun() throws IOException {
        fake.die();
        // the round that meets the closing connection may still take it for silence
        await().pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(reconcile(Set.of("viewer-1"))).isEqualTo(List.of("viewer-1")));
    }

    @Test
    void missesNothingWhereVlcDoesNotAnswer() throws IOException {
        fake.dropSinks("livetv");
        fake.answer("hub list", "");
        assertThat(reconcile(Set.of("viewer-1"))).isEqualTo(List.of());
    }

    private Object reconcile(Set<String> sinks) {
        return camel.ask(
                        "reconcile",
                        Map.of(
                                VlcConstants.INSTANCE,
                                "livetv",
                                VlcConstants.HUBS,
                                sinks.isEmpty() ? Set.of() : Set.of("livetv"),
                                VlcConstants.SINKS,
                                sinks,
                                VlcConstants.DUE_SINKS,
                                sinks))
                .getMessage()
                .getBody();
    }

    private void addSink(String sink) {
        camel.ask("add-sink", names("livetv", sink), VlcConstants.AUDIO, SOUND, VlcConstants.AUDIO_SSRC, 1);
    }

    private static Map<String, Object> names(String hub, String sink) {
        return Map.of(VlcConstants.INSTANCE, "livetv", VlcConstants.HUB, hub, VlcConstants.SINK, sink);
    }
}
