package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.exec.ExecBinding;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.JournalRecord;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.console.ManagementServer;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.vlc.VlcConstants;
import org.sipcast.vlc.telnet.MediumCounters;
import org.sipcast.vlc.telnet.SinkCounters;
import org.sipcast.vlc.telnet.SourceState;
import org.sipcast.vlc.telnet.SourceStatus;

/** The shipped routes with the shipped beans and settings; the SIP stack and VLC are fakes. */
abstract class ShippedRoutes extends CamelMainTestSupport {
    private static final SinkCounters SENT = new SinkCounters(
            new MediumCounters(7, 700, Duration.ofSeconds(1), 0, null, null, null, false, null, "9:8"), null);

    static final String OFFER =
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
    Runnable starts = () -> {};

    /** What a start of VLC ends with. */
    volatile int exitValue;

    /** What routes did to SIP, VLC and the shell, in order. */
    final List<String> deeds = new CopyOnWriteArrayList<>();

    /** What viewers were sent by MESSAGE, in order; other deeds do not show it. */
    final List<SentMessage> messages = new CopyOnWriteArrayList<>();

    record SentMessage(String call, String type, String body) {}

    final Map<String, Exception> faults = new ConcurrentHashMap<>();

    /** What comes of a question to a viewer, of a BYE, and of unregistering. */
    volatile Processor probe = exchange -> {};

    final ScriptedComponent sip = new ScriptedComponent((path, exchange) -> {
        if (path.equals("message")) {
            messages.add(new SentMessage(
                    exchange.getMessage().getHeader("CamelSipDialogId", String.class),
                    exchange.getMessage().getHeader("CamelSipContentType", String.class),
                    exchange.getMessage().getBody(String.class)));
            exchange.getMessage().setHeader("CamelSipStatus", 200);
            return;
        }
        deeds.add("sip:" + path + " "
                + exchange.getMessage().getHeader("CamelSipDialogId") + " "
                + exchange.getMessage().getHeader("CamelSipReason"));
        if (path.equals("options") || path.equals("bye") || path.equals("unregister")) {
            probe.process(exchange);
        }
    });

    /** Those that a hub has, and what they have sent. */
    volatile Map<String, SinkCounters> sinks = Map.of();

    volatile Processor renewal = exchange -> {};

    /** What VLC says of a film. */
    volatile Processor look = exchange -> exchange.getMessage()
            .setHeader(
                    VlcConstants.SOURCE,
                    new SourceStatus(SourceState.OPEN, Duration.ofSeconds(2), Duration.ofSeconds(62)));

    volatile Processor comparison = exchange -> exchange.getMessage().setBody(List.of());

    final ScriptedComponent vlc = new ScriptedComponent(this::vlcDoes);

    final ScriptedComponent exec = new ScriptedComponent((path, exchange) -> {
        deeds.add("exec:" + path);
        assertThat(exchange.getMessage().getHeader("CamelExecCommandArgs", String.class))
                .startsWith("start \"--run=" + this.run + "\" --address=127.0.0.1 ")
                .endsWith(" " + exchange.getMessage().getHeader(VlcConstants.INSTANCE));
        exchange.getMessage().setHeader(ExecBinding.EXEC_EXIT_VALUE, exitValue);
        faults.clear();
        starts.run();
    });

