package org.sipcast.vlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.sipcast.channel.Channel.Timeline;
import org.sipcast.vlc.telnet.ReportToken;

class VlcConsumerTest extends ComponentTest {
    @Test
    void reportsTheEndOfASourceOnceForEachTimeItWasOpen() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            fake.setSource("livetv", "ended");
            await().until(() -> camel.ends().contains("livetv/livetv ended"));
            lookSeveralTimes(fake);
            assertThat(camel.ends()).containsExactly("livetv/livetv ended");

            camel.ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            fake.setSource("livetv", "failed");
            await().until(() -> camel.ends().contains("livetv/livetv failed"));
        }
    }

    @Test
    void reportsEachHubOfALostVlcOnceAndNoneThatWasClosed() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask("open-hub", CamelVlc.with(LIVETV, VlcConstants.HUB, "second"));
            camel.ask("open-hub", CamelVlc.with(LIVETV, VlcConstants.HUB, "third"));
            camel.ask("close-hub", CamelVlc.with(LIVETV, VlcConstants.HUB, "third"));
            fake.die();
            await().untilAsserted(() ->
                    assertThat(camel.ends()).containsExactlyInAnyOrder("livetv/livetv lost", "livetv/second lost"));
        }
        try (FakeVlc next = new FakeVlc(run, "livetv", "s2")) {
            camel.ask("open-hub", LIVETV);
            lookSeveralTimes(next);
            assertThat(camel.ends()).hasSize(2);
        }
    }

    @Test
    void aSourceThatIsOpenAndSilentIsClosedAndOver() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            fake.sourcesHaveBeenSilentFor(29_999);
            lookSeveralTimes(fake);
            assertThat(camel.ends()).isEmpty();

            fake.sourcesHaveBeenSilentFor(30_000);
            await().untilAsserted(() -> assertThat(camel.ends()).containsExactly("livetv/livetv silent"));
            lookSeveralTimes(fake);
            assertThat(camel.ends()).hasSize(1);
            assertThat(camel.endedSinks()).containsExactly(Set.of("viewer-1"));
            assertThat(fake.commandsThatBeginWith("source close")).containsExactly("source close livetv");
        }
    }

    @Test
    void aSourceThatIsHeldMayBeSilent() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            fake.openSourcesInto("paused");
            camel.ask("open-hub", LIVETV);
            camel.ask("open-source", LIVETV, VlcConstants.CHANNEL, Channels.of(Timeline.ON_DEMAND, "file:///film.mkv"));
            fake.sourcesHaveBeenSilentFor(3_600_000);
            lookSeveralTimes(fake);
            assertThat(camel.ends()).isEmpty();
        }
    }

    @Test
    void everyHubThatIsOpenedReportsIfReportsAreWanted() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            assertThat(fake.commandsThatBeginWith("hub reports")).isEmpty();

            camel.component().setReportPort(4200);
            camel.component().setReportToken(ReportToken.random());
            camel.ask("open-hub", LIVETV);
            assertThat(fake.commandsThatBeginWith("hub reports"))
                    .singleElement()
                    .asString()
                    .matches("hub reports livetv 127\\.0\\.0\\.1:4200 [0-9a-f]{32} every=2000");
        }
    }

    @Test
    void losesNoHubWhenOnlyTheConnectionBreaks() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            fake.dropConnections();
            lookSeveralTimes(fake);
            assertThat(camel.ends()).isEmpty();
        }
    }

    @Test
    void reportsTheHubsOfAVlcThatWasReplacedUnseen() throws Exception {
        try (FakeVlc first = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.camel().getRouteController().suspendRoute("ended");
            first.die();
            try (FakeVlc second = new FakeVlc(run, "livetv", "s2")) {
                await().ignoreExceptions().until(() -> camel.failure("open-hub", LIVETV) == null);
                // who calls now opens the hub of those who watched before
                assertThat(second.commands()).contains("hub open livetv video=20000 audio=20002");
                camel.camel().getRouteController().resumeRoute("ended");
                await().until(() -> camel.ends().contains("livetv/livetv lost"));
                lookSeveralTimes(second);
                assertThat(camel.ends()).containsExactly("livetv/livetv lost");
            }
        }
    }

    @Test
    void theLossOfAVlcConcernsOnlyTheViewersWhoHadIt() throws Exception {
        try (FakeVlc first = new FakeVlc(run, "livetv", "s1")) {
            watch("viewer-1");
            camel.camel().getRouteController().suspendRoute("ended");
            first.die();
            try (FakeVlc second = new FakeVlc(run, "livetv", "s2")) {
                await().ignoreExceptions().until(() -> camel.failure("open-hub", LIVETV) == null);
                watch("viewer-2");
                camel.camel().getRouteController().resumeRoute("ended");
                await().until(() -> camel.ends().contains("livetv/livetv lost"));
                lookSeveralTimes(second);
                assertThat(camel.endedSinks()).isEqualTo(List.of(Set.of("viewer-1")));
            }
        }
    }

    @Test
    void theLossOfAVlcDoesNotConcernWhoHasJoinedTheNextOne() throws Exception {
        try (FakeVlc first = new FakeVlc(run, "livetv", "s1")) {
            watch("viewer-1");
            watch("viewer-2");
            camel.camel().getRouteController().suspendRoute("ended");
            first.die();
            try (FakeVlc second = new FakeVlc(run, "livetv", "s2")) {
                await().ignoreExceptions().until(() -> camel.failure("open-hub", LIVETV) == null);
                watch("viewer-2");
                camel.camel().getRouteController().resumeRoute("ended");
                await().until(() -> camel.ends().contains("livetv/livetv lost"));
                lookSeveralTimes(second);
                assertThat(camel.endedSinks()).isEqualTo(List.of(Set.of("viewer-1")));
            }
        }
    }

    @Test
    void aFilmIsWhereItIsToGoOnUntilItHasGoneOnThere() throws IOException {
        Duration minute = Duration.ofMinutes(1);
        Map<String, Object> goesOn = CamelVlc.with(LIVETV, VlcConstants.POSITION, minute);
        try (FakeVlc first = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", goesOn);
            lookSeveralTimes(first);
            first.die();
            await().untilAsserted(() -> assertThat(camel.positions()).containsExactly(minute));
        }
        try (FakeVlc second = new FakeVlc(run, "livetv", "s2")) {
            camel.ask("open-hub", goesOn);
            camel.ask("seek", LIVETV, VlcConstants.POSITION, minute.plusSeconds(5));
            second.setPosition(70_000);
            lookSeveralTimes(second);
            second.die();
            await().untilAsserted(() -> assertThat(camel.positions()).containsExactly(minute, Duration.ofSeconds(70)));
        }
    }

    @Test
    void theEndOfASourceConcernsThoseWhoHadThisOpeningOfItOrAnEarlierOne() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            watch("viewer-1");
            watch("viewer-2");
            fake.setSource("livetv", "ended");
            await().until(() -> camel.endedSinks().equals(List.of(Set.of("viewer-1", "viewer-2"))));

            camel.ask("delete-sink", LIVETV, VlcConstants.SINK, "viewer-1");
            watch("viewer-3");
            fake.setSource("livetv", "failed");
            await().until(() -> camel.endedSinks().size() == 2);
            assertThat(camel.endedSinks().get(1)).isEqualTo(Set.of("viewer-2", "viewer-3"));
        }
    }

    @Test
    void aVlcThatWasShutDownIsNotLost() throws IOException {
        try (FakeVlc first = new FakeVlc(run, "livetv", "s1")) {
            watch("viewer-1");
            Exchange shutdown = camel.ask("shutdown", LIVETV);
            assertThat(shutdown.getMessage().getHeader(VlcConstants.STATE)).isEqualTo("ended");
            first.die();
        }
        try (FakeVlc next = new FakeVlc(run, "livetv", "s2")) {
            watch("viewer-2");
            lookSeveralTimes(next);
            assertThat(camel.ends()).isEmpty();
        }
    }

    @Test
    void aVlcThatIsTooBusyToShutDownIsStillWatched() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            watch("viewer-1");
            fake.answer("shutdown", "ERR busy a call comes in\n");
            Exchange shutdown = camel.ask("shutdown", LIVETV);
            assertThat(shutdown.getMessage().getHeader(VlcConstants.STATE)).isEqualTo("running");
            fake.setSource("livetv", "ended");
            await().until(() -> camel.ends().equals(List.of("livetv/livetv ended")));
        }
    }

    private void watch(String viewer) {
        camel.ask("open-hub", LIVETV, VlcConstants.SINK, viewer);
        camel.ask("open-source", LIVETV, VlcConstants.SINK, viewer, VlcConstants.CHANNEL, LIVE);
    }

    @Test
    void keepsEndsForTheRouteThatReplacesAnother() throws Exception {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask("open-source", LIVETV, VlcConstants.CHANNEL, LIVE);
            camel.camel().getRouteController().stopRoute("ended");
            fake.setSource("livetv", "ended");
            camel.camel().getRouteController().startRoute("ended");
            await().until(() -> camel.ends().contains("livetv/livetv ended"));
        }
    }

    @Test
    void givesUpAVlcThatHangsForLongerThanTheLease() throws IOException {
        camel.component().setLease(Duration.ofSeconds(1));
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            fake.answer("hub list", "");
            await().untilAsserted(() -> assertThat(camel.ends()).containsExactly("livetv/livetv lost"));
            assertThat(fake.commandsThatBeginWith("hub list")).hasSizeGreaterThan(1);
        }
    }

    private static void lookSeveralTimes(FakeVlc fake) {
        int before = fake.commandsThatBeginWith("hub list").size();
        await().until(() -> fake.commandsThatBeginWith("hub list").size() >= before + 3);
    }
}
