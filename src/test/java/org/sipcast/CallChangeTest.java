package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What the shipped routes do when a call changes. */
class CallChangeTest extends ShippedRoutes {
    private static final String H264 = "H264/90000\r\na=fmtp:97 packetization-mode=1;profile-level-id=42e01f";

    @Test
    void aHoldPausesAndAResumeGoesOnWhereTheViewerIsThen() throws Exception {
        watch("livetv");

        Exchange held = change("INVITE", OFFER.replace("t=0 0", "t=0 0\r\na=sendonly"));
        Exchange resumed = change("INVITE", OFFER.replace("4000", "5000"));

        assertThat(held.getMessage().getBody(String.class)).contains("m=audio 20002 RTP/AVP 96", "a=inactive");
        assertThat(resumed.getMessage().getBody(String.class))
                .contains("a=sendrecv")
                .doesNotContain("a=inactive");
        assertThat(deeds)
                .containsExactly(
                        "vlc:pause-sink livetv/livetv",
                        "vlc:add-sink livetv/livetv after 1 records",
                        "vlc:resume-sink livetv/livetv");
    }

    @Test
    void aViewerWhoMovesTakesTheSinkAlong() throws Exception {
        watch("demo");

        change("UPDATE", OFFER.replace("127.0.0.1", "127.0.0.9"));
        change("UPDATE", OFFER.replace("127.0.0.1", "127.0.0.9"));

        assertThat(deeds).containsExactly("vlc:add-sink demo/call-1");
    }

    @Test
    void answersToChangesContinueTheSession() throws Exception {
        String first = watch("livetv").getMessage().getBody(String.class);

        String second = change("INVITE", OFFER).getMessage().getBody(String.class);

        assertThat(origin(first)).endsWith(" 1 IN IP4 127.0.0.1");
        assertThat(origin(second)).isEqualTo(origin(first).replace(" 1 IN", " 2 IN"));
    }

    @Test
    void otherCodecsAreAnotherSinkAndWhatTheOldOneSentIsBilled() throws Exception {
        watch("livetv");
        long ssrc = call().videoSsrc();

        Exchange changed = change("INVITE", OFFER.replace("VP8/90000", H264));

        assertThat(changed.getMessage().getBody(String.class)).contains("H264/90000");
        assertThat(deeds)
                .containsExactly("vlc:delete-sink livetv/livetv", "vlc:add-sink livetv/livetv after 1 records");
        assertThat(call().videoSsrc()).isNotEqualTo(ssrc);
        event("bye");
        assertThat(records()).last().asString().contains("\"packets\":14");
    }

    @Test
    void aFilmOnDemandKeepsTheCodecsThatItBeganWith() throws Exception {
        watch("demo");

        Exchange refused = change("INVITE", OFFER.replace("VP8/90000", H264).replace("opus/48000/2", "PCMA/8000"));

        assertRefused(refused, 488);
        assertThat(deeds).isEmpty();
        assertThat(calls().all()).hasSize(1);
    }

    @Test
    void aChangeThatIsRefusedLeavesTheCallAsItWas() throws Exception {
        watch("livetv");
        var before = call();

        assertRefused(change("INVITE", OFFER.replace("VP8", "AV1").replace("opus/48000/2", "G729/8000")), 488);
        assertRefused(change("UPDATE", "hello world"), 400);

        assertThat(call()).usingRecursiveComparison().ignoringFields("usage").isEqualTo(before);
        assertThat(deeds).isEmpty();
    }

    @Test
    void aCallThatBeginsOnHoldIsAddedWhenItResumes() throws Exception {
        invite("demo", OFFER.replace("t=0 0", "t=0 0\r\na=inactive"));
        event("ack");
        assertThat(deeds).noneMatch(deed -> deed.startsWith("vlc:add-sink"));
        deeds.clear();

        change("INVITE", OFFER);

        assertThat(deeds).containsExactly("vlc:add-sink demo/call-1", "vlc:play demo/call-1");
    }

    @Test
    void aChangeWithoutAnOfferGetsOneAndTheAckAnswersIt() throws Exception {
        watch("livetv");
        change("INVITE", OFFER.replace("t=0 0", "t=0 0\r\na=sendonly"));
        deeds.clear();

        Exchange offered = change("INVITE", null);
        change("ACK", OFFER.replace("4000", "5000"));

        assertThat(offered.getMessage().getBody(String.class)).contains("a=sendrecv", " 3 IN IP4");
        assertThat(deeds)
                .containsExactly("vlc:add-sink livetv/livetv after 1 records", "vlc:resume-sink livetv/livetv");
    }

    @Test
    void aChangeThatFailsHalfWayEndsTheCall() throws Exception {
        watch("livetv");
        faults.put("pause-sink", new IllegalStateException("no such sink"));

        Exchange failed = change("INVITE", OFFER.replace("t=0 0", "t=0 0\r\na=sendonly"));

        assertThat(failed.getMessage().getHeader("CamelSipStatus", Integer.class))
                .isEqualTo(500);
        assertThat(calls().all()).isEmpty();
        assertThat(records()).last().asString().contains("SERVER_FAILED");
    }

    @Test
    void aChangeOfACallThatIsOverGets481() throws Exception {
        assertThat(change("UPDATE", OFFER).getMessage().getHeader("CamelSipStatus", Integer.class))
                .isEqualTo(481);
    }

    @Test
    void anAnswerInTheAckThatCannotBeServedEndsTheCall() throws Exception {
        watch("livetv");
        change("INVITE", null);

        change("ACK", OFFER.replace("VP8", "AV1").replace("opus/48000/2", "G729/8000"));

        assertThat(deeds).anyMatch(deed -> deed.startsWith("sip:bye call-1"));
        assertThat(calls().all()).isEmpty();
    }
}
