package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Who may write to a room, by the shipped routes. */
class ChatSenderRoutesTest extends ChatRoutes {
    @Test
    void whoDoesNotWatchGets403() throws Exception {
        join("a", "Anna");

        Exchange stranger = message(null, "sip:stranger@example.org", "text/plain", "hello");

        assertThat(status(stranger)).isEqualTo(403);
        assertThat(stranger.getMessage().getHeader("CamelSipWarning", String.class))
                .contains("watch");
        assertThat(stranger.getMessage().getHeader("CamelSipReasonPhrase", String.class))
                .isEqualTo("Not Watching");
    }

    @Test
    void aMessageOutsideCallsIsOfTheCallOfItsSender() throws Exception {
        join("a", "Anna");
        join("b", "Bob");

        assertThat(status(message(null, "sip:a@example.org;transport=tcp", "text/plain", "hello")))
                .isEqualTo(200);

        await().untilAsserted(() -> assertThat(linesTo("b")).containsExactly("Anna: hello"));
        assertThat(linesTo("a")).isEmpty();
    }

    @Test
    void othersCannotSpeakForWhomThePlatformVouches() throws Exception {
        Exchange invite = inviting("a", "livetv", "Anna", "sip:a@example.org");
        invite.getMessage().setHeader("CamelSipIdentity", "sip:anna@example.org");
        join("a", invite);

        assertThat(status(message(null, "sip:a@example.org", "text/plain", "hello")))
                .isEqualTo(403);
    }

    @Test
    void nobodySteersAFilmFromOutsideByHisOwnWord() throws Exception {
        join("a", "Anna");

        Exchange refused = message(null, "sip:a@example.org", "text/plain", "/stop");

        assertThat(status(refused)).isEqualTo(403);
        assertThat(refused.getMessage().getHeader("CamelSipWarning", String.class))
                .contains("within its call");
        assertThat(refused.getMessage().getHeader("CamelSipReasonPhrase", String.class))
                .isNull();
        assertThat(calls().find("a")).isNotNull();
    }

    @Test
    void aLineOfACallThatHasEndedIsOfNoCall() throws Exception {
        join("a", "Anna");
        sip.deliver("bye", exchange("BYE", "a"));

        assertThat(status(write("a", "hello"))).isEqualTo(481);
    }

    @Test
    void whoIsTooFastIsToldSoAndOthersAreNot() throws Exception {
        join("a", "Anna");
        join("b", "Bob");
        IntStream.range(0, 3)
                .forEach(i -> assertThat(status(write("a", "flood " + i))).isEqualTo(200));

        Exchange refused = write("a", "flood 3");

        assertThat(status(refused)).isEqualTo(486);
        assertThat(refused.getMessage().getHeader("CamelSipRetryAfter", Integer.class))
                .isEqualTo(5);
        assertThat(refused.getMessage().getHeader("CamelSipWarning", String.class))
                .contains("too fast");
        assertThat(status(write("b", "what?"))).isEqualTo(200);
        assertThat(calls().find("a")).isNotNull();
    }

    @Test
    void whoIsMutedIsToldSoAndWordsAreHidden() throws Exception {
        join("t", inviting("t", "livetv", "Troll", "sip:troll@example.org"));
        join("b", "Bob");
        join("c", "Cleo");

        assertThat(status(message("t", "sip:troll@example.org", "text/plain", "hello")))
                .isEqualTo(403);
        write("b", "a BadWord indeed");

        await().untilAsserted(() -> assertThat(linesTo("c")).containsExactly("Bob: a *** indeed"));
    }
}
