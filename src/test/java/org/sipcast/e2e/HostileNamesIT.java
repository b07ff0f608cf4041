package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.ChatPhone;
import org.sipcast.e2e.server.SipcastServer;

/** Who calls himself what he is not. */
class HostileNamesIT extends HostileRoomTests {
    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.chat.history=0");

    @Override
    SipcastServer server() {
        return server;
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "* Bob is here",
                "Bob: hello",
                "Bob\\\"><sip:x@y>;tag=1",
                "\u202eboB",
                "Bob\u200b",
                "BOB",
                "a name that is much, much longer than any name of anybody who is not a king of some country",
                "",
                "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357a\u0358\u0359\u035a",
            })
    void aNameCanPretendNothing(String name) {
        var liar = entered(ChatPhone.udp(server.sipAddress(), name, "liar"));
        assertThat(liar.say("listen").status()).isEqualTo(200);

        await("the line").atMost(LIMIT).until(() -> ann.heard().size() == 1);
        var line = ann.heard().get(0);
        assertIsHarmless(line);
        assertThat(line).endsWith(": listen").doesNotStartWith("*").doesNotStartWithIgnoringCase("Bob:");
        assertThat(line.length()).isLessThan(60);
        assertThat(line.indexOf(':')).isEqualTo(line.length() - ": listen".length());
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "Bob\r\nX: 1",
                "Bob\r\nContent-Length: 0\r\n\r\nMESSAGE sip:livetv@127.0.0.1 SIP/2.0",
                "\u0000",
                "\u0007\u001b[2J",
                "\"",
                "Bob\" <sip:bob@127.0.0.1>, \"x",
            })
    void aCallWhoseNameBreaksItsHeaderDisturbsNobody(String name) {
        try (var liar = ChatPhone.udp(server.sipAddress(), name, "liar")) {
            liar.shoutInvite("livetv");
            assertThat(ann.say("hello").status()).isEqualTo(200);
            await("hello").atMost(LIMIT).until(() -> bob.heard().equals(List.of("Ann: hello")));
        }
    }
}
