package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.sipcast.call.Call;
import org.sipcast.call.NotAllowedException;
import org.sipcast.vlc.SourceUnavailableException;
import org.sipcast.vlc.VlcConstants;
import org.sipcast.vlc.telnet.VlcGoneException;

class RoutesTest extends ShippedRoutes {
    @Test
    void aCallIsAnsweredOnceItsSourceIsOpen() throws Exception {
        Exchange invite = invite("livetv", OFFER);

        assertThat(invite.getMessage().getHeader("CamelSipStatus")).isNull();
        assertThat(invite.getMessage().getBody(String.class))
                .contains("m=audio 20002 RTP/AVP 96", "m=video 20000 RTP/AVP 97", "c=IN IP4 127.0.0.1");
        assertThat(deeds).containsExactly("vlc:open-hub livetv/livetv", "vlc:open-source livetv/livetv");
    }

    @Test
    void aVlcThatDoesNotRunIsStartedOnce() throws Exception {
        faults.put("open-hub", new VlcGoneException("VLC does not run"));

        Exchange invite = invite("livetv", OFFER);

        assertThat(invite.getMessage().getBody(String.class)).contains("m=video 20000");
        assertThat(deeds)
                .containsExactly(
                        "vlc:open-hub livetv/livetv",
                        "exec:bin/sipcast-vlc",
                        "vlc:open-hub livetv/livetv",
                        "vlc:open-source livetv/livetv");
    }

    @Test
    void onDemandACallHasAHubOfItsOwnThatPlaysFromTheAck() throws Exception {
        invite("demo", OFFER);
        event("ack");
        event("bye");

        assertThat(deeds)
                .containsExactly(
                        "vlc:open-hub demo/call-1",
                        "vlc:open-source demo/call-1",
                        "vlc:add-sink demo/call-1",
                        "vlc:play demo/call-1",
                        "vlc:delete-sink demo/call-1",
                        "vlc:close-hub demo/call-1");
    }

    @Test
    void theStartIsOnDiskBeforeTheMediaBegins() throws Exception {
        invite("livetv", OFFER);
        event("ack");

        assertThat(records())
                .hasSize(1)
                .first()
                .asString()
                .contains("org.sipcast.call.started.v1", "\"call\":\"call-1\"");
        assertThat(deeds).last().isEqualTo("vlc:add-sink livetv/livetv after 1 records");
    }

