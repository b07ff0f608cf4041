package org.sipcast.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n";
    private static final String AUDIO = "m=audio 4000 RTP/AVP 8\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n"})
    void readsBothLineEnds(String end) {
        String text = (HEAD + AUDIO + "a=sendonly\r\n").replace("\r\n", end);
        SessionDescription session = SessionDescription.parse(text);
        assertThat(session.media()).singleElement().satisfies(audio -> {
            assertThat(audio.port()).isEqualTo(4000);
            assertThat(audio.formats()).containsExactly("8");
            assertThat(session.direction(audio)).isEqualTo(Direction.SENDONLY);
        });
    }

    @Test
    void readsALastLineWithoutAnEnd() {
        assertThat(SessionDescription.parse((HEAD + AUDIO).stripTrailing()).media())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            hello world                        | SDP line 5: expected one of vosiuepcbtrzkam and '=', found 'hello world'
            A=sendrecv                         | SDP line 5: expected one of vosiuepcbtrzkam and '=', found 'A=sendrecv'
            a                                  | SDP line 5: expected one of vosiuepcbtrzkam and '=', found 'a'
            a=                                 | SDP line 5: a= needs a name, found ''
            a=two words                        | SDP line 5: a= needs a name, found 'two words'
            s=again                            | SDP line 5: s= may stand only once
            v=0                                | SDP line 5: v= may stand only once
            c=IN IP4                           | SDP line 5: c= needs network type, address type and address, found 'IN IP4'
            m=audio 4000 RTP/AVP               | SDP line 5: m= needs medium, port, protocol and formats, found 'audio 4000 RTP/AVP'
            m=audio 65536 RTP/AVP 8            | SDP line 5: m= needs a port from 0 to 65535, found '65536'
            m=audio -1 RTP/AVP 8               | SDP line 5: m= needs a port from 0 to 65535, found '-1'
            m=audio \u0664\u0664 RTP/AVP 8     | SDP line 5: m= may hold visible ASCII only, found '??'
            m=audio 99999999999999999999 RTP 8 | SDP line 5: m= needs a port from 0 to 65535, found '99999999999999999999'
            """)
    void namesTheLineAndWhatIsWrongThere(String line, String message) {
        assertThatThrownBy(() -> SessionDescription.parse(HEAD + line + "\r\n" + AUDIO))
                .isInstanceOf(MalformedSdpException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ''                                                   | SDP: empty, it needs at least v=, o=, t= and one m= line
            v=1/o=- 1 1 IN IP4 192.0.2.1/t=0 0/m=audio 1 x 8     | SDP line 1: v=0 has to come first
            v=0/s=-/o=- 1 1 IN IP4 192.0.2.1/t=0 0/m=audio 1 x 8 | SDP line 2: o= has to come second
            v=0                                                  | SDP line 2: o= has to come second
            v=0/o=-/t=0 0/m=audio 1 x 8                          | SDP line 2: o= needs user, session id, version, network type, address type and address, found '-'
            v=0/o=- a 1 IN IP4 192.0.2.1/t=0 0/m=audio 1 x 8     | SDP line 2: o= needs user, session id, version, network type, address type and address, found '- a 1 IN IP4 192.0.2.1'
            v=0/o=- 1 1 IN IP4 192.0.2.1/m=audio 1 x 8           | SDP: no t= line, a call has t=0 0
            v=0/o=- 1 1 IN IP4 192.0.2.1/t=now/m=audio 1 x 8     | SDP line 3: t= needs start and end, found 'now'
            v=0/o=- 1 1 IN IP4 192.0.2.1/t=0 0/m=audio 1 x 8/t=0 0 | SDP line 5: t= has to stand before the first m= line
            v=0//o=- 1 1 IN IP4 192.0.2.1/t=0 0/m=audio 1 x 8    | SDP line 2: a blank line may only stand at the end
            """)
    void insistsOnTheLinesThatCarryMeaning(String text, String message) {
        String lines = text.replace("/", "\r\n");
        assertThatThrownBy(() -> SessionDescription.parse(lines))
                .isInstanceOf(MalformedSdpException.class)
                .hasMessage(message);
    }

    @Test
    void refusesControlCharactersByTheirColumn() {
        assertThatThrownBy(() -> SessionDescription.parse(HEAD + "a=x\0y\r\n" + AUDIO))
                .hasMessage("SDP line 5: control character in column 4");
        assertThatThrownBy(() -> SessionDescription.parse(HEAD.replace("\r\n", "\r") + AUDIO))
                .hasMessage("SDP line 1: control character in column 4");
    }

    @Test
    void readsAtMost32MediaOf128FormatsIn16Kilobytes() {
        assertThat(SessionDescription.parse(HEAD + AUDIO.repeat(32)).media()).hasSize(32);
        assertThatThrownBy(() -> SessionDescription.parse(HEAD + AUDIO.repeat(33)))
                .hasMessage("SDP line 37: more than 32 m= lines");
        assertThatThrownBy(() -> SessionDescription.parse(HEAD + "m=audio 1 RTP/AVP" + " 8".repeat(129)))
                .hasMessage("SDP line 5: m= has more than 128 formats");
        assertThatThrownBy(() -> SessionDescription.parse("x".repeat(16_385)))
                .hasMessage("SDP: 16385 characters are too many, the limit is 16384");
    }

    @Test
    void quotesNoMoreThanAFewCharactersOfALongLine() {
        assertThatThrownBy(() -> SessionDescription.parse("x".repeat(10_000)))
                .hasMessage(
                        "SDP line 1: expected one of vosiuepcbtrzkam and '=', found '%s...'".formatted("x".repeat(37)));
    }
}
