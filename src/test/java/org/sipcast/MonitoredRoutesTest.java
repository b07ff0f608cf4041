package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.apache.camel.builder.AdviceWith;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.sipcast.call.EndCause;
import org.sipcast.call.Films;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;
import org.sipcast.monitor.Drain;
import org.sipcast.monitor.MonitorTree;
import org.sipcast.vlc.telnet.VlcGoneException;

/** What operators see of calls by MBeans, metrics and health checks, and what they can do to them. */
class MonitoredRoutesTest extends ShippedRoutes {
    private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();

    @Test
    void aCallIsAnMBeanAndEndsByIt() throws Exception {
        watch("livetv");
        var call = new ObjectName("org.sipcast:type=Call,channel=livetv,id=call-1");
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            tree().refresh();
            assertThat(mbeans.isRegistered(call)).isTrue();
        });
        assertThat(mbeans.getAttribute(call, "State")).isEqualTo("playing");
        assertThat(mbeans.getAttribute(call, "CallId")).isEqualTo("call-1@wire");
        assertThat(mbeans.getMBeanInfo(call).getOperations()[0].getDescription())
                .startsWith("Ends the call");
        assertThat(mbeans.getAttribute(new ObjectName("org.sipcast:type=Hub,channel=livetv,name=livetv"), "Viewers"))
                .isEqualTo(1);
        var newest = (CompositeData[]) mbeans.getAttribute(new ObjectName("org.sipcast:type=Calls"), "Newest");
        assertThat(newest).hasSize(1);
        assertThat(newest[0].get("caller")).isEqualTo("sip:viewer@example.org;user=phone, \"x\"");

        mbeans.invoke(call, "end", new Object[0], new String[0]);

        assertThat(deeds).contains("sip:bye call-1 " + EndCause.reason(EndCause.ENDED_BY_OPERATOR));
        assertThat(calls().all()).isEmpty();
        assertThat(records()).last().asString().contains("\"cause\":\"ENDED_BY_OPERATOR\"");
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            tree().refresh();
            assertThat(mbeans.isRegistered(call)).isFalse();
        });
    }

    @Test
    void aCallThatIsNotThereCannotBeEnded() throws Exception {
        assertThatThrownBy(() -> mbeans.invoke(
                        new ObjectName("org.sipcast:type=Calls"), "end", new Object[] {"no-such-call"}, new String[] {
                            "java.lang.String"
                        }))
                .rootCause()
                .hasMessageContaining("There is no call no-such-call");
    }

    @Test
    void aStoppedChannelIsEmptyAndRefusesCallsUntilItIsOpened() throws Exception {
        watch("livetv");
        var channel = new ObjectName("org.sipcast:type=Channel,name=livetv");

        mbeans.invoke(channel, "stop", new Object[0], new String[0]);

        assertThat(calls().all()).isEmpty();
        assertThat(deeds).last().asString().startsWith("vlc:shutdown livetv");
        assertThat(mbeans.getAttribute(channel, "State")).isEqualTo("stopped");
        var refused = invite("call-2", "livetv", OFFER);
        assertRefused(refused, 480);
        assertThat(refused.getMessage().getHeader("CamelSipWarning")).isEqualTo("Channel livetv is stopped for now");

        mbeans.invoke(channel, "open", new Object[0], new String[0]);
        assertThat(invite("call-3", "livetv", OFFER).getMessage().getHeader("CamelSipStatus"))
                .isNull();
    }

    @Test
    void whoDrainsLetsNobodyInAndStopsAfterTheLastCall() throws Exception {
        var stopped = new AtomicBoolean();
        context.getRegistry().bind("stopApplication", (Runnable) () -> stopped.set(true));
        watch("livetv");

        mbeans.invoke(new ObjectName("org.sipcast:type=Server"), "drain", new Object[0], new String[0]);

        var refused = invite("call-2", "livetv", OFFER);
        assertRefused(refused, 503);
        assertThat(refused.getMessage().getHeader("CamelSipRetryAfter")).isEqualTo("30");
        assertThat(check("ready", "draining").path("status").asText()).isEqualTo("DOWN");
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(metrics()).contains("sipcast_draining 1.0");
        assertThat(stopped).isFalse();

        event("bye");
        await().atMost(Duration.ofSeconds(5)).untilTrue(stopped);
        assertThat(run.resolve("sipcast.drained")).exists();
    }

    @Test
    void whoDrainsMayEndTheCalls() throws Exception {
        var stopped = new AtomicBoolean();
        context.getRegistry().bind("stopApplication", (Runnable) () -> stopped.set(true));
        watch("livetv");

        mbeans.invoke(new ObjectName("org.sipcast:type=Server"), "drainAndEndCalls", new Object[0], new String[0]);

        await().atMost(Duration.ofSeconds(5)).untilTrue(stopped);
        assertThat(deeds).contains("sip:bye call-1 " + EndCause.reason(EndCause.SERVER_STOPPED));
    }

    @Test
    void aCallThatIsBeingLetInWhenADrainBeginsIsRefused() throws Exception {
        var stopped = new AtomicBoolean();
        context.getRegistry().bind("stopApplication", (Runnable) () -> stopped.set(true));
        meanwhile(() -> drain().begin(true));

        var refused = invite("livetv", OFFER);

        assertRefused(refused, 503);
        assertThat(refused.getMessage().getHeader("CamelSipRetryAfter")).isEqualTo("30");
        assertThat(deeds).noneMatch(deed -> deed.startsWith("vlc:open"));
        await().atMost(Duration.ofSeconds(5)).untilTrue(stopped);
    }

    @Test
    void aCallThatIsBeingLetInWhenItsChannelIsStoppedIsRefused() throws Exception {
        meanwhile(() -> mbeans.invoke(
                new ObjectName("org.sipcast:type=Channel,name=livetv"), "stop", new Object[0], new String[0]));

        var refused = invite("livetv", OFFER);

        assertRefused(refused, 480);
        assertThat(refused.getMessage().getHeader("CamelSipWarning")).isEqualTo("Channel livetv is stopped for now");
        assertThat(calls().all()).isEmpty();
        assertThat(deeds).noneMatch(deed -> deed.startsWith("vlc:open"));
    }

    /** After the call was asked whether it may come in, and before it is among the calls. */
    private void meanwhile(ThrowingCallable deed) throws Exception {
        AdviceWith.adviceWith(
                context, "negotiate-media", route -> route.weaveAddLast().process(exchange -> {
                    try {
                        deed.call();
                    } catch (Throwable e) {
                        throw new AssertionError(e);
                    }
                }));
    }

    @Test
    void aCallWhoseSourceIsBeingOpenedWhenADrainEndsAllIsRefusedAndSaysSo() throws Exception {
        faults.put("open-hub", new VlcGoneException("VLC does not run"));
        starts = () -> {
            drain().begin(true);
            await().atMost(Duration.ofSeconds(5)).until(() -> calls().all().isEmpty());
        };

        var refused = invite("livetv", OFFER);

        assertRefused(refused, 503);
        assertThat(refused.getMessage().getHeader("CamelSipRetryAfter")).isEqualTo("30");
        assertThat(records()).isEmpty();
    }

    @Test
    void whoDrainsEndsACallInASecondAttemptIfTheFirstOneFails() throws Exception {
        var stopped = new AtomicBoolean();
        context.getRegistry().bind("stopApplication", (Runnable) () -> stopped.set(true));
        var failed = new AtomicBoolean();
        probe = exchange -> {
            if (!failed.getAndSet(true)) {
                throw new IllegalStateException("not yet");
            }
        };
        watch("livetv");

        drain().begin(true);

        await().atMost(Duration.ofSeconds(5)).untilTrue(stopped);
        assertThat(failed).isTrue();
        assertThat(calls().all()).isEmpty();
    }

    @Test
    void eachCallHasOneOutcome() throws Exception {
        watch("livetv");
        event("bye");
        invite("call-2", "nowhere", OFFER);
        invite("call-3", "livetv", "no SDP");
        faults.put("open-source", new VlcGoneException("gone"));
        starts = () -> faults.put("open-source", new VlcGoneException("gone"));
        invite("call-4", "livetv", OFFER);
        faults.put("open-source", new IllegalStateException("unforeseen"));
        invite("call-5", "livetv", OFFER);

        assertThat(metrics())
                .contains(
                        "sipcast_calls_total{channel=\"livetv\",outcome=\"viewer_hung_up\"} 1.0",
                        "sipcast_calls_total{channel=\"none\",outcome=\"refused\"} 1.0",
                        "sipcast_calls_total{channel=\"livetv\",outcome=\"refused\"} 3.0",
                        "sipcast_refusals_total{channel=\"none\",status=\"404\"} 1.0",
                        "sipcast_refusals_total{channel=\"livetv\",status=\"400\"} 1.0",
                        "sipcast_refusals_total{channel=\"livetv\",status=\"480\"} 1.0",
                        "sipcast_refusals_total{channel=\"livetv\",status=\"500\"} 1.0",
                        "sipcast_call_setup_seconds_count{channel=\"livetv\"} 1",
                        "sipcast_packets_sent_total{channel=\"livetv\",medium=\"video\"} 21.0",
                        "sipcast_octets_sent_total{channel=\"livetv\",medium=\"video\"} 2100.0",
                        "sipcast_vlc_starts_total{success=\"true\"} 1.0",
                        "sipcast_route_exchanges_total{route=\"answer-call\"}")
                .contains("sipcast_calls_total{channel=\"livetv\",outcome=\"server_failed\"} 0.0")
                .doesNotContain("nowhere");
    }

    @Test
    void whatAlertsLookAtIsThereBeforeTheFirstCall() throws Exception {
        assertThat(metrics())
                .contains(
                        "sipcast_vlc_starts_total{success=\"false\"} 0.0",
                        "sipcast_vlc_starts_total{success=\"true\"} 0.0",
                        "sipcast_calls_total{channel=\"livetv\",outcome=\"refused\"} 0.0",
                        "sipcast_calls_total{channel=\"livetv\",outcome=\"viewer_hung_up\"} 0.0",
                        "sipcast_calls_total{channel=\"none\",outcome=\"refused\"} 0.0",
                        "sipcast_refusals_total{channel=\"livetv\",status=\"480\"} 0.0",
                        "sipcast_refusals_total{channel=\"livetv\",status=\"500\"} 0.0",
                        "sipcast_refusals_total{channel=\"none\",status=\"503\"} 0.0",
                        "sipcast_call_setup_seconds_count{channel=\"livetv\"} 0",
                        "sipcast_packets_sent_total{channel=\"livetv\",medium=\"audio\"} 0.0",
                        "sipcast_packets_dropped_total{channel=\"livetv\",medium=\"video\"} 0.0");
    }

    @Test
    void aChannelThatIsAddedHasItsCountersBeforeItsFirstCall() throws Exception {
        Channels channels = context.getRegistry().lookupByNameAndType("channels", Channels.class);
        Channel found = channels.require("livetv");
        channels.become(List.of(
                found,
                new Channel(
                        "added",
                        found.title(),
                        found.source(),
                        found.timeline(),
                        found.video(),
                        found.audio(),
                        found.codecs(),
                        found.viewerLimit())));

        assertThat(metrics()).contains("sipcast_refusals_total{channel=\"added\",status=\"480\"} 0.0");
    }

    @Test
    void viewersAndEncodesAreCountedWhileTheyAreThere() throws Exception {
        watch("livetv");
        assertThat(metrics())
                .contains(
                        "sipcast_viewers{channel=\"livetv\"} 1.0",
                        "sipcast_hubs{channel=\"livetv\"} 1.0",
                        "sipcast_encodes 2.0",
                        "sipcast_calls_in_progress{state=\"playing\"} 1.0");
        event("bye");
        assertThat(metrics())
                .contains(
                        "sipcast_viewers{channel=\"livetv\"} 0.0", "sipcast_encodes 0.0", "sipcast_records_total 2.0");
    }

    @Test
    void isNotReadyWhileRecordsCannotBeWritten() throws Exception {
        watch("livetv");
        assertThat(check("ready", "journal").path("status").asText()).isEqualTo("UP");
        breakJournal();
        event("bye");

        assertThat(check("ready", "journal").path("message").asText()).isEqualTo("records can't be written");
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(metrics()).contains("sipcast_journal_writable 0.0", "sipcast_records_kept 1.0");
        mendJournal();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> check("ready", "journal").path("status").asText().equals("UP"));
    }

    @Test
    void isNotReadyAfterAVlcHasNotStarted() throws Exception {
        faults.put("open-hub", new VlcGoneException("gone"));
        exitValue = 1;
        assertRefused(invite("livetv", OFFER), 480);

        assertThat(check("ready", "vlc").path("message").asText()).startsWith("the VLC of livetv did not start, ");
        assertThat(metrics()).contains("sipcast_vlc_starts_total{success=\"false\"} 1.0");

        exitValue = 0;
        faults.put("open-hub", new VlcGoneException("gone"));
        invite("call-2", "livetv", OFFER);
        assertThat(check("ready", "vlc").path("message").asText()).doesNotContain("did not start");
    }

    @Test
    void whatIsDownIsToldFirstAndThenOurOwnChecks() throws Exception {
        breakJournal();
        watch("livetv");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> get("/observe/health").statusCode() == 503);

        var names = new ArrayList<String>();
        new ObjectMapper()
                .readTree(get("/observe/health").body())
                .path("checks")
                .forEach(check -> names.add(check.path("name").asText()));

        assertThat(names).startsWith("journal").hasSizeGreaterThan(7);
        assertThat(names.subList(0, 7))
                .containsExactlyInAnyOrder("journal", "draining", "registrations", "channels", "vlc", "edits", "disk");
    }

    @Test
    void whatAnInviteWaitedForBeforeItsRouteGotItBelongsToItsSetUp() throws Exception {
        var invite = exchange("INVITE", "call-1");
        invite.getMessage().setHeader("CamelSipUser", "livetv");
        invite.getMessage().setHeader("CamelSipAge", 7000L);
        invite.getMessage().setBody(OFFER);
        sip.deliver("invite", invite);

        assertThat(metrics())
                .contains(
                        "sipcast_call_setup_seconds_bucket{channel=\"livetv\",le=\"5.0\"} 0",
                        "sipcast_call_setup_seconds_count{channel=\"livetv\"} 1");
    }

    @Test
    void aCallThatItsViewerHasPausedIsShownSo() throws Exception {
        watch("livetv");
        new Films(calls(), Clock.systemUTC()).pause("call-1");

        assertThat(metrics())
                .contains(
                        "sipcast_calls_in_progress{state=\"paused\"} 1.0",
                        "sipcast_calls_in_progress{state=\"playing\"} 0.0");
    }

    @Test
    void noConsoleIsThereWithoutAPassword() throws Exception {
        assertThat(get("/hawtio/").statusCode()).isEqualTo(403);
    }

    private JsonNode check(String kind, String name) throws Exception {
        JsonNode checks = new ObjectMapper()
                .readTree(get("/observe/health/" + kind).body())
                .path("checks");
        for (JsonNode each : checks) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no check " + name + " in " + checks);
    }

    private String metrics() throws Exception {
        var response = get("/observe/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private Drain drain() {
        return context.getRegistry().lookupByNameAndType("drain", Drain.class);
    }

    private MonitorTree tree() {
        return context.hasService(MonitorTree.class);
    }
}