    @Test
    void theEndOfACallIsRecordedOnceWhoeverEndsIt() throws Exception {
        invite("livetv", OFFER);
        event("ack");
        event("bye");
        ended("livetv", "livetv", "ended", "call-1");

        assertThat(records()).hasSize(2).last().asString().contains("org.sipcast.call.stopped.v1", "VIEWER_HUNG_UP");
        assertThat(deeds).noneMatch(deed -> deed.startsWith("sip:bye"));
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void theEndOfAFilmHangsUp() throws Exception {
        invite("demo", OFFER);
        event("ack");
        ended("demo", "call-1", "ended", "call-1");

        assertThat(deeds).contains("sip:bye call-1 SIP;cause=200;text=\"the film is over\"");
        assertThat(records()).last().asString().contains("SOURCE_ENDED");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void aStopRecordIsWrittenEvenIfTheVlcIsGone() throws Exception {
        invite("livetv", OFFER);
        event("ack");
        starts = () -> {
            faults.put("open-hub", new VlcGoneException("VLC does not answer"));
            faults.put("delete-sink", new VlcGoneException("VLC does not answer"));
        };
        ended("livetv", "livetv", "lost", "call-1");

        assertThat(records()).last().asString().contains("org.sipcast.call.stopped.v1", "SOURCE_LOST");
    }

    @Test
    void aLiveChannelWhoseSourceEndsHasLostItAndIsNoFilmThatIsOver() throws Exception {
        invite("livetv", OFFER);
        event("ack");
        ended("livetv", "livetv", "ended", "call-1");

        assertThat(deeds).contains("sip:bye call-1 SIP;cause=200;text=\"the source is gone\"");
        assertThat(records()).last().asString().contains("SOURCE_LOST");
    }

    @Test
    void aSilentSourceIsNamedAsTheCause() throws Exception {
        invite("livetv", OFFER);
        event("ack");
        ended("livetv", "livetv", "silent", "call-1");

        assertThat(deeds).contains("sip:bye call-1 SIP;cause=200;text=\"the source is silent\"");
        assertThat(records()).last().asString().contains("SOURCE_SILENT");
    }

    @Test
    void aViewerWhomTheStackHasLostIsToldFromOneWhoNeverAcknowledged() throws Exception {
        invite("livetv", OFFER);
        event("ack");
        Exchange lost = exchange("BYE", "call-1");
        lost.getMessage().setHeader("CamelSipOrigin", "local");
        lost.getMessage().setHeader("CamelSipReason", "the session was not refreshed");
        sip.deliver("bye", lost);

        assertThat(records()).last().asString().contains("VIEWER_LOST");
    }

    @Test
    void aCallThatPlayedEndsOnRecordIfAChangeOfItIsNotAcknowledged() throws Exception {
        watch("livetv");
        Exchange silent = exchange("BYE", "call-1");
        silent.getMessage().setHeader("CamelSipOrigin", "local");
        silent.getMessage().setHeader("CamelSipReason", "no ACK");
        sip.deliver("bye", silent);

        assertThat(records()).hasSize(2).last().asString().contains("NOT_ACKNOWLEDGED");
    }

    @Test
    void aCancelledCallLeavesNoRecordAndNoHub() throws Exception {
        invite("demo", OFFER);
        event("cancel");

        assertThat(records()).isEmpty();
        assertThat(deeds).contains("vlc:close-hub demo/call-1");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void anUnknownChannelIsNotFound() throws Exception {
        assertRefused(invite("nothing", OFFER), 404);
    }

    @Test
    void anOfferWithoutACommonCodecIsNotAcceptableAndSaysWhy() throws Exception {
        Exchange invite = invite("livetv", OFFER.replace("VP8", "AV1").replace("opus/48000/2", "G729/8000"));

        assertRefused(invite, 488);
        assertThat(invite.getMessage().getHeader("CamelSipWarning", String.class))
                .contains("G729", "VP8");
    }

    @Test
    void aCallerWithoutPictureIsToldWhyInTheAnswer() throws Exception {
        Exchange invite = invite("livetv", OFFER.replace("VP8", "AV1"));

        assertThat(invite.getMessage().getBody(String.class)).contains("m=video 0 RTP/AVP 97");
        assertThat(invite.getMessage().getHeader("CamelSipStatus")).isNull();
        assertThat(invite.getMessage().getHeader("CamelSipWarning"))
                .isEqualTo("No video: this channel has video VP8, H264. Offered: video AV1/90000.");
        assertThat(invite("call-2", "livetv", OFFER).getMessage().getHeader("CamelSipWarning"))
                .isNull();
    }

    @Test
    void anOfferFromTheOtherIpVersionIsNotAcceptable() throws Exception {
        Exchange invite = invite("livetv", OFFER.replace("c=IN IP4 127.0.0.1", "c=IN IP6 ::1"));

        assertRefused(invite, 488);
        assertThat(invite.getMessage().getHeader("CamelSipWarning", String.class))
                .contains("IPv4 addresses only");
    }

    @Test
    void aBrokenOfferIsABadRequest() throws Exception {
        assertRefused(invite("livetv", "hello world"), 400);
    }

    @Test
    void aSourceThatCannotBeOpenedIsUnavailableForAWhile() throws Exception {
        faults.put("open-source", new SourceUnavailableException("Live TV", "its source cannot be opened"));

        Exchange invite = invite("livetv", OFFER);

        assertRefused(invite, 480);
        assertThat(invite.getMessage().getHeader("CamelSipRetryAfter", Integer.class))
                .isEqualTo(30);
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void aCallerWhoMayNotWatchIsForbiddenAndToldWhy() throws Exception {
        faults.put("open-hub", new NotAllowedException("Only for subscribers"));

        Exchange invite = invite("livetv", OFFER);

        assertRefused(invite, 403);
        assertThat(invite.getMessage().getHeader("CamelSipWarning")).isEqualTo("Only for subscribers");
    }

    @Test
    void whatIsWrongWithAVlcIsNotForCallers() throws Exception {
        VlcGoneException gone = new VlcGoneException("nothing answers on port 4212");
        faults.put("open-source", gone);
        starts = () -> faults.put("open-source", gone);

        Exchange invite = invite("livetv", OFFER);

        assertRefused(invite, 480);
        assertThat(invite.getMessage().getHeader("CamelSipWarning"))
                .isEqualTo("The channel's transcoder does not answer");
    }

    @Test
    void aFullChannelIsBusy() throws Exception {
        for (int i = 1; i <= 100; i++) {
            invite("call-" + i, "livetv", OFFER);
        }
        assertRefused(invite("one-too-many", "livetv", OFFER), 486);
        assertThat(calls().all()).hasSize(100);
    }

    @Test
    void aCallWhoseStartCannotBeRecordedIsHungUpOnWithoutMedia() throws Exception {
        invite("livetv", OFFER);
        breakJournal();
        event("ack");

        assertThat(deeds).noneMatch(deed -> deed.startsWith("vlc:add-sink"));
        assertThat(deeds).contains("sip:bye call-1 SIP;cause=200;text=\"the server had a failure\"");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void whileNothingCanBeRecordedNobodyIsLetInAndThoseWhoWatchGoOn() throws Exception {
        watch("livetv");
        invite("call-2", "livetv", OFFER);
        breakJournal();
        sip.deliver("ack", exchange("ACK", "call-2"));

        Exchange refused = invite("call-3", "livetv", OFFER);
        assertRefused(refused, 503);
        assertThat(refused.getMessage().getHeader("CamelSipRetryAfter", Integer.class))
                .isEqualTo(5);
        assertThat(calls().all()).hasSize(1);
        event("bye");
        assertThat(calls().all()).isEmpty();

        mendJournal();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        invite("call-4", "livetv", OFFER).getMessage().getHeader("CamelSipStatus"))
                .isNull());
        assertThat(records()).hasSize(2).last().asString().contains("call-1/stopped", "VIEWER_HUNG_UP");
    }

    @Test
    void everybodyIsHungUpOnWhenTheApplicationStops() throws Exception {
        invite("call-1", "livetv", OFFER);
        invite("call-2", "livetv", OFFER);
        template.sendBody("direct:stop-calls", "");

        assertThat(deeds)
                .contains(
                        "sip:bye call-1 SIP;cause=200;text=\"the server is being stopped\"",
                        "sip:bye call-2 SIP;cause=200;text=\"the server is being stopped\"");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void theLossOfAVlcSparesThoseWhoCameAfterIt() throws Exception {
        invite("call-1", "livetv", OFFER);
        invite("call-2", "livetv", OFFER);
        starts = () -> faults.put("open-hub", new VlcGoneException("VLC does not answer"));
        ended("livetv", "livetv", "lost", "call-1", "long-over");

        assertThat(calls().all()).extracting(Call::id).containsExactly("call-2");
    }

    @Test
    void aCallWhoseSinkIsGoneIsHungUpOn() throws Exception {
        invite("call-1", "livetv", OFFER);
        invite("call-2", "livetv", OFFER);
        event("ack");
        comparison =
                exchange -> exchange.getMessage().setBody(exchange.getMessage().getHeader(VlcConstants.DUE_SINKS));

        await().untilAsserted(
                        () -> assertThat(records()).hasSize(2).last().asString().contains("SOURCE_LOST"));
        assertThat(deeds).contains("sip:bye call-1 SIP;cause=200;text=\"the source is gone\"");
        assertThat(calls().all()).extracting(Call::id).containsExactly("call-2");
    }

    @Test
    void aHubOnDemandIsClosedEvenIfItsSinkCannotBeDeleted() throws Exception {
        invite("demo", OFFER);
        event("ack");
        faults.put("delete-sink", new VlcGoneException("VLC is busy"));
        faults.put("close-hub", new VlcGoneException("VLC is busy"));
        event("bye");

        assertThat(deeds).last().isEqualTo("vlc:close-hub demo/call-1");
        assertThat(records()).hasSize(2);
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void aVlcThatHangsCostsNoOtherItsLease() throws Exception {
        invite("call-1", "demo", OFFER);
        invite("call-2", "livetv", OFFER);
        AtomicInteger renewals = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        renewal = exchange -> {
            if (exchange.getMessage().getHeader(VlcConstants.INSTANCE).equals("demo")) {
                end.await();
            } else {
                renewals.incrementAndGet();
            }
        };
        try {
            await().until(() -> renewals.get() >= 2);
        } finally {
            end.countDown();
        }
    }

    @Test
    void theRecordSaysWhoCalledByTheWordOfThePlatform() throws Exception {
        Exchange exchange = exchange("INVITE", "call-1");
        exchange.getMessage().setHeader("CamelSipUser", "livetv");
        exchange.getMessage().setHeader("CamelSipIdentity", "sip:+4312345@example.org");
        exchange.getMessage().setBody(OFFER);
        sip.deliver("invite", exchange);
        event("ack");

        assertThat(records()).first().asString().contains("\"identity\":\"sip:+4312345@example.org\"");
    }
}
