package org.sipcast.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipcast.HandClock;
import org.sipcast.billing.journal.Event;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.EndCause;
import org.sipcast.call.SteadyClock;
import org.sipcast.call.TestCalls;
import org.sipcast.call.ViewerReport;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Direction;

class CallEventsTest {
    private static final Duration SILENCE = Duration.ofSeconds(4);
    private static final Duration TRUST = Duration.ofSeconds(8);

    private final HandClock time = new HandClock();
    private final HandClock wallClock = new HandClock();
    private final SteadyClock clock =
            new SteadyClock(wallClock, () -> ChronoUnit.NANOS.between(Instant.EPOCH, time.instant()));
    private final CallRegistry calls = new CallRegistry(clock, 4);
    private final CallEvents events = new CallEvents(calls, clock, "test-node", "sipcast/1.0.0", TRUST);

    @Test
    void aStartSaysWhoWatchesWhatInWhichCodecs() throws Exception {
        admit();
        pass(Duration.ofMillis(1500));
        Event started = events.started(calls.acknowledge("a", Duration.ZERO));

        assertThat(started.id()).isEqualTo("a/started");
        assertThat(started.data())
                .isEqualTo(
                        "{\"call\":\"a\",\"sipCallId\":\"a@wire\",\"channel\":\"demo\",\"called\":\"sip:demo@example.org\","
                                + "\"caller\":\"sip:viewer@example.org\",\"identity\":\"sip:+4312345@example.org\","
                                + "\"codecs\":{\"video\":\"VP8\",\"audio\":\"opus\"},\"answeredAt\":\"2026-01-01T00:00:01.500Z\","
                                + "\"lastProofOfLifeAt\":\"2026-01-01T00:00:01.500Z\",\"node\":\"test-node\",\"software\":\"sipcast/1.0.0\"}");
    }

    @Test
    void whoHangsUpPaysForTheMediaThatTheHubCounted() throws Exception {
        play();
        pass(12);
        report(11_000, 11_500, Duration.ofMillis(11_920), Duration.ofSeconds(3));
        JsonNode stopped = stop(EndCause.VIEWER_HUNG_UP, sent(11_700, 11_900));

        assertThat(stopped.path("billableMilliseconds").asLong()).isEqualTo(11_900);
        assertThat(stopped.path("firstPacketAt").asText()).isEqualTo("2026-01-01T00:00:00.080Z");
        assertThat(stopped.path("timeToFirstPacketMilliseconds").asLong()).isEqualTo(80);
        assertThat(stopped.path("lastProofOfLifeAt").asText()).isEqualTo("2026-01-01T00:00:12.000Z");
        assertThat(stopped.path("endedAt").asText()).isEqualTo("2026-01-01T00:00:12.000Z");
        assertThat(stopped.path("endedBy").asText()).isEqualTo("viewer");
        assertThat(stopped.path("cause").asText()).isEqualTo("VIEWER_HUNG_UP");
        assertThat(stopped.path("incomplete").asBoolean(true)).isFalse();
        assertThat(stopped.at("/sent/video").toString())
                .isEqualTo("{\"packets\":200,\"octets\":9,\"milliseconds\":11700,\"drops\":0}");
        assertThat(stopped.at("/received/video").toString())
                .isEqualTo("{\"lossPercent\":0.5,\"jitterMilliseconds\":2}");
    }

    @Test
    void noPictureThatIsSentFasterThanItPlaysIsPaidFor() throws Exception {
        play();
        pass(1);
        assertThat(stop(EndCause.SOURCE_LOST, sent(3000, 1000))
                        .path("billableMilliseconds")
                        .asLong())
                .isEqualTo(1000);
    }