    final int reportsPort = FreePorts.one();

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
        settings.setProperty("sipcast.reports.port", Integer.toString(reportsPort));
        settings.setProperty("sipcast.page.port", "0");
        settings.setProperty("sipcast.management.port", "0");
        settings.setProperty("sipcast.lease.renewal", "100");
        settings.setProperty("sipcast.reconcile", "100");
        settings.setProperty("sipcast.reconcile.settling", "0");
        also(settings);
        camelContextConfiguration.withUseOverridePropertiesWithPropertiesComponent(settings);
        return super.createCamelContext();
    }

    /** Other settings of a test. */
    protected void also(Properties settings) throws IOException {}

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        AllBeans.addTo(configuration);
        configuration.addConfiguration(new CamelConfiguration() {
            @Override
            public void configure(CamelContext context) {
                context.addComponent("sip", sip);
                context.addComponent("vlc", vlc);
                context.addComponent("exec", exec);
            }
        });
        configuration.setRoutesIncludePattern("file:routes/*.camel.yaml");
        // the fakes have none of the real components' options
        configuration.setAutoConfigurationFailFast(false);
    }

    @BeforeEach
    void takeCalls() throws Exception {
        template.sendBody("direct:recover-calls", null);
        context.getRouteController().startRoute("reconcile-viewers");
        context.getRouteController().startRoute("answer-call");
    }

    /** Nothing can be written to the journal any more. */
    void breakJournal() throws SQLException {
        execute("ALTER TABLE record RENAME TO missing", "ALTER TABLE probe RENAME TO missing_too");
    }

    void mendJournal() throws SQLException {
        execute("ALTER TABLE missing RENAME TO record", "ALTER TABLE missing_too RENAME TO probe");
    }

    private void execute(String... statements) throws SQLException {
        DataSource records = context.getRegistry().lookupByNameAndType("records", DataSource.class);
        try (Connection connection = records.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** A call that plays; its INVITE. What was done for it so far is forgotten. */
    Exchange watch(String channel) throws Exception {
        Exchange invite = invite(channel, OFFER);
        event("ack");
        deeds.clear();
        return invite;
    }

    Exchange change(String method, @Nullable String offer) throws Exception {
        Exchange exchange = exchange(method, "call-1");
        exchange.getMessage().setHeader("CamelSipEvent", "UPDATE");
        exchange.getMessage().setBody(offer);
        sip.deliver("update", exchange);
        return exchange;
    }

    Call call() {
        return calls().all().get(0);
    }

    static String origin(String sdp) {
        return sdp.lines().filter(line -> line.startsWith("o=")).findFirst().orElseThrow();
    }

    static void assertRefused(Exchange invite, int status) {
        assertThat(invite.getException()).isNull();
        assertThat(invite.getMessage().getHeader("CamelSipStatus", Integer.class))
                .isEqualTo(status);
        assertThat(invite.getMessage().getHeader("CamelSipWarning", String.class))
                .isNotBlank();
    }

    Exchange invite(String user, @Nullable String offer) throws Exception {
        return invite("call-1", user, offer);
    }

    Exchange invite(String id, String user, @Nullable String offer) throws Exception {
        Exchange exchange = exchange("INVITE", id);
        exchange.getMessage().setHeader("CamelSipUser", user);
        exchange.getMessage().setBody(offer);
        sip.deliver("invite", exchange);
        return exchange;
    }

    void event(String path) throws Exception {
        sip.deliver(path, exchange(path.toUpperCase(Locale.ROOT), "call-1"));
    }

    void ended(String instance, String hub, String state, String... sinks) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(VlcConstants.INSTANCE, instance);
        exchange.getMessage().setHeader(VlcConstants.HUB, hub);
        exchange.getMessage().setHeader(VlcConstants.STATE, state);
        exchange.getMessage().setHeader(VlcConstants.SINKS, Set.of(sinks));
        vlc.deliver("ended", exchange);
    }

    Exchange exchange(String method, String id) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("CamelSipMethod", method);
        exchange.getMessage().setHeader("CamelSipDialogId", id);
        exchange.getMessage().setHeader("CamelSipCallId", id + "@wire");
        exchange.getMessage().setHeader("CamelSipFrom", "sip:viewer@example.org;user=phone, \"x\"");
        return exchange;
    }

    void vlcDoes(String operation, Exchange exchange) throws Exception {
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
        if (operation.equals("source-state")) {
            look.process(exchange);
            return;
        }
        String deed = "vlc:" + operation + " " + exchange.getMessage().getHeader(VlcConstants.INSTANCE) + "/"
                + exchange.getMessage().getHeader(VlcConstants.HUB);
        deeds.add(
                deed.contains("livetv")
                                && (operation.equals("add-sink")
                                        || (operation.equals("delete-sink") && !sinks.isEmpty()))
                        ? deed + " after " + records().size() + " records"
                        : deed);
        Exception fault = faults.get(operation);
        if (fault != null) {
            throw fault;
        }
        if (operation.equals("delete-sink")) {
            exchange.getMessage().setHeader(VlcConstants.COUNTERS, SENT);
        }
        if (operation.equals("list-sinks")) {
            exchange.getMessage().setBody(sinks);
        }
        if (operation.equals("open-hub")) {
            exchange.getMessage().setHeader(VlcConstants.VIDEO_PORT, 20000);
            exchange.getMessage().setHeader(VlcConstants.AUDIO_PORT, 20002);
        }
    }

    CallRegistry calls() {
        return context.getRegistry().lookupByNameAndType("calls", CallRegistry.class);
    }

    /** Of starts and ends: when the interim ones come is a matter of chance. */
    List<String> records() {
        try {
            return journal().after(0, 1000).stream()
                    .map(JournalRecord::json)
                    .filter(event -> !event.contains("org.sipcast.call.interim."))
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Journal journal() {
        return context.getRegistry().lookupByNameAndType("journal", Journal.class);
    }

    /** What the management server answers. */
    HttpResponse<String> get(String path) throws Exception {
        ManagementServer server = context.getRegistry().lookupByNameAndType("managementServer", ManagementServer.class);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
