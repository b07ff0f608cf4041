package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.exec.ExecBinding;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.NotAllowedException;
import org.sipcast.vlc.SourceUnavailableException;
import org.sipcast.vlc.VlcConstants;
import org.sipcast.vlc.telnet.VlcGoneException;

/** The shipped routes with the shipped beans and settings; the SIP stack and VLC are fakes. */
class RoutesTest extends CamelMainTestSupport {
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

    /** What comes of a start of VLC, besides that all faults are gone. */
    private Runnable starts = () -> {};

    /** What routes did to SIP, VLC and the shell, in order. */
    private final List<String> deeds = new CopyOnWriteArrayList<>();

    private final Map<String, Exception> faults = new ConcurrentHashMap<>();

    private final ScriptedComponent sip = new ScriptedComponent((path, exchange) -> deeds.add("sip:" + path + " "
            + exchange.getMessage().getHeader("CamelSipDialogId") + " "
            + exchange.getMessage().getHeader("CamelSipReason")));

    private volatile Processor renewal = exchange -> {};
    private volatile Processor comparison = exchange -> exchange.getMessage().setBody(List.of());

    private final ScriptedComponent vlc = new ScriptedComponent(this::vlcDoes);

    private final ScriptedComponent exec = new ScriptedComponent((path, exchange) -> {
        deeds.add("exec:" + path);
        assertThat(exchange.getMessage().getHeader("CamelExecCommandArgs", String.class))
                .startsWith("start \"--run=" + this.run + "\" --address=127.0.0.1 ")
                .endsWith(" livetv");
        exchange.getMessage().setHeader(ExecBinding.EXEC_EXIT_VALUE, 0);
        faults.clear();
        starts.run();
    });

    @TempDir
    Path run = Path.of("set by JUnit");

    @Override
    protected String getPropertyPlaceholderLocations() {
        return "file:conf/application.properties";
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        Properties settings = new Properties();
        settings.setProperty("sipcast.run", run.toString());
        settings.setProperty("sipcast.records.folder", run.toString());
        settings.setProperty("sipcast.lease.renewal", "100");
        settings.setProperty("sipcast.reconcile", "100");
        settings.setProperty("sipcast.reconcile.settling", "0");
        camelContextConfiguration.withUseOverridePropertiesWithPropertiesComponent(settings);
        return super.createCamelContext();
    }

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.addConfiguration(Beans.class);
        configuration.addConfiguration(new CamelConfiguration() {
            @Override
            public void configure(CamelContext context) {
                context.getRegistry().bind("sip", sip);
                context.getRegistry().bind("vlc", vlc);
                context.getRegistry().bind("exec", exec);
            }
        });
        configuration.setRoutesIncludePattern("file:routes/*.camel.yaml");
        // the fakes have none of the real components' options
        configuration.setAutoConfigurationFailFast(false);
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
                        "exec:bin/sipcast-vlc",
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
        ended("livetv", "livetv", "ended", "call-1");

