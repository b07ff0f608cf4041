package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.sipcast.call.Call;
import org.sipcast.call.EndCause;
import org.sipcast.call.ViewerReport;
import org.sipcast.vlc.VlcConstants;
import org.sipcast.vlc.telnet.SinkCounters;
import org.sipcast.vlc.telnet.VlcGoneException;

/** What becomes of calls whose VLC has crashed. */
class RecoveredHubTest extends ShippedRoutes {
    private static final String POSITION = "65000:123456";

    private final List<Map<String, Object>> added = new CopyOnWriteArrayList<>();
    private final List<String> joined = new CopyOnWriteArrayList<>();
    private Runnable onAdding = () -> {};
    private Runnable onSecondOpening = () -> {};

    @Override
    void vlcDoes(String operation, Exchange exchange) throws Exception {
        super.vlcDoes(operation, exchange);
        if (operation.equals("add-sink")) {
            added.add(exchange.getMessage().getHeaders());
            onAdding.run();
        }
        if (operation.equals("open-source")) {
            joined.add(exchange.getMessage().getHeader(VlcConstants.SINK, "none", String.class));
            if (joined.size() == 2) {
                onSecondOpening.run();
            }
        }
    }

    @Test
    void theViewersOfALiveChannelGoOnInAnotherVlc() throws Exception {
        watch("livetv");
        report("call-1");
        Call before = call();
        added.clear();

        ended("livetv", "livetv", "lost", "call-1", "long-over");

        assertThat(deeds)
                .containsExactly(
                        "exec:bin/sipcast-vlc",
                        "vlc:open-hub livetv/livetv",
                        "vlc:open-source livetv/livetv",
                        "vlc:list-sinks livetv/livetv",
                        "vlc:open-source livetv/livetv",
                        "vlc:add-sink livetv/livetv after 1 records");
        assertThat(call().isPlaying()).isTrue();
        assertThat(added).hasSize(1).first().satisfies(headers -> {
            assertThat(headers).containsEntry(VlcConstants.VIDEO_FROM, POSITION);
            assertThat(headers).containsEntry(VlcConstants.AUDIO_FROM, POSITION);
            assertThat(headers).containsEntry(VlcConstants.VIDEO_SSRC, before.videoSsrc());
        });
    }

    @Test
    void aFilmGoesOnWhereItWas() throws Exception {
        watch("demo");

        ended("demo", "call-1", "lost", "call-1");

        assertThat(deeds)
                .containsSubsequence(
                        "vlc:open-source demo/call-1",
                        "vlc:seek demo/call-1",
                        "vlc:add-sink demo/call-1",
                        "vlc:play demo/call-1");
    }

    @Test
    void aStreamOfWhichNothingWasReportedGetsAnotherSsrc() throws Exception {
        watch("livetv");
        long before = call().videoSsrc();
        added.clear();

        ended("livetv", "livetv", "lost", "call-1");

        assertThat(call().videoSsrc()).isNotEqualTo(before);
        assertThat(added).hasSize(1).first().satisfies(headers -> {
            assertThat(headers).containsEntry(VlcConstants.VIDEO_SSRC, call().videoSsrc());
            assertThat(headers.get(VlcConstants.VIDEO_FROM)).isNull();
        });
    }

    @Test
    void whatAnEarlierSinkHasSentIsAddedToWhatTheNextSends() throws Exception {
        watch("livetv");
        report("call-1");
        ended("livetv", "livetv", "lost", "call-1");
        report("call-1");

        assertThat(call().usage().latest().media().get("video")).containsEntry("packets", 20L);
        assertThat(call().usage().latest().milliseconds()).isEqualTo(800);
    }

