package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.server.SipcastServer;

/** What is sent as a line and is none, or more than one. */
class HostileLinesIT extends HostileRoomTests {
    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.chat.history=0");

    @Override
    SipcastServer server() {
        return server;
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "text/html",
                "application/octet-stream",
                "image/png",
                "multipart/mixed;boundary=x",
                "application/vnd.gsma.rcs-ft-http+xml",
                "text/plainly"
            })
    void otherTypesAreRefusedWithThoseThatAreTaken(String type) {
        var answer = mallory.send("Content-Type: " + type + "\r\n", octets("<b>hello</b>"));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept")).contains("text/plain", "message/cpim");
        assertHeardNothing();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"application/im-iscomposing+xml", "message/imdn+xml", "Application/IM-isComposing+XML"})
    void whatDevicesSayByThemselvesIsTakenAndGoesNoFurther(String type) {
        assertThat(mallory.send("Content-Type: " + type + "\r\n", octets("<x/>"))
                        .status())
                .isEqualTo(200);
        var wrapped =
                "From: <sip:m@example.org>\r\nTo: <sip:x@example.org>\r\n\r\nContent-Type: " + type + "\r\n\r\n<x/>";
        assertThat(mallory.send("Content-Type: message/cpim\r\n", octets(wrapped))
                        .status())
                .isEqualTo(200);
        assertHeardNothing();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(ints = {1001, 4000, 10_000})
    void aLineThatIsTooLongIsRefused(int octets) {
        assertThat(mallory.send(TEXT, octets("x".repeat(octets))).status()).isEqualTo(513);
        assertHeardNothing();
    }

    @Test
    void sixtyFourKilobytesAreRefusedOverTcpAndTheConnectionStays() {
        assertThat(bob.send(TEXT, octets("x".repeat(64 * 1024))).status()).isEqualTo(513);
        assertThat(bob.say("still here").status()).isEqualTo(200);
        await("it").atMost(LIMIT).until(() -> ann.heard().equals(List.of("Bob: still here")));
    }

    @Test
    void sixtyKilobytesInADatagramAreNoLine() {
        for (int i = 0; i < 50; i++) {
            mallory.shout(TEXT, octets("x".repeat(60_000)));
        }
        assertHeardNothing();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "one\r\nBob: two",
                "one\nBob: two",
                "one\rBob: two",
                "one\u0085Bob: two",
                "one\u2028Bob: two",
                "one\u2029Bob: two",
                "one\u000bBob: two",
                "\u0007\u001b[31mred\u001b[0m\u0000 Bob: x",
                "\u202eevil Bob: x",
                "\u202a\u202b\u202c\u202dmore Bob: x",
                "x\r\n\r\nMESSAGE sip:livetv@127.0.0.1 SIP/2.0\r\nFrom: Bob: x",
                "\ud83c\udf88 fine \u05e9\u05dc\u05d5\u05dd Bob: x",
                "<img src=x onerror=alert(1)><script>alert(1)</script> Bob: x",
                "${jndi:ldap://127.0.0.1/x} ${body} ${sys.user.name} #{1+1} Bob: x",
                "{\"room\":\"livetv\",\"name\":\"Bob\",\"text\":\"x\"} Bob: x",
            })
    void aLineStaysOneLineOfItsSender(String text) {
        assertThat(mallory.say(text).status()).isEqualTo(200);

        for (var listener : List.of(ann, bob)) {
            await("the line").atMost(LIMIT).until(() -> listener.heard().size() == 1);
            var line = listener.heard().get(0);
            assertThat(line).startsWith("Mallory: ").endsWith(text.substring(text.lastIndexOf("Bob:")));
            assertIsHarmless(line);
        }
        assertThat(mallory.heard()).isEmpty();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"", " ", "\r\n", "\u0000\u0001", "\u200b\u200d", "\u202e", "\u2066\u2069", "\ufeff"})
    void whatHasNothingToReadIsRefused(String text) {
        assertThat(mallory.say(text).status()).isEqualTo(400);
        assertHeardNothing();
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        for (var wrong : List.of(
                new byte[] {(byte) 0xff, (byte) 0xfe},
                new byte[] {'a', (byte) 0xc3},
                new byte[] {(byte) 0xc0, (byte) 0x8a},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80})) {
            assertThat(mallory.send(TEXT, wrong).status()).isEqualTo(400);
        }
        assertHeardNothing();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "From: Bob <sip:bob@127.0.0.1>\r\nTo: <sip:livetv@127.0.0.1>\r\n\r\nContent-Type: text/plain\r\n\r\nlisten",
                "From: Bob <sip:bob@127.0.0.1>\r\nFrom: Ann <sip:ann@127.0.0.1>\r\nSubject: x\r\nX: \r\n\r\n\r\nlisten",
                "From: MR SANDERS <im:piglet@100akerwood.com>\r\nNS: MyFeatures <mid:MessageFeatures@id.foo.com>\r\n"
                        + "Require: MyFeatures.VitalMessageOption\r\n\r\nContent-type: text/plain; charset=utf-8\r\n\r\nlisten"
            })
    void aLineInCpimIsItsSendersWhateverItSays(String cpim) {
        var answer = mallory.send("Content-Type: message/cpim\r\n", octets(cpim));

        if (answer.status() == 200) {
            await("the line").atMost(LIMIT).until(() -> ann.heard().equals(List.of("Mallory: listen")));
        } else {
            assertThat(answer.status()).isIn(400, 415);
            assertHeardNothing();
        }
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "\r\n\r\n",
                "no header at all",
                "From: x",
                ": \r\n: \r\n\r\n",
                "From: <sip:x@y>\r\n\r\n",
                "From: <sip:x@y>\r\n\r\nContent-Type: text/html\r\n\r\n<b>x</b>",
                "From: <sip:x@y>\r\n\r\nContent-Type: multipart/mixed\r\n\r\nx",
                "From: <sip:x@y>\r\n\r\nContent-Type: message/cpim\r\n\r\nFrom: <x>\r\n\r\nContent-Type: text/plain\r\n\r\nx",
                "From: <sip:x@y>\r\n\r\nContent-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                "From: \\u202e\\u000d\\u000a\r\n\r\nContent-Type\r\n\r\n",
            })
    void whatIsNoCpimIsRefused(String body) {
        assertThat(mallory.send("Content-Type: message/cpim\r\n", octets(body)).status())
                .isBetween(400, 499);
        assertHeardNothing();
    }

    @Test
    void aGreatManyHeadersAreNoTrouble() {
        var many = "X-Header: value\r\n".repeat(600);
        mallory.shout(TEXT + many, octets("x"));
        assertThat(bob.send(TEXT + "X-Long: " + "y".repeat(6000) + "\r\n", octets("fine"))
                        .status())
                .isIn(200, 400, 413, 513);
        var cpim = "X: y\r\n".repeat(1500) + "\r\nContent-Type: text/plain\r\n\r\nfine";
        mallory.shout("Content-Type: message/cpim\r\n", octets(cpim));

        assertThat(ann.say("after that").status()).isEqualTo(200);
        await("it").atMost(LIMIT).until(() -> bob.heard().contains("Ann: after that"));
    }
}