        assertThat(records()).hasSize(2).last().asString().contains("\"event\":\"stopped\"", "VIEWER_HUNG_UP");
        assertThat(deeds).noneMatch(deed -> deed.startsWith("sip:bye"));
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void theEndOfAFilmHangsUp() throws Exception {
        invite("demo", OFFER);
        event("ack");
        ended("demo", "call-1", "ended", "call-1");

        assertThat(deeds).contains("sip:bye call-1 SIP;cause=200;text=\"the film is over\"");
        assertThat(records()).last().asString().contains("SOURCE_ENDED");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void aStopRecordIsWrittenEvenIfTheVlcIsGone() throws Exception {
        invite("livetv", OFFER);
        event("ack");
        faults.put("delete-sink", new VlcGoneException("VLC does not answer"));
        ended("livetv", "livetv", "lost", "call-1");

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
    void aCallerWhoMayNotWatchIsForbiddenAndToldWhy() throws Exception {
        faults.put("open-hub", new NotAllowedException("Only for subscribers"));

        Exchange invite = invite("livetv", OFFER);

        assertRefused(invite, 403);
        assertThat(invite.getMessage().getHeader("CamelSipWarning")).isEqualTo("Only for subscribers");
    }

    @Test
    void whatIsWrongWithAVlcIsNotForCallers() throws Exception {
        VlcGoneException gone = new VlcGoneException("nothing answers on port 4212");
        faults.put("open-source", gone);
        starts = () -> faults.put("open-source", gone);

        Exchange invite = invite("livetv", OFFER);

        assertRefused(invite, 480);
        assertThat(invite.getMessage().getHeader("CamelSipWarning"))
                .isEqualTo("The channel's transcoder does not answer");
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
        template.sendBody("direct:stop-calls", "");

        assertThat(deeds)
                .contains(
                        "sip:bye call-1 SIP;cause=200;text=\"the server is being stopped\"",
                        "sip:bye call-2 SIP;cause=200;text=\"the server is being stopped\"");
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void theLossOfAVlcSparesThoseWhoCameAfterIt() throws Exception {
        invite("call-1", "livetv", OFFER);
        invite("call-2", "livetv", OFFER);
        ended("livetv", "livetv", "lost", "call-1", "long-over");

        assertThat(calls().all()).extracting(Call::id).containsExactly("call-2");
    }

    @Test
    void aCallWhoseSinkIsGoneIsHungUpOn() throws Exception {
        invite("call-1", "livetv", OFFER);
        invite("call-2", "livetv", OFFER);
        event("ack");
        comparison = exchange -> {
            assertThat(exchange.getMessage().getHeader(VlcConstants.SINKS)).isEqualTo(Set.of("call-1", "call-2"));
            assertThat(exchange.getMessage().getHeader(VlcConstants.HUBS)).isEqualTo(Set.of("livetv"));
            exchange.getMessage().setBody(exchange.getMessage().getHeader(VlcConstants.DUE_SINKS));
        };

        await().untilAsserted(
                        () -> assertThat(records()).hasSize(2).last().asString().contains("SOURCE_LOST"));
        assertThat(deeds).contains("sip:bye call-1 SIP;cause=200;text=\"the source is gone\"");
        assertThat(calls().all()).extracting(Call::id).containsExactly("call-2");
    }

    @Test
    void aHubOnDemandIsClosedEvenIfItsSinkCannotBeDeleted() throws Exception {
        invite("demo", OFFER);
        event("ack");
        faults.put("delete-sink", new VlcGoneException("VLC is busy"));
        faults.put("close-hub", new VlcGoneException("VLC is busy"));
        event("bye");

        assertThat(deeds).last().isEqualTo("vlc:close-hub demo/call-1");
        assertThat(records()).hasSize(2);
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void aVlcThatHangsCostsNoOtherItsLease() throws Exception {
        invite("call-1", "demo", OFFER);
        invite("call-2", "livetv", OFFER);
        AtomicInteger renewals = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        renewal = exchange -> {
            if (exchange.getMessage().getHeader(VlcConstants.INSTANCE).equals("demo")) {
                end.await();
            } else {
                assertThat(exchange.getMessage().getHeader(VlcConstants.HUBS)).isEqualTo(Set.of("livetv"));
                renewals.incrementAndGet();
            }
        };
        try {
            await().until(() -> renewals.get() >= 2);
        } finally {
            end.countDown();
        }
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
        sip.deliver(path, exchange(path.toUpperCase(Locale.ROOT), "call-1"));
    }

    private void ended(String instance, String hub, String state, String... sinks) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(VlcConstants.INSTANCE, instance);
        exchange.getMessage().setHeader(VlcConstants.HUB, hub);
        exchange.getMessage().setHeader(VlcConstants.STATE, state);
        exchange.getMessage().setHeader(VlcConstants.SINKS, Set.of(sinks));
        vlc.deliver("ended", exchange);
    }

    private Exchange exchange(String method, String id) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("CamelSipMethod", method);
        exchange.getMessage().setHeader("CamelSipDialogId", id);
        exchange.getMessage().setHeader("CamelSipCallId", id + "@wire");
        exchange.getMessage().setHeader("CamelSipFrom", "sip:viewer@example.org;user=phone, \"x\"");
        return exchange;
    }

    private void vlcDoes(String operation, Exchange exchange) throws Exception {
        if (operation.equals("list-instances")) {
            exchange.getMessage().setBody(List.of());
            return;
        }
        if (operation.equals("reconcile")) {
            comparison.process(exchange);
            return;
        }
        if (operation.equals("renew-lease")) {
            renewal.process(exchange);
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
        if (operation.equals("open-hub")) {
            exchange.getMessage().setHeader(VlcConstants.VIDEO_PORT, 20000);
            exchange.getMessage().setHeader(VlcConstants.AUDIO_PORT, 20002);
        }
    }

    private CallRegistry calls() {
        return context.getRegistry().lookupByNameAndType("calls", CallRegistry.class);
    }

    private List<String> records() throws IOException {
        Path file = run.resolve("call-records.jsonl");
        return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    }
}
