package org.sipcast.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
    private static final String HEAD = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n";
    private static final String AUDIO = "m=audio 4000 RTP/AVP 8\n";
    private static final String VIDEO =
            "m=video 4002 RTP/AVP 96 97\na=rtpmap:96 H264/90000\na=fmtp:96 packetization-mode=1;profile-level-id=42e01f\na=rtpmap:97 VP8/90000\n";

    @Test
    void tellsWhatIsSentWhere() {
        Negotiation negotiation = negotiate(AUDIO + "a=recvonly\n" + VIDEO);
        assertThat(negotiation.audio())
                .contains(new NegotiatedStream(Codec.PCMA, 8, "192.0.2.1", 4000, 4001, false, Direction.SENDONLY));
        assertThat(negotiation.video())
                .contains(new NegotiatedStream(Codec.VP8, 97, "192.0.2.1", 4002, 4003, false, Direction.SENDRECV));
        assertThat(negotiation.codecs()).containsExactly(Codec.VP8, Codec.PCMA);
        assertThat(negotiation.hasVideo()).isTrue();
        assertThat(negotiation.onHold()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"sendrecv, 101", "recvonly, 0", "sendonly, 0", "inactive, 0"})
    void awaitsKeysInTheSoundThatIsToCome(String direction, int payloadType) {
        String offer = "m=audio 4000 RTP/AVP 8 100 101\na=rtpmap:100 telephone-event/48000\n"
                + "a=rtpmap:101 telephone-event/8000\na=" + direction + '\n';
        assertThat(negotiate(offer).audio())
                .map(NegotiatedStream::keysPayloadType)
                .contains(payloadType);
        assertThat(negotiate(AUDIO).audio())
                .map(NegotiatedStream::keysPayloadType)
                .contains(0);
    }

    @Test
    void letsTheChannelsOrderDecideNotTheOffers() {
        CodecPreference h264First = new CodecPreference(List.of(Codec.H264, Codec.VP8), List.of(Codec.PCMU));
        assertThat(TestMedia.negotiate(HEAD + VIDEO, TestMedia.of(h264First)).codecs())
                .containsExactly(Codec.H264);
        assertThat(negotiate(VIDEO).codecs()).containsExactly(Codec.VP8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            profile-level-id=42e01e;packetization-mode=1;level-asymmetry-allowed=maybe | profile-level-id=42e01e;packetization-mode=1
            profile-level-id=42E01E;level-asymmetry-allowed=1;sprop-parameter-sets=Z0I | profile-level-id=42E01E;level-asymmetry-allowed=1
            profile-level-id=64001f;max-fs=3600                                        | profile-level-id=64001e
            """)
    void repeatsOfH264OnlyWhatIsAgreedOn(String offered, String answered) {
        Negotiation negotiation =
                negotiate("m=video 4002 RTP/AVP 96\na=rtpmap:96 H264/90000\na=fmtp:96 " + offered + '\n');
        assertThat(negotiation.answer(new LocalMedia("192.0.2.10", 20_000, 0), Origin.first()))
                .contains("a=fmtp:96 " + answered + "\r\n");
    }

    @Test
    void declinesAMediumThatTheChannelDoesNotHave() {
        CodecPreference radio = new CodecPreference(List.of(), List.of(Codec.PCMA));
        Negotiation negotiation = TestMedia.negotiate(HEAD + VIDEO + AUDIO, TestMedia.of(radio));
        assertThat(negotiation.video()).isEmpty();
        assertThat(negotiation.answer(new LocalMedia("192.0.2.10", 0, 20_002), Origin.first()))
                .contains("m=video 0 RTP/AVP 96\r\nm=audio 20002 RTP/AVP 8\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4001, false",
        "a=rtcp:5999, 5999, false",
        "a=rtcp:5999 IN IP4 192.0.2.9, 5999, false",
        "a=rtcp-mux, 4000, true",
        "a=rtcp:9 IN IP4 0.0.0.0|a=rtcp-mux, 4000, true"
    })
    void findsThePortOfRtcp(String attributes, int rtcpPort, boolean mux) {
        NegotiatedStream audio =
                negotiate(AUDIO + attributes.replace('|', '\n') + '\n').audio().orElseThrow();
        assertThat(audio.rtcpPort()).isEqualTo(rtcpPort);
        assertThat(audio.rtcpMux()).isEqualTo(mux);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a=rtcp:0             | SDP line 7: a=rtcp needs a port from 1 to 65535, found '0'
            a=rtpmap:8           | SDP line 7: a=rtpmap needs NAME/RATE, found ''
            a=rtpmap:128 x/8000  | SDP line 7: needs a payload type from 0 to 127, found '128'
            a=rtpmap:96 x/0      | SDP line 7: a=rtpmap needs NAME/RATE, found 'x/0'
            a=rtpmap:96 x/y      | SDP line 7: a=rtpmap needs NAME/RATE, found 'x/y'
            a=fmtp:x             | SDP line 7: needs a payload type from 0 to 127, found 'x'
            """)
    void namesTheAttributeThatIsMalformed(String attribute, String message) {
        assertThatThrownBy(() -> negotiate(AUDIO + attribute + '\n'))
                .isInstanceOf(MalformedSdpException.class)
                .hasMessage(message);
    }

    @Test
    void passesOverPayloadTypesThatLookLikeRtcp() {
        assertThat(negotiate("m=audio 4000 RTP/AVP 72 77\na=rtpmap:72 PCMA/8000\na=rtpmap:77 PCMA/8000\n")
                        .audio()
                        .orElseThrow()
                        .payloadType())
                .isEqualTo(77);
    }

    @Test
    void refusesTheLastPortBecauseRtcpWouldHaveNone() {
        assertThatThrownBy(() -> negotiate("m=audio 65535 RTP/AVP 8\n"))
                .isInstanceOf(NotAcceptableException.class)
                .hasMessageEndingWith("Offered: audio at port 65535, which leaves none for RTCP.");
        assertThat(negotiate("m=audio 65535 RTP/AVP 8\na=rtcp-mux\n").hasAudio())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "IN IP4 192.0.2.256", "IN IP4 192.0.2", "IN IP4 010.0.0.1", "IN IP4 ::1", "IN IP6 192.0.2.1",
                "IN IP6 fe80::1%lo",
        "IN IP6 1::2::3", "IN IP4 255.255.255.255", "IN IP6 ff02::1", "IN IP4 192.0.2.1/127", "ATM NSAP 1", "IN IP4 1"
    })
    void refusesAnAddressThatItCantSendTo(String address) {
        assertThatThrownBy(() -> negotiate(AUDIO + "c=" + address + '\n'))
                .isInstanceOf(NotAcceptableException.class)
                .hasMessageContaining("audio at ");
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv, sendrecv, false",
        "recvonly, sendonly, false",
        "sendonly, inactive, true",
        "inactive, inactive, true"
    })
    void answersEachDirectionByTheTable(String offered, String answered, boolean onHold) {
        Negotiation negotiation = negotiate(AUDIO + "a=" + offered + '\n');
        assertThat(negotiation.answer(new LocalMedia("::1", 0, 20_002), Origin.first()))
                .contains("a=" + answered + "\r\n");
        assertThat(negotiation.onHold()).isEqualTo(onHold);
    }

    @Test
    void keepsTheSessionIdAndCountsTheVersionOfLaterAnswers() {
        Origin first = Origin.first();
        Negotiation negotiation = negotiate(AUDIO);
        LocalMedia local = new LocalMedia("192.0.2.10", 20_000, 20_002);
        assertThat(negotiation.answer(local, first.next()))
                .contains("o=- " + first.sessionId() + " 2 IN IP4 192.0.2.10\r\n");
        assertThat(negotiation.answer(local, first)).isEqualTo(negotiation.answer(local, first));
    }

    @Test
    void wantsAPortForEachMediumThatIsSent() {
        assertThatThrownBy(() -> negotiate(AUDIO).answer(new LocalMedia("192.0.2.10", 20_000, 0), Origin.first()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LocalMedia("host.example.org", 20_000, 20_002))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LocalMedia("192.0.2.10", 65_535, 20_002))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new Negotiation(Optional.empty(), Optional.empty(), List.of(), TestMedia.ALL, "", false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Negotiation negotiate(String media) {
        return TestMedia.negotiate(HEAD + media, TestMedia.ALL);
    }
}
