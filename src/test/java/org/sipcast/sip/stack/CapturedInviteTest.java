package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an INVITE ends that was saved with more behind it. */
class CapturedInviteTest {
    private static final String HEAD =
            """
            INVITE sip:livetv@192.0.2.5 SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK-1
            From: <sip:viewer@example.org>;tag=1
            To: <sip:livetv@192.0.2.5>
            Call-ID: captured@192.0.2.9
            CSeq: 1 INVITE
            Contact: <sip:viewer@192.0.2.9>
            Max-Forwards: 70
            Content-Type: application/sdp
            """;
    private static final String SDP =
            """
            v=0
            o=viewer 1 1 IN IP4 192.0.2.9
            s=-
            """;
    private static final int ON_THE_WIRE = SDP.length() + 3;
    private static final String TRYING = "SIP/2.0 100 Trying\nCSeq: 1 INVITE\nContent-Length: 0\n\n";
    private static final String NOTE = "2026/11/23 04:00:00.2 192.0.2.5:5060 -> 192.0.2.9:5060\n";

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "\n" + NOTE + TRYING, NOTE + TRYING, TRYING, "BYE sip:x@y SIP/2.0\nCSeq: 2 BYE\n\n"})
    void theBodyEndsAtItsContentLength(String behind) {
        assertThat(body("Content-Length: " + ON_THE_WIRE, SDP + behind)).isEqualTo(SDP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n" + NOTE + TRYING, TRYING, "BYE sip:x@y SIP/2.0\nCSeq: 2 BYE\n\n"})
    void withoutOneItEndsWhereTheNextThingBegins(String behind) {
        assertThat(body("Subject: none", SDP + behind)).isEqualTo(SDP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "7", "9", "9999", "99999999999", "-1", "x", ""})
    void aContentLengthThatDoesNotFitIsNoMatter(String length) {
        assertThat(body("Content-Length: " + length, SDP + "\n" + TRYING)).isEqualTo(SDP);
    }

    @Test
    void aLineThatSomebodyAddedBelongsToTheBody() {
        assertThat(body("l: " + ON_THE_WIRE, SDP + "a=recvonly\n\n" + TRYING)).isEqualTo(SDP + "a=recvonly\n");
    }

    @Test
    void anInviteWithoutABodyTakesNoneFromWhatIsBehindIt() {
        assertThat(body("Content-Length: 0", NOTE + TRYING)).isEmpty();
    }

    private static String body(String length, String behind) {
        String body =
                CapturedInvite.read(HEAD + length + "\n\n" + behind).request().body();
        return body == null ? "" : body.replace("\r\n", "\n");
    }
}
