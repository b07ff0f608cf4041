package org.sipcast;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.sipcast.billing.RecordKeeper;
import org.sipcast.billing.feed.FeedLag;
import org.sipcast.billing.journal.NodeName;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.Intake;
import org.sipcast.call.SteadyClock;
import org.sipcast.channel.Channels;
import org.sipcast.console.ConsolePassword;
import org.sipcast.console.Hawtio;
import org.sipcast.console.HealthPages;
import org.sipcast.console.ManagementServer;
import org.sipcast.console.MetricsPage;
import org.sipcast.editing.Editing;
import org.sipcast.editing.Problem;
import org.sipcast.monitor.CallMeters;
import org.sipcast.monitor.Drain;
import org.sipcast.monitor.HealthChecks;
import org.sipcast.monitor.MediaTotals;
import org.sipcast.monitor.Metrics;
import org.sipcast.monitor.MonitorTree;
import org.sipcast.monitor.MonitoredServer;
import org.sipcast.monitor.Operations;
import org.sipcast.monitor.OptionsInJmx;
import org.sipcast.monitor.VlcStarts;
import org.sipcast.sip.SipComponent;
import org.sipcast.sip.stack.Registrations;

/**
 * What operators need: {@code intake}, which routes ask whether calls are let in, {@code drain}, {@code callMeters}, {@code chatMeters}, and {@code managementServer} with
 * {@code console}, health checks and metrics.
 */
public final class MonitorBeans implements CamelConfiguration {

    @Override
    public void configure(CamelContext camel) throws Exception {
        camel.getManagementStrategy().setManagementObjectStrategy(new OptionsInJmx());
        Registry registry = camel.getRegistry();
        CallRegistry calls = Wiring.bean(camel, "calls", CallRegistry.class);
        Channels channels = Wiring.bean(camel, "channels", Channels.class);
        SteadyClock clock = Wiring.bean(camel, "steadyClock", SteadyClock.class);
        Intake intake = new Intake();
        registry.bind("intake", intake);
        registry.bind("callIntake", new CallIntake(intake));
        Operations operations = new Operations(camel, calls, channels, intake);
        Drain drain = new Drain(camel, calls, intake, operations, Path.of(Wiring.setting(camel, "run")));
        registry.bind("drain", drain);
        RecordKeeper records = Wiring.bean(camel, "recordKeeper", RecordKeeper.class);
        Registrations registrations = Wiring.bean(camel, "registrations", Registrations.class);
        int encodeLimit = Wiring.number(camel, "encodes");
        Supplier<List<String>> editProblems = () -> editProblems(registry);
        MonitoredServer whole = new MonitoredServer(
                RecordBeans.version(), calls, encodeLimit, intake, records, registrations, drain, editProblems);
        MonitorTree tree = new MonitorTree(channels, calls, intake, operations, whole, clock);
        camel.addService(tree, true, true);

        PrometheusMeterRegistry meters = Metrics.registry();
        VlcStarts starts = new VlcStarts(meters, clock);
        CallMeters callMeters = new CallMeters(meters, calls, new MediaTotals(meters), starts);
        channels.all().forEach(channel -> callMeters.know(channel.name()));
        registry.bind("callMeters", callMeters);
        registry.bind("chatMeters", new ChatMeters(meters));
        FeedLag lag = new FeedLag(
                Wiring.bean(camel, "records", DataSource.class),
                NodeName.of(Wiring.setting(camel, "node")),
                Clock.systemUTC());
        Metrics metrics = new Metrics(camel, meters, callMeters, channels, calls, lag, () -> sipRefusals(camel))
                .with(encodeLimit, intake, records, registrations);
        camel.addService(metrics, true, true);
        HealthChecks checks = new HealthChecks(
                camel,
                intake,
                records,
                registrations,
                channels,
                starts,
                editProblems,
                List.of(Path.of(Wiring.setting(camel, "records.folder")), Path.of(Wiring.setting(camel, "run"))),
                Wiring.number(camel, "health.disk"));
        camel.addService(checks, true, true);

        Hawtio console = new Hawtio(
                ConsolePassword.find(Wiring.setting(camel, "management.password-file")),
                Clock.systemUTC(),
                tree::refresh);
        registry.bind("console", console);
        ManagementServer server = new ManagementServer(
                Wiring.setting(camel, "management.address"),
                Wiring.number(camel, "management.port"),
                new HealthPages(camel),
                new MetricsPage(metrics::scrape),
                console);
        registry.bind("managementServer", server);
        camel.addService(server, true, true);
    }

    /** Of the component that listens: the registry may hold another one, in tests. */
    private static Map<Integer, Long> sipRefusals(CamelContext camel) {
        return camel.hasComponent("sip") instanceof SipComponent sip ? sip.refusals() : Map.of();
    }

    /** Whoever looks after edited files comes last of all beans, since it needs the others. */
    private static List<String> editProblems(Registry registry) {
        Editing editing = registry.lookupByNameAndType("editing", Editing.class);
        return editing == null
                ? List.of()
                : editing.problems().stream().map(Problem::toString).toList();
    }
}
