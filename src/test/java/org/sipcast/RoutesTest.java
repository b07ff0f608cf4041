package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.component.exec.ExecBinding;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.vlc.SourceUnavailableException;
import org.sipcast.vlc.VlcConstants;
import org.sipcast.vlc.telnet.MediumCounters;
import org.sipcast.vlc.telnet.SinkCounters;
import org.sipcast.vlc.telnet.VlcGoneException;

/** The shipped routes with the shipped beans and settings; the SIP stack and VLC are fakes. */
class RoutesTest {
    private static final String OFFER =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 4000 RTP/AVP 96
            a=rtpmap:96 opus/48000/2
            m=video 4002 RTP/AVP 97
            a=rtpmap:97 VP8/90000
            """
                    .replace("\n", "\r\n");

    private static final SinkCounters SENT =
            new SinkCounters(new MediumCounters(7, 700, Duration.ofSeconds(1), 0, null, null, null), null);

    /** What routes did to SIP, VLC and the shell, in order. */
    private final List<String> deeds = new CopyOnWriteArrayList<>();

    private final Map<String, Exception> faults = new ConcurrentHashMap<>();
    private final ScriptedComponent sip = new ScriptedComponent((path, exchange) -> deeds.add("sip:" + path + " "
            + exchange.getMessage().getHeader("CamelSipDialogId") + " "
            + exchange.getMessage().getHeader("CamelSipReason")));
    private final ScriptedComponent vlc = new ScriptedComponent(this::vlcDoes);
    private final ScriptedComponent exec = new ScriptedComponent((path, exchange) -> {
        deeds.add("exec:" + path + " " + exchange.getMessage().getHeader("CamelExecCommandArgs"));
        exchange.getMessage().setHeader(ExecBinding.EXEC_EXIT_VALUE, 0);
        faults.clear();
    });
    private final Main camel = new Main();

    @TempDir
    Path run = Path.of("set by JUnit");

    @BeforeEach
    void start() throws Exception {
        camel.setPropertyPlaceholderLocations("file:conf/application.properties");
        camel.addOverrideProperty("sipcast.run", run.toString());
        camel.addOverrideProperty("camel.main.auto-configuration-fail-fast", "false");
        camel.bind("sip", sip);
        camel.bind("vlc", vlc);
        camel.bind("exec", exec);
        camel.configure().addConfiguration(Beans.class);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void aCallIsAnsweredOnceItsSourceIsOpen() throws Exception {
        Exchange invite = invite("livetv", OFFER);

        assertThat(invite.getMessage().getHeader("CamelSipStatus")).isNull();
        assertThat(invite.getMessage().getBody(String.class))
                .contains("m=audio 20002 RTP/AVP 96", "m=video 20000 RTP/AVP 97", "c=IN IP4 127.0.0.1");
        assertThat(deeds).containsExactly("vlc:open-hub livetv/livetv", "vlc:open-source livetv/livetv");
    }

    @Test
    void aVlcThatDoesNotRunIsStartedOnce() throws Exception {
        faults.put("open-hub", new VlcGoneException("VLC does not run"));

        Exchange invite = invite("livetv", OFFER);

        assertThat(invite.getMessage().getBody(String.class)).contains("m=video 20000");
        assertThat(deeds)
                .containsExactly(
                        "vlc:open-hub livetv/livetv",
                        "exec:bin/sipcast-vlc start livetv",
                        "vlc:open-hub livetv/livetv",
                        "vlc:open-source livetv/livetv");
    }

    @Test
    void onDemandACallHasAHubOfItsOwnThatPlaysFromTheAck() throws Exception {
        invite("demo", OFFER);
        event("ack");
        event("bye");

        assertThat(deeds)
                .containsExactly(
                        "vlc:open-hub demo/call-1",
                        "vlc:open-source demo/call-1",
                        "vlc:add-sink demo/call-1",
                        "vlc:play demo/call-1",
                        "vlc:delete-sink demo/call-1",
                        "vlc:close-hub demo/call-1");
    }

    @Test
    void theStartIsOnDiskBeforeTheMediaBegins() throws Exception {
        invite("livetv", OFFER);
        event("ack");

        assertThat(records()).hasSize(1).first().asString().contains("\"event\":\"started\"", "\"call\":\"call-1\"");
        assertThat(deeds).last().isEqualTo("vlc:add-sink livetv/livetv after 1 records");
    }

    @Test
    void theEndOfACallIsRecordedOnceWhoeverEndsIt() throws Exception {
        invite("livetv", OFFER);
        event("ack");
        event("bye");
        ended("livetv", "livetv", "ended");

        assertThat(records()).hasSize(2).last().asString().contains("\"event\":\"stopped\"", "VIEWER_HUNG_UP");
        assertThat(deeds).noneMatch(deed -> deed.startsWith("sip:bye"));
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void theEndOfAFilmHangsUp() throws Exception {
        invite("demo", OFFER);
        event("ack");
        ended("demo", "call-1", "ended");

        assertThat(deeds).contains("sip:bye call-1 SIP;cause=200;text=\"the film is over\"");
        assertThat(records()).last().asString().contains("SOURCE_ENDED");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void aStopRecordIsWrittenEvenIfTheVlcIsGone() throws Exception {
        invite("livetv", OFFER);
        event("ack");
        faults.put("delete-sink", new VlcGoneException("VLC does not answer"));
        ended("livetv", "livetv", "lost");

        assertThat(records()).last().asString().contains("\"event\":\"stopped\"", "SOURCE_LOST");
    }

    @Test
    void aCancelledCallLeavesNoRecordAndNoHub() throws Exception {
        invite("demo", OFFER);
        event("cancel");

        assertThat(records()).isEmpty();
        assertThat(deeds).contains("vlc:close-hub demo/call-1");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void anUnknownChannelIsNotFound() throws Exception {
        assertRefused(invite("nothing", OFFER), 404);
    }

    @Test
    void anOfferWithoutACommonCodecIsNotAcceptableAndSaysWhy() throws Exception {
        Exchange invite = invite("livetv", OFFER.replace("VP8", "AV1").replace("opus/48000/2", "G729/8000"));

        assertRefused(invite, 488);
        assertThat(invite.getMessage().getHeader("CamelSipWarning", String.class))
                .contains("G729", "VP8");
    }

    @Test
    void aBrokenOfferIsABadRequest() throws Exception {
        assertRefused(invite("livetv", "hello world"), 400);
    }

    @Test
    void aSourceThatCannotBeOpenedIsUnavailableForAWhile() throws Exception {
        faults.put("open-source", new SourceUnavailableException("Live TV", "its source cannot be opened"));

        Exchange invite = invite("livetv", OFFER);

        assertRefused(invite, 480);
        assertThat(invite.getMessage().getHeader("CamelSipRetryAfter", Integer.class))
                .isEqualTo(30);
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void aFullChannelIsBusy() throws Exception {
        for (int i = 1; i <= 100; i++) {
            invite("call-" + i, "livetv", OFFER);
        }
        assertRefused(invite("one-too-many", "livetv", OFFER), 486);
        assertThat(calls().all()).hasSize(100);
    }

    @Test
    void aCallWhoseStartCannotBeRecordedIsHungUpOnWithoutMedia() throws Exception {
        invite("livetv", OFFER);
        Files.createDirectory(run.resolve("call-records.jsonl"));
        event("ack");

        assertThat(deeds).noneMatch(deed -> deed.startsWith("vlc:add-sink"));
        assertThat(deeds).contains("sip:bye call-1 SIP;cause=200;text=\"the server had a failure\"");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void everybodyIsHungUpOnWhenTheApplicationStops() throws Exception {
        invite("call-1", "livetv", OFFER);
        invite("call-2", "livetv", OFFER);
        camel.getCamelContext().createProducerTemplate().sendBody("direct:stop-calls", "");

        assertThat(deeds)
                .contains(
                        "sip:bye call-1 SIP;cause=200;text=\"the server is being stopped\"",
                        "sip:bye call-2 SIP;cause=200;text=\"the server is being stopped\"");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void aHoldPausesAndAResumeGoesOnWhereTheViewerIsThen() throws Exception {
        watch("livetv");

        Exchange held = change("INVITE", OFFER.replace("t=0 0", "t=0 0\r\na=sendonly"));
        Exchange resumed = change("INVITE", OFFER.replace("4000", "5000"));

        assertThat(held.getMessage().getBody(String.class)).contains("m=audio 20002 RTP/AVP 96", "a=inactive");
        assertThat(resumed.getMessage().getBody(String.class))
                .contains("a=sendrecv")
                .doesNotContain("a=inactive");
        assertThat(deeds)
                .containsExactly(
                        "vlc:pause-sink livetv/livetv",
                        "vlc:add-sink livetv/livetv after 1 records",
                        "vlc:resume-sink livetv/livetv");
    }

    @Test
    void aViewerWhoMovesTakesTheSinkAlong() throws Exception {
        watch("demo");

        change("UPDATE", OFFER.replace("127.0.0.1", "127.0.0.9"));
        change("UPDATE", OFFER.replace("127.0.0.1", "127.0.0.9"));

        assertThat(deeds).containsExactly("vlc:add-sink demo/call-1");
    }

    @Test
    void answersToChangesContinueTheSession() throws Exception {
        String first = watch("livetv").getMessage().getBody(String.class);

        String second = change("INVITE", OFFER).getMessage().getBody(String.class);

        assertThat(origin(first)).endsWith(" 1 IN IP4 127.0.0.1");
        assertThat(origin(second)).isEqualTo(origin(first).replace(" 1 IN", " 2 IN"));
    }

    @Test
    void otherCodecsAreAnotherSinkAndWhatTheOldOneSentIsBilled() throws Exception {
        watch("livetv");
        long ssrc = call().videoSsrc();

        Exchange changed = change("INVITE", OFFER.replace("VP8", "H264"));

        assertThat(changed.getMessage().getBody(String.class)).contains("H264/90000");
        assertThat(deeds)
                .containsExactly("vlc:delete-sink livetv/livetv", "vlc:add-sink livetv/livetv after 1 records");
        assertThat(call().videoSsrc()).isNotEqualTo(ssrc);
        event("bye");
        assertThat(records()).last().asString().contains("\"packets\":14");
    }

    @Test
    void aFilmOnDemandKeepsTheCodecsThatItBeganWith() throws Exception {
        watch("demo");

        Exchange refused = change("INVITE", OFFER.replace("VP8", "H264").replace("opus/48000/2", "PCMA/8000"));

        assertRefused(refused, 488);
        assertThat(deeds).isEmpty();
        assertThat(calls().all()).hasSize(1);
    }

    @Test
    void aChangeThatIsRefusedLeavesTheCallAsItWas() throws Exception {
        watch("livetv");
        var before = call();

        assertRefused(change("INVITE", OFFER.replace("VP8", "AV1").replace("opus/48000/2", "G729/8000")), 488);
        assertRefused(change("UPDATE", "hello world"), 400);

        assertThat(call()).isEqualTo(before);
        assertThat(deeds).isEmpty();
    }

    @Test
    void aCallThatBeginsOnHoldIsAddedWhenItResumes() throws Exception {
        invite("demo", OFFER.replace("t=0 0", "t=0 0\r\na=inactive"));
        event("ack");
        assertThat(deeds).noneMatch(deed -> deed.startsWith("vlc:add-sink"));
        deeds.clear();

        change("INVITE", OFFER);

        assertThat(deeds).containsExactly("vlc:add-sink demo/call-1", "vlc:play demo/call-1");
    }

    @Test
    void aChangeWithoutAnOfferGetsOneAndTheAckAnswersIt() throws Exception {
        watch("livetv");
        change("INVITE", OFFER.replace("t=0 0", "t=0 0\r\na=sendonly"));
        deeds.clear();

        Exchange offered = change("INVITE", null);
        change("ACK", OFFER.replace("4000", "5000"));

        assertThat(offered.getMessage().getBody(String.class)).contains("a=sendrecv", " 3 IN IP4");
        assertThat(deeds)
                .containsExactly("vlc:add-sink livetv/livetv after 1 records", "vlc:resume-sink livetv/livetv");
    }

    @Test
    void aChangeThatFailsHalfWayEndsTheCall() throws Exception {
        watch("livetv");
        faults.put("pause-sink", new IllegalStateException("no such sink"));

        Exchange failed = change("INVITE", OFFER.replace("t=0 0", "t=0 0\r\na=sendonly"));

        assertThat(failed.getMessage().getHeader("CamelSipStatus", Integer.class))
                .isEqualTo(500);
        assertThat(calls().all()).isEmpty();
        assertThat(records()).last().asString().contains("SERVER_FAILED");
    }

    @Test
    void aChangeOfACallThatIsOverGets481() throws Exception {
        assertThat(change("UPDATE", OFFER).getMessage().getHeader("CamelSipStatus", Integer.class))
                .isEqualTo(481);
    }

    @Test
    void theRecordSaysWhoCalledByTheWordOfThePlatform() throws Exception {
        Exchange exchange = exchange("INVITE", "call-1");
        exchange.getMessage().setHeader("CamelSipUser", "livetv");
        exchange.getMessage().setHeader("CamelSipIdentity", "sip:+4312345@example.org");
        exchange.getMessage().setBody(OFFER);
        sip.deliver("invite", exchange);
        event("ack");

        assertThat(records()).first().asString().contains("\"identity\":\"sip:+4312345@example.org\"");
    }

    /** A call that plays; its INVITE. What was done for it so far is forgotten. */
    private Exchange watch(String channel) throws Exception {
        Exchange invite = invite(channel, OFFER);
        event("ack");
        deeds.clear();
        return invite;
    }

    private Exchange change(String method, @Nullable String offer) throws Exception {
        Exchange exchange = exchange(method, "call-1");
        exchange.getMessage().setHeader("CamelSipEvent", "UPDATE");
        exchange.getMessage().setBody(offer);
        sip.deliver("update", exchange);
        return exchange;
    }

    private Call call() {
        return calls().all().get(0);
    }

    private static String origin(String sdp) {
        return sdp.lines().filter(line -> line.startsWith("o=")).findFirst().orElseThrow();
    }

    private static void assertRefused(Exchange invite, int status) {
        assertThat(invite.getException()).isNull();
        assertThat(invite.getMessage().getHeader("CamelSipStatus", Integer.class))
                .isEqualTo(status);
        assertThat(invite.getMessage().getHeader("CamelSipWarning", String.class))
                .isNotBlank();
    }

    private Exchange invite(String user, String offer) throws Exception {
        return invite("call-1", user, offer);
    }

    private Exchange invite(String id, String user, String offer) throws Exception {
        Exchange exchange = exchange("INVITE", id);
        exchange.getMessage().setHeader("CamelSipUser", user);
        exchange.getMessage().setBody(offer);
        sip.deliver("invite", exchange);
        return exchange;
    }

    private void event(String path) throws Exception {
        sip.deliver(path, exchange(path.toUpperCase(java.util.Locale.ROOT), "call-1"));
    }

    private void ended(String instance, String hub, String state) throws Exception {
        Exchange exchange = new DefaultExchange(camel.getCamelContext());
        exchange.getMessage().setHeader(VlcConstants.INSTANCE, instance);
        exchange.getMessage().setHeader(VlcConstants.HUB, hub);
        exchange.getMessage().setHeader(VlcConstants.STATE, state);
        vlc.deliver("ended", exchange);
    }

    private Exchange exchange(String method, String id) {
        Exchange exchange = new DefaultExchange(camel.getCamelContext());
        exchange.getMessage().setHeader("CamelSipMethod", method);
        exchange.getMessage().setHeader("CamelSipDialogId", id);
        exchange.getMessage().setHeader("CamelSipCallId", id + "@wire");
        exchange.getMessage().setHeader("CamelSipFrom", "sip:viewer@example.org;user=phone, \"x\"");
        return exchange;
    }

    private void vlcDoes(String operation, Exchange exchange) throws Exception {
        if (Set.of("renew-lease", "list-instances").contains(operation)) {
            exchange.getMessage().setBody(List.of());
            return;
        }
        String deed = "vlc:" + operation + " " + exchange.getMessage().getHeader(VlcConstants.INSTANCE) + "/"
                + exchange.getMessage().getHeader(VlcConstants.HUB);
        deeds.add(
                operation.equals("add-sink") && deed.contains("livetv")
                        ? deed + " after " + records().size() + " records"
                        : deed);
        Exception fault = faults.get(operation);
        if (fault != null) {
            throw fault;
        }
        if (operation.equals("delete-sink")) {
            exchange.getMessage().setHeader(VlcConstants.COUNTERS, SENT);
        }
        if (operation.equals("open-hub")) {
            exchange.getMessage().setHeader(VlcConstants.VIDEO_PORT, 20000);
            exchange.getMessage().setHeader(VlcConstants.AUDIO_PORT, 20002);
        }
    }

    private CallRegistry calls() {
        return camel.lookup("calls", CallRegistry.class);
    }

    private List<String> records() throws IOException {
        Path file = run.resolve("call-records.jsonl");
        return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    }
}
