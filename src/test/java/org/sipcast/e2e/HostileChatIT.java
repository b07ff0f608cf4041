package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.phone.ChatPhone;
import org.sipcast.e2e.phone.SipText;
import org.sipcast.e2e.server.SipcastServer;

/** Whatever one of them sends, the others who watch are told only what is a line, and are disturbed by nothing. */
class HostileChatIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String TEXT = "Content-Type: text/plain\r\n";

    @RegisterExtension
    static final SipcastServer server = new SipcastServer("--sipcast.chat.history=0");

    private final List<ChatPhone> phones = new ArrayList<>();
    private int polite;

    private ChatPhone mallory;
    private ChatPhone ann;
    private ChatPhone bob;

    @BeforeEach
    void enter() {
        ann = kept(ChatPhone.udp(server.sipAddress(), "Ann", "ann")).watch("livetv");
        // there is nothing to read in it, which only those are told who watch
        await("Ann").atMost(LIMIT).until(() -> ann.say("").status() == 400);
        bob = entered(ChatPhone.tcp(server.sipAddress(), "Bob", "bob"));
        mallory = entered(ChatPhone.udp(server.sipAddress(), "Mallory", "mallory"));
    }

    /** Watches, and is in the room when this returns: Ann has heard of it. */
    private ChatPhone entered(ChatPhone phone) {
        long before = ann.notices().size();
        kept(phone).watch("livetv");
        await("the notice").atMost(LIMIT).until(() -> ann.notices().size() > before);
        return phone;
    }

    @AfterEach
    void theOthersWereNotDisturbedAndNothingFailed() {
        phones.remove(ann);
        phones.forEach(ChatPhone::hangUp);
        await("their ends")
                .atMost(LIMIT)
                .until(() -> ann.notices().stream()
                                .filter(notice -> notice.endsWith(" has gone"))
                                .count()
                        >= phones.size());
        ann.hangUp();
        // its record is written before the room is left, and the next test has an Ann as well
        await("the last one's end")
                .atMost(LIMIT)
                .until(() -> ann.sayOutside("livetv", "is nobody here?").status() == 403);
        phones.add(ann);
        phones.forEach(ChatPhone::close);
        assertThat(server.log()).doesNotContain("Exception", "\tat ", "Error");
        assertThat(server.greeting()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void whoDoesNotWatchMayNotWrite() {
        try (var stranger = ChatPhone.udp(server.sipAddress(), "Ann", "stranger")) {
            var answer = stranger.sayOutside("livetv", "hello");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Warning")).contains("Only those who watch");
            assertThat(stranger.sayOutside("nowhere", "hello").status()).isIn(403, 404);
        }
        // one who has hung up is a stranger again
        var gone = entered(ChatPhone.udp(server.sipAddress(), "Gone", "gone"));
        assertThat(gone.sayOutside("livetv", "here").status()).isEqualTo(200);
        gone.hangUp();
        phones.remove(gone);
        await("him to be gone").atMost(LIMIT).until(() -> ann.notices().contains("* Gone has gone"));
        assertThat(gone.sayOutside("livetv", "not here").status()).isEqualTo(403);
        gone.close();
        assertHeard("Gone: here");
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

    @Test
    void anotherCallsDialogIsNotHis() {
        assertThat(mallory.sayAs(ann, "hello").status()).isIn(403, 481);
        assertHeardNothing();
    }

    /** What was accepted is said, what was not is not, and the others talk as if nothing was. */
    @Test
    void whoFloodsIsHeardNowAndThenAndDisturbsNobody() {
        long began = System.nanoTime();
        var flood = IntStream.range(0, 300)
                .mapToObj(i -> "flood " + i)
                .collect(Collectors.toMap(
                        line -> mallory.shout(TEXT, octets(line)), line -> line, (one, other) -> one, TreeMap::new));
        var polite = IntStream.range(0, 5).mapToObj(i -> "polite " + i).toList();
        for (var line : polite) {
            assertThat(ann.say(line).status()).isEqualTo(200);
            await(line).atMost(SOON).until(() -> bob.heard().contains("Ann: " + line));
        }

        await("answers").atMost(LIMIT).until(() -> mallory.answerTo(flood.lastKey())
                .isPresent());
        var accepted = flood.entrySet().stream()
                .filter(sent -> status(sent.getKey()) == 200)
                .map(sent -> "Mallory: " + sent.getValue())
                .toList();
        long periods = 1 + Duration.ofNanos(System.nanoTime() - began).toSeconds() / 10;
        assertThat(accepted).hasSizeBetween(1, Math.toIntExact(10 * periods));
        assertThat(flood.keySet().stream().map(this::status).distinct()).isSubsetOf(200, 486, 500, 0);
        await("what was accepted").atMost(LIMIT).until(() -> bob.heard().size() == accepted.size() + polite.size());
        assertThat(bob.heard().stream().filter(line -> line.startsWith("Mallory: ")))
                .containsExactlyElementsOf(accepted);
        assertThat(bob.heard().stream().filter(line -> line.startsWith("Ann: ")))
                .containsExactlyElementsOf(
                        polite.stream().map(line -> "Ann: " + line).toList());
    }

    /** The last answer to a request of the flood, 0 if it was lost on its way. */
    private int status(int number) {
        return mallory.answerTo(number).map(SipText::status).orElse(0);
    }

    @Test
    void whoAnswersNothingDelaysNobody() {
        entered(ChatPhone.udp(server.sipAddress(), "Deaf", "deaf")).silent();

        for (int i = 0; i < 5; i++) {
            var line = "line " + i;
            assertThat(ann.say(line).status()).isEqualTo(200);
            await(line).atMost(SOON).until(() -> bob.heard().contains("Ann: " + line));
        }
        assertThat(bob.heard()).hasSize(5);
    }

    /** Says something between the others, which they hear at once. */
    private void assertHeardNothing() {
        polite++;
        var line = "polite " + polite;
        assertThat(ann.say(line).status()).isEqualTo(200);
        await("the polite line").atMost(SOON).until(() -> !bob.heard().isEmpty());
        assertThat(bob.heard()).containsExactly("Ann: " + line);
        assertThat(ann.heard()).isEmpty();
    }

    private void assertHeard(String line) {
        await(line).atMost(LIMIT).untilAsserted(() -> assertThat(List.of(ann.heard(), bob.heard()))
                .containsOnly(List.of(line)));
    }

    private static void assertIsHarmless(String line) {
        assertThat(line.codePoints()).noneMatch(HostileChatIT::isHarmful);
    }

    private static boolean isHarmful(int character) {
        return Character.getType(character) == Character.CONTROL
                || (character >= 0x2028 && character <= 0x202e)
                || character == 0xfffd;
    }

    private ChatPhone kept(ChatPhone phone) {
        phones.add(phone);
        return phone;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
