package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseMarksTest {

    private static final String OURS = "z9hG4bK.sc.";
    private static final String OK =
            """
            SIP/2.0 200 OK
            Via: SIP/2.0/UDP 127.0.0.1:5080;rport=5080;branch=z9hG4bK.sc.01ab;received=127.0.0.1
            To: <sip:ann@example.org>;tag=1
            Content-Length: 0

            """
                    .replace("\n", "\r\n");

    private static byte[] octets(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerToARequestOfOursTellsWhichAndHow() {
        assertThat(ResponseMarks.branch(octets(OK), OURS)).isEqualTo("z9hG4bK.sc.01ab");
        assertThat(ResponseMarks.status(octets(OK))).isEqualTo(200);
        assertThat(ResponseMarks.status(octets(OK.replace("200 OK", "481 Gone"))))
                .isEqualTo(481);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MESSAGE sip:ann@example.org SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK.sc.01\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK-other\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1\r\nSubject: ;branch=z9hG4bK.sc.01\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\r\nVia: x;branch=z9hG4bK.sc.01\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx, x;branch=z9hG4bK.sc.01\r\n\r\n",
                "SIP/2.0 200 OK\r\nv: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK.sc.01\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1\r\n ;branch=z9hG4bK.sc.01\r\n\r\n",
                "SIP/2.0 200 OK\r\n\r\n",
                "\r\n\r\n",
                ""
            })
    void whatIsNoneOrIsWrittenInAnotherWayIsForTheParser(String message) {
        assertThat(ResponseMarks.branch(octets(message), OURS)).isNull();
    }

    @Test
    void noDatagramIsCutWhereItHurts() {
        byte[] whole = octets(OK);
        for (int length = 0; length <= whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatCode(() -> {
                        if (ResponseMarks.branch(cut, OURS) != null) {
                            ResponseMarks.status(cut);
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }
}