    @Test
    void whatWasSentAfterTheLastProofOfLifeOfALostViewerIsNotPaidFor() throws Exception {
        play();
        pass(2);
        report(2000, 2000, null, Duration.ofMillis(100));
        pass(2);
        report(4000, 4000, null, Duration.ofMillis(500));
        for (int silent = 0; silent < 10; silent++) {
            pass(2);
            report(6000 + silent * 2000L, 6000 + silent * 2000L, null, Duration.ofMillis(2500 + silent * 2000L));
        }
        JsonNode stopped = stop(EndCause.VIEWER_LOST, sent(25_000, 25_000));

        assertThat(stopped.path("lastProofOfLifeAt").asText()).isEqualTo("2026-01-01T00:00:03.500Z");
        assertThat(stopped.path("billableMilliseconds").asLong()).isEqualTo(2000);
        assertThat(stopped.path("endedBy").asText()).isEqualTo("viewer");
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE_LOST", "SOURCE_ENDED", "SERVER_STOPPED", "VIEWER_LOST"})
    void whoeverEndsTheCallWhatIsSentToAViewerWhoMayBeGoneIsNotPaidFor(EndCause cause) throws Exception {
        play();
        pass(10);
        report(10_000, 10_000, null, Duration.ZERO);
        pass(2);
        report(12_000, 12_000, null, Duration.ofSeconds(2));
        pass(28);
        JsonNode stopped = stop(cause, sent(40_000, 40_000));

        assertThat(stopped.path("billableMilliseconds").asLong()).isLessThanOrEqualTo(10_000);
        assertThat(stopped.path("endedAt").asText()).isEqualTo("2026-01-01T00:00:40.000Z");
    }

    @Test
    void aViewerOfWhomNothingWasEverHeardPaysOnlyIfHeHangsUp() throws Exception {
        play();
        pass(3600);
        assertThat(stop(EndCause.SERVER_STOPPED, sent(3_600_000, 3_600_000))
                        .path("billableMilliseconds")
                        .asLong())
                .isZero();
    }

    @Test
    void pictureAndSoundThatTakeTurnsAreBothPaidFor() throws Exception {
        play();
        pass(60);
        calls.replaceSink("a", sent(60_000, 0));
        pass(60);
        assertThat(stop(EndCause.VIEWER_HUNG_UP, sent(0, 60_000))
                        .path("billableMilliseconds")
                        .asLong())
                .isEqualTo(120_000);
    }

    @Test
    void aReportOfASinkThatWasReplacedComesTooLate() throws Exception {
        play();
        pass(10);
        calls.replaceSink("a", sent(10_000, 10_000));
        report(9_900, 9_900, Duration.ofSeconds(10), Duration.ZERO);
        calls.seen("a");
        pass(5);
        assertThat(stop(EndCause.SOURCE_LOST, Map.of())
                        .path("billableMilliseconds")
                        .asLong())
                .isEqualTo(10_000);
    }

    @Test
    void timeOnHoldIsNeverPaidForWhateverTheHubHasCounted() throws Exception {
        play();
        pass(10);
        calls.change("a", TestCalls.media(Codec.VP8, Codec.OPUS, Direction.INACTIVE));
        pass(30);
        assertThat(stop(EndCause.VIEWER_HUNG_UP, sent(14_000, 12_000))
                        .path("billableMilliseconds")
                        .asLong())
                .isEqualTo(10_000);
    }

    @Test
    void aViewerWhoAnswersIsThere() throws Exception {
        play();
        pass(2);
        report(2000, 2000, null, null);
        pass(1);
        calls.seen("a");
        pass(10);
        report(12_000, 12_000, null, null);
        JsonNode stopped = stop(EndCause.VIEWER_LOST, null);

        assertThat(stopped.path("billableMilliseconds").asLong()).isEqualTo(2000);
        assertThat(stopped.path("lastProofOfLifeAt").asText()).isEqualTo("2026-01-01T00:00:03.000Z");
    }

    @Test
    void whereTheVlcIsGoneTheLastReportCounts() throws Exception {
        play();
        pass(4);
        report(3900, 3800, null, Duration.ZERO);
        pass(1);

        assertThat(stop(EndCause.SOURCE_LOST, Map.of())
                        .path("billableMilliseconds")
                        .asLong())
                .isEqualTo(3900);
    }

    @Test
    void sinksThatFollowEachOtherAreAddedUp() throws Exception {
        play();
        pass(10);
        calls.replaceSink("a", sent(9_000, 9_500));
        pass(5);
        assertThat(stop(EndCause.VIEWER_HUNG_UP, sent(4_000, 4_800))
                        .path("billableMilliseconds")
                        .asLong())
                .isEqualTo(14_300);
    }

    @Test
    void pausesAreCounted() throws Exception {
        play();
        pass(10);
        calls.change("a", TestCalls.media(Codec.VP8, Codec.OPUS, Direction.INACTIVE));
        pass(5);
        calls.change("a", TestCalls.media(Codec.VP8, Codec.OPUS));
        pass(1);
        JsonNode stopped = stop(EndCause.VIEWER_HUNG_UP, sent(11_000, 11_000));

        assertThat(stopped.path("pauses").toString()).isEqualTo("{\"count\":1,\"milliseconds\":5000}");
        assertThat(stopped.path("billableMilliseconds").asLong()).isEqualTo(11_000);
    }

    @Test
    void aClockThatIsSetBackOrForwardChangesNothingThatIsPaidFor() throws Exception {
        play();
        pass(2);
        report(2000, 2000, null, Duration.ZERO);
        wallClock.pass(Duration.ofHours(-1));
        pass(2);
        calls.change("a", TestCalls.media(Codec.VP8, Codec.OPUS, Direction.INACTIVE));
        wallClock.pass(Duration.ofHours(3));
        pass(3);
        calls.change("a", TestCalls.media(Codec.VP8, Codec.OPUS));
        pass(1);
        JsonNode stopped = stop(EndCause.VIEWER_HUNG_UP, sent(5000, 5000));

        assertThat(stopped.path("billableMilliseconds").asLong()).isEqualTo(5000);
        assertThat(stopped.path("pauses").toString()).isEqualTo("{\"count\":1,\"milliseconds\":3000}");
    }

    @Test
    void eachTimeIsWhatTheClockOnTheWallShowedThen() throws Exception {
        wallClock.pass(Duration.ofDays(365));
        play();
        pass(2);
        report(2000, 1900, Duration.ofMillis(1900), Duration.ZERO);
        wallClock.pass(Duration.ofHours(-1));
        pass(2);
        JsonNode stopped = stop(EndCause.VIEWER_HUNG_UP, sent(4000, 4000));

        assertThat(stopped.path("answeredAt").asText()).isEqualTo("2027-01-01T00:00:00.000Z");
        assertThat(stopped.path("firstPacketAt").asText()).isEqualTo("2027-01-01T00:00:00.100Z");
        assertThat(stopped.path("endedAt").asText()).isEqualTo("2026-12-31T23:00:04.000Z");
        assertThat(stopped.path("timeToFirstPacketMilliseconds").asLong()).isEqualTo(100);
    }

    @Test
    void anInterimRecordSaysWhatIsOwedForSure() throws Exception {
        play();
        pass(2);
        report(2000, 2000, null, Duration.ofMillis(100));
        pass(2);
        report(4000, 4000, null, Duration.ofMillis(100));
        assertThat(events.interims()).extracting(Event::id).containsExactly("a/interim/1");
        Event second = events.interims().get(0);

        assertThat(second.id()).isEqualTo("a/interim/2");
        JsonNode data = json(second);
        assertThat(data.path("billableMilliseconds").asLong()).isEqualTo(2000);
        assertThat(data.has("endedAt")).isFalse();
    }

    @Test
    void aCallThatNeverPlayedHasNoRecord() {
        Call offered = admit();
        Call cancelled = Objects.requireNonNull(calls.end("a", EndCause.CANCELLED, Duration.ZERO));

        assertThat(events.interims()).isEmpty();
        assertThatThrownBy(() -> events.started(offered)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> events.stopped(cancelled, null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatCallersChooseIsCutToAThousandCharactersAndNeverWithinOne() throws Exception {
        String longest = "s".repeat(1023);
        calls.admit(
                "a",
                longest + "ab",
                longest + "\ud83d\ude00",
                "i".repeat(16_000),
                longest + "a",
                TestCalls.onDemand("demo", 5),
                TestCalls.media(Codec.VP8, Codec.OPUS));
        JsonNode started = json(events.started(calls.acknowledge("a", Duration.ZERO)));

        assertThat(started.path("sipCallId").asText()).isEqualTo(longest + "a");
        assertThat(started.path("caller").asText()).isEqualTo(longest);
        assertThat(started.path("identity").asText()).isEqualTo("i".repeat(1024));
        assertThat(started.path("called").asText()).isEqualTo(longest + "a");
    }

    private JsonNode stop(EndCause cause, @Nullable Map<String, Map<String, Long>> last) throws Exception {
        Event stopped = events.stopped(Objects.requireNonNull(calls.end("a", cause, Duration.ZERO)), last);
        assertThat(stopped.id()).isEqualTo("a/stopped");
        return json(stopped);
    }

    private static JsonNode json(Event event) throws Exception {
        return new ObjectMapper().readTree(event.data());
    }

    private void report(long video, long audio, @Nullable Duration firstPacketAge, @Nullable Duration rtcpAge) {
        calls.heard(
                List.of(new ViewerReport("a", sent(video, audio), Map.of(), firstPacketAge, rtcpAge, false)), SILENCE);
    }

    private static Map<String, Map<String, Long>> sent(long video, long audio) {
        return Map.of(
                "video",
                Map.of("packets", 200L, "octets", 9L, "milliseconds", video, "lost", 1L, "jitterMilliseconds", 2L),
                "audio",
                Map.of("packets", 100L, "octets", 8L, "milliseconds", audio));
    }

    private void pass(int seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    private void pass(Duration passed) {
        time.pass(passed);
        wallClock.pass(passed);
    }

    private void play() {
        admit();
        calls.play(calls.acknowledge("a", Duration.ZERO));
    }

    private Call admit() {
        return calls.admit(
                "a",
                "a@wire",
                "sip:viewer@example.org",
                "sip:+4312345@example.org",
                "sip:demo@example.org",
                TestCalls.onDemand("demo", 5),
                TestCalls.media(Codec.VP8, Codec.OPUS));
    }
}
