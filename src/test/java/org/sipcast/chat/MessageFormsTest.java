package org.sipcast.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as devices and buses have them. */
class MessageFormsTest {
    private static final Line LINE = new Line(
            "id-1", "livetv", Line.Kind.LINE, "abcd", "Zoë", Instant.parse("2026-11-22T18:00:00.120Z"), "hello\u2068");

    @Test
    void cpimNamesTheSenderWithAnAddressInTheRoom() {
        assertThat(Cpim.of(LINE, "example.org"))
                .isEqualTo(
                        """
                        From: "Zoë" <sip:livetv@example.org;gr=abcd>\r
                        To: <sip:livetv@example.org>\r
                        DateTime: 2026-11-22T18:00:00.120Z\r
                        NS: imdn <urn:ietf:params:imdn>\r
                        imdn.Message-ID: id-1\r
                        \r
                        Content-Type: text/plain;charset=utf-8\r
                        \r
                        hello\u2068""");
    }

    @Test
    void aNoticeIsFromTheRoomItself() {
        Line notice = new Line("id-2", "livetv", Line.Kind.NOTICE, "", "", LINE.at(), "Back in a minute");

        assertThat(Cpim.of(notice, "example.org")).startsWith("From: <sip:livetv@example.org>\r\nTo: <sip:livetv@");
    }

    @Test
    void whatWasWrittenCanBeRead() {
        assertThat(Cpim.read(Cpim.of(LINE, "h"))).isEqualTo(new MessageBody("text/plain", "hello\u2068"));
        assertThat(LineJson.read(LineJson.write(LINE))).isEqualTo(LINE);
    }

    @Test
    void theLineIsFoundInEachForm() {
        assertThat(IncomingMessage.text("text/plain", "hi")).contains("hi");
        assertThat(IncomingMessage.text("Text/Plain", "hi")).contains("hi");
        assertThat(IncomingMessage.text("message/cpim", "From: <im:x@y>\n\nContent-type: text/plain\n\nhi\r\n\r\nyou"))
                .contains("hi\r\n\r\nyou");
        assertThat(IncomingMessage.text("message/cpim", "From: <im:x@y>\r\n\r\n\r\nhi"))
                .contains("hi");
        assertThat(IncomingMessage.text("application/im-iscomposing+xml", "<x/>"))
                .isEmpty();
        assertThat(IncomingMessage.text("message/imdn+xml", null)).isEmpty();
        assertThat(IncomingMessage.text("message/cpim", "a: b\r\n\r\nContent-Type: message/imdn+xml;x=y\r\n\r\n<x/>"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: image/png",
                "Content-Type: text/html",
                "Content-Type: message/cpim",
                "Content-Type: text/plain;charset=koi8-r",
                "Content-Transfer-Encoding: base64",
                "Content-Transfer-Encoding: \u0000\u202E"
            })
    void whatIsNoPlainTextInsideIsRefused(String header) {
        assertThatThrownBy(() -> IncomingMessage.text("message/cpim", "a: b\r\n\r\n" + header + "\r\n\r\nx"))
                .isInstanceOf(UnsupportedTypeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "From: x", "From: x\r\n\r\nhello"})
    void cpimWithoutItsPartsIsRefused(String body) {
        assertThatThrownBy(() -> IncomingMessage.text("message/cpim", body))
                .isInstanceOf(UnreadableLineException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"v\":2}",
                "{\"v\":1,\"id\":\"1\",\"room\":\"r\",\"kind\":\"shout\",\"member\":\"m\",\"name\":\"n\",\"at\":\"2026-11-22T18:00:00Z\",\"text\":\"t\"}",
                "{\"v\":1,\"id\":1,\"room\":\"r\",\"kind\":\"line\",\"member\":\"m\",\"name\":\"n\",\"at\":\"2026-11-22T18:00:00Z\",\"text\":\"t\"}",
                "{\"v\":1,\"id\":\"1\",\"room\":\"r\",\"kind\":\"line\",\"member\":\"m\",\"name\":\"n\",\"at\":\"now\",\"text\":\"t\"}",
                "{\"v\":1,\"id\":\"1\",\"room\":\"r\",\"kind\":\"line\",\"member\":\"m\",\"name\":\"n\",\"at\":\"2026-11-22T18:00:00Z\",\"text\":\"\"}"
            })
    void whatIsNoLineComesInByNoBus(String json) {
        assertThatThrownBy(() -> LineJson.read(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a>\\r\\nSubject: x", "a\\r\\n\\r\\nhello", "a;b", "\u00e4", "a b"})
    void anIdOrMemberThatIsNoWordComesInByNoBus(String word) {
        String line = "{\"v\":1,\"id\":\"%s\",\"room\":\"r\",\"kind\":\"line\",\"member\":\"%s\","
                + "\"name\":\"n\",\"at\":\"2026-11-22T18:00:00Z\",\"text\":\"t\"}";

        assertThat(LineJson.read(line.formatted("a-1", "b2")).member()).isEqualTo("b2");
        assertThatThrownBy(() -> LineJson.read(line.formatted(word, "b2")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LineJson.read(line.formatted("a-1", word)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cpimIsForThoseWhoSayThatTheyTakeIt() {
        assertThat(Cpim.isAccepted("application/sdp, Message/CPIM;q=0.5")).isTrue();
        assertThat(Cpim.isAccepted("message/cpim;q=0")).isFalse();
        assertThat(Cpim.isAccepted("text/plain, message/cpim ; q=0.000")).isFalse();
        assertThat(Cpim.isAccepted("text/plain")).isFalse();
        assertThat(Cpim.isAccepted(null)).isFalse();
    }

    @Test
    void aBusBringsNothingThatAViewerCouldNotHaveWritten() {
        Line read = LineJson.read("{\"v\":1,\"id\":\"1\",\"room\":\"r\",\"kind\":\"line\",\"member\":\"m\","
                + "\"name\":\"* Bob:\\u202e\",\"at\":\"2026-11-22T18:00:00Z\",\"text\":\"a\\r\\nb\\ud800\"}");

        assertThat(read.name()).isEqualTo("Bob");
        assertThat(read.text()).isEqualTo("a  b\uFFFD");
    }
}