    @Test
    void aVlcThatDoesNotComeUpEndsItsCallsAfterThreeTriesWithPauses() throws Exception {
        watch("livetv");
        List<Long> startedAt = new CopyOnWriteArrayList<>();
        starts = () -> {
            startedAt.add(System.nanoTime());
            faults.put("open-hub", new VlcGoneException("VLC does not answer"));
        };

        ended("livetv", "livetv", "lost", "call-1");

        assertThat(deeds.stream().filter("exec:bin/sipcast-vlc"::equals)).hasSize(3);
        assertThat(startedAt).hasSize(3);
        for (int next = 1; next < startedAt.size(); next++) {
            assertThat(Duration.ofNanos(startedAt.get(next) - startedAt.get(next - 1)))
                    .isGreaterThan(Duration.ofMillis(400));
        }
        assertThat(deeds).contains("sip:bye call-1 SIP;cause=200;text=\"the source is gone\"");
        assertThat(records()).hasSize(2).last().asString().contains("SOURCE_LOST");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void theSecondTryAddsOnlyThoseWhoAreNotThereYet() throws Exception {
        watch("livetv");
        report("call-1");
        starts = () -> {
            if (deeds.stream().filter("exec:bin/sipcast-vlc"::equals).count() == 1) {
                sinks = Map.of("call-1", SinkCounters.NONE);
                faults.put("open-source", new VlcGoneException("VLC closed the connection"));
            }
        };
        added.clear();

        ended("livetv", "livetv", "lost", "call-1");

        assertThat(added).isEmpty();
        assertThat(call().isPlaying()).isTrue();
    }

    @Test
    void nobodyStartsAVlcForCallsThatAreOver() throws Exception {
        ended("livetv", "livetv", "lost", "call-1");

        assertThat(deeds).isEmpty();
    }

    @Test
    void whoHangsUpMeanwhileIsTakenOutAgain() throws Exception {
        watch("livetv");
        onAdding = () -> calls().end("call-1", EndCause.VIEWER_HUNG_UP, Duration.ZERO);

        ended("livetv", "livetv", "lost", "call-1");

        assertThat(deeds).last().asString().startsWith("vlc:delete-sink livetv/livetv");
    }

    @Test
    void whoHangsUpBeforeHisSinkIsAddedDoesNotStayOnTheListOfTheNewHub() throws Exception {
        watch("livetv");
        joined.clear();
        onSecondOpening = () -> calls().end("call-1", EndCause.VIEWER_HUNG_UP, Duration.ZERO);

        ended("livetv", "livetv", "lost", "call-1");

        assertThat(deeds)
                .endsWith("vlc:open-source livetv/livetv", "vlc:delete-sink livetv/livetv")
                .noneMatch(deed -> deed.startsWith("vlc:add-sink"));
        assertThat(joined).containsExactly("none", "call-1");
    }

    @Test
    void aStreamOfWhichNothingWasReportedGetsAnotherSsrcAndTheOtherGoesOn() throws Exception {
        watch("livetv");
        Call before = call();
        report("call-1", Map.of("audio", POSITION));
        added.clear();

        ended("livetv", "livetv", "lost", "call-1");

        assertThat(call().audioSsrc()).isEqualTo(before.audioSsrc());
        assertThat(call().videoSsrc()).isNotEqualTo(before.videoSsrc());
        assertThat(added).hasSize(1).first().satisfies(headers -> {
            assertThat(headers).containsEntry(VlcConstants.VIDEO_SSRC, call().videoSsrc());
            assertThat(headers.get(VlcConstants.VIDEO_FROM)).isNull();
            assertThat(headers).containsEntry(VlcConstants.AUDIO_FROM, POSITION);
        });
    }

    @Test
    void whoHasNotAcknowledgedYetIsToldOfTheEndOfTheNextSource() throws Exception {
        invite("livetv", OFFER);
        deeds.clear();

        ended("livetv", "livetv", "lost", "call-1");

        assertThat(deeds).last().isEqualTo("vlc:open-source livetv/livetv");
        assertThat(calls().find("call-1")).isNotNull();
    }

    private void report(String call) {
        report(call, Map.of("video", POSITION, "audio", POSITION));
    }

    private void report(String call, Map<String, String> positions) {
        calls().heard(
                        List.of(new ViewerReport(
                                call,
                                Map.of("video", Map.of("packets", 10L, "milliseconds", 400L)),
                                positions,
                                null,
                                null,
                                false)),
                        Duration.ofSeconds(4));
    }
}
