package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.sdp.Encode;

/** What the shipped routes do with who calls without an offer: ours is in the 200, and the answer to it in the ACK. */
class LateOfferTest extends ShippedRoutes {
    private static final String ANSWER =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 4000 RTP/AVP 111
            a=rtpmap:111 opus/48000/2
            a=recvonly
            m=video 4002 RTP/AVP 96
            a=rtpmap:96 VP8/90000
            a=recvonly
            """
                    .replace("\n", "\r\n");

    private void acknowledge(@Nullable String answer) throws Exception {
        Exchange ack = exchange("ACK", "call-1");
        ack.getMessage().setHeader("CamelSipEvent", "ACK");
        ack.getMessage().setBody(answer);
        sip.deliver("ack", ack);
    }

    @ParameterizedTest
    @ValueSource(strings = {"livetv", "demo"})
    void theOfferHasOneCodecOfEachMediumAndItsAnswerBeginsTheCall(String channel) throws Exception {
        String offer = invite(channel, null).getMessage().getBody(String.class);
        assertThat(offer)
                .contains("m=audio 20002 RTP/AVP 111\r\n", "m=video 20000 RTP/AVP 96\r\n", "a=sendrecv\r\n")
                .doesNotContain("a=inactive");
        assertThat(call().video()).isNull();

        acknowledge(ANSWER);

        assertThat(call().media().encodes()).containsExactly(Encode.VP8, Encode.OPUS);
        assertThat(call().media().video().orElseThrow().port()).isEqualTo(4002);
        assertThat(records()).singleElement().asString().contains("\"codecs\":{\"video\":\"VP8\",\"audio\":\"opus\"}");
        assertThat(deeds).anyMatch(deed -> deed.startsWith("vlc:add-sink " + channel));
    }

    @Test
    void whatTheAnswerDeclinesIsNotSent() throws Exception {
        invite("livetv", null);

        acknowledge(ANSWER.replace("m=video 4002", "m=video 0"));

        assertThat(call().media().encodes()).containsExactly(Encode.OPUS);
        assertThat(calls().encodesInUse()).isOne();
        assertThat(records()).singleElement().asString().contains("\"codecs\":{\"audio\":\"opus\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIP;cause=488;text=\"The ACK has no SDP to answer our offer\"|",
                "SIP;cause=400;text=\"SDP line 1: expected one of|hello world",
                "SIP;cause=488;text=\"The answer has 1 m-lines, our offer 2\"|v=0/o=- 1 1 IN IP4 127.0.0.1/c=IN IP4 127.0.0.1/t=0 0/m=audio 4000 RTP/AVP 111",
                "SIP;cause=488;text=\"The answer to our offer takes nothing of it\"|v=0/o=- 1 1 IN IP4 127.0.0.1/t=0 0/m=audio 0 RTP/AVP 111/m=video 0 RTP/AVP 96",
                "SIP;cause=488;text=\"The answer has 'video' where our offer has audio\"|v=0/o=- 1 1 IN IP4 127.0.0.1/c=IN IP4 127.0.0.1/t=0 0/m=video 4000 RTP/AVP 96/m=audio 4002 RTP/AVP 111",
                "SIP;cause=488;text=\"This channel has video VP8; audio opus. Offered: audio PCMA/8000|v=0/o=- 1 1 IN IP4 127.0.0.1/c=IN IP4 127.0.0.1/t=0 0/m=audio 4000 RTP/AVP 8/m=video 0 RTP/AVP 96"
            })
    void anImpossibleAnswerEndsTheCallBeforeItBegins(String expected) throws Exception {
        String[] reasonAndAnswer = expected.split("\\|", 2);
        invite("demo", null);
        String answer = reasonAndAnswer[1]
                .replace("/o=", "\r\no=")
                .replace("/c=", "\r\nc=")
                .replace("/t=", "\r\nt=")
                .replace("/m=", "\r\nm=");

        acknowledge(answer.isEmpty() ? null : answer);

        assertThat(deeds).anyMatch(deed -> deed.startsWith("sip:bye call-1 " + reasonAndAnswer[0]));
        assertThat(deeds).noneMatch(deed -> deed.startsWith("vlc:add-sink"));
        assertThat(deeds).contains("vlc:close-hub demo/call-1");
        assertThat(records()).isEmpty();
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void anAnswerOnHoldBeginsTheCallWithoutMediaUntilItResumes() throws Exception {
        invite("livetv", null);

        acknowledge(ANSWER.replace("recvonly", "inactive"));
        assertThat(deeds).noneMatch(deed -> deed.startsWith("vlc:add-sink"));
        change("INVITE", ANSWER.replace("recvonly", "sendrecv"));

        assertThat(deeds).last().asString().startsWith("vlc:add-sink livetv/livetv");
    }

    @Test
    void aCallThatIsCancelledMeanwhileLeavesNothing() throws Exception {
        invite("demo", null);

        event("cancel");

        assertThat(calls().all()).isEmpty();
        assertThat(calls().encodesInUse()).isZero();
    }
}
