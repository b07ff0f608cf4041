package org.sipcast.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker has to find what it is there for. */
class AnswerRulesTest {
    private static final String OFFER =
            """
            v=0
            o=- 1 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            a=recvonly
            m=video 4000 RTP/AVPF 96
            a=mid:v
            a=rtpmap:96 H264/90000
            a=fmtp:96 profile-level-id=42e01f;packetization-mode=1
            a=rtcp-fb:* nack pli
            a=maxptime:20
            m=audio 0 RTP/AVP 8
            """;
    private static final String ANSWER =
            """
            v=0
            o=- 2 1 IN IP4 192.0.2.10
            s=-
            c=IN IP4 192.0.2.10
            t=0 0
            m=video 20000 RTP/AVPF 96
            a=mid:v
            a=rtpmap:96 H264/90000
            a=fmtp:96 profile-level-id=42e01f;packetization-mode=1
            a=rtcp-fb:* nack pli
            a=sendonly
            m=audio 0 RTP/AVP 8
            """
                    .replace("\n", "\r\n");

    @Test
    void letsTheLevelGoDown() {
        assertThat(AnswerRules.violations(OFFER, ANSWER.replace("42e01f", "42e01e")))
                .isEmpty();
    }

    @Test
    void findsNothingWrongWithAGoodAnswer() {
        assertThat(AnswerRules.violations(OFFER, ANSWER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "m=audio 0 RTP/AVP 8, '', not as many",
        "m=audio 0, m=audio 20002, port 0 was offered",
        "m=video 20000, m=video 0, nothing is accepted",
        "m=video 20000, m=audio 20000, another medium",
        "RTP/AVPF, RTP/AVP, another protocol",
        "RTP/AVPF 96, RTP/AVPF 97, was not offered",
        "H264/90000, VP8/90000, means",
        "a=rtpmap:96 H264/90000, a=x, without rtpmap",
        "42e01f, 4d601f, the profile of profile-level-id differs",
        "42e01f, 42e028, a higher level than offered",
        "42e01f, 42e01f;level-asymmetry-allowed=1, level asymmetry was not offered",
        "a=sendonly, a=rtcp-rsize, rtcp-rsize was not offered",
        "a=sendonly, a=ptime:30, packets of more than maxptime",
        ";packetization-mode=1, '', packetization-mode differs",
        "a=sendonly, a=sendrecv, answered with sendrecv",
        "a=sendonly, a=rtcp-mux, rtcp-mux was not offered",
        "a=mid:v, a=mid:w, another mid",
        "nack pli, ccm fir, feedback that was not offered",
        "s=-, a=group:BUNDLE v, a group that is not kept",
        "t=0 0, b=AS:1, the order of lines"
    })
    void findsEachBreachOfARule(String right, String wrong, String violation) {
        String answer = ANSWER.replace(right, wrong).replace("\r\n\r\n", "\r\n");
        assertThat(AnswerRules.violations(OFFER, answer)).anyMatch(found -> found.contains(violation));
    }
}
