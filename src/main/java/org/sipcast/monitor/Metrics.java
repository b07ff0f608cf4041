package org.sipcast.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.support.service.ServiceSupport;
import org.sipcast.billing.RecordKeeper;
import org.sipcast.billing.feed.FeedLag;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.Hub;
import org.sipcast.call.Intake;
import org.sipcast.channel.Channels;
import org.sipcast.sip.stack.Registrations;

/** All that Prometheus is told. What calls do not count themselves is read from where it is known when Prometheus asks. */
public final class Metrics extends ServiceSupport {
    private final CamelContext camel;
    private final PrometheusMeterRegistry meters;
    private final CallMeters callMeters;
    private final Channels channels;
    private final CallRegistry calls;
    private final FeedLag feeds;
    private final Supplier<Map<Integer, Long>> refusals;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private volatile Map<String, Integer> viewers = Map.of();
    private volatile Map<String, Long> hubs = Map.of();
    private volatile Map<String, Long> states = Map.of();
    private volatile FeedLag.Lags lags = FeedLag.Lags.NONE;
    /** What has its meters, by kind and name. */
    private final Set<String> known = new HashSet<>();

    /** Without those of Micrometer's that are named against Prometheus' conventions. */
    public static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config()
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
                .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
        return registry;
    }

    /** @param refusals of SIP itself so far, by status */
    public Metrics(
            CamelContext camel,
            PrometheusMeterRegistry meters,
            CallMeters callMeters,
            Channels channels,
            CallRegistry calls,
            FeedLag feeds,
            Supplier<Map<Integer, Long>> refusals) {
        this.camel = camel;
        this.meters = meters;
        this.callMeters = callMeters;
        this.channels = channels;
        this.calls = calls;
        this.feeds = feeds;
        this.refusals = refusals;
    }

    /** Adds what these know. */
    public Metrics with(int encodeLimit, Intake intake, RecordKeeper records, Registrations registrations) {
        gauge("sipcast.encodes", "Encodes that the calls in progress need", calls, CallRegistry::encodesInUse);
        gauge("sipcast.encodes.limit", "Encodes that there may be at once", this, same -> encodeLimit);
        gauge("sipcast.draining", "1 while no new calls are let in", intake, each -> each.isDraining() ? 1 : 0);
        gauge("sipcast.journal.writable", "1 if records can be written", records, each -> each.isWritable() ? 1 : 0);
        gauge("sipcast.records.kept", "Records that wait in memory for the journal", records, RecordKeeper::keptEvents);
        gauge("sipcast.registrations", "Channels that the SIP platform knows", registrations, each -> each.registered()
                .size());
        gauge(
                "sipcast.registrations.missing",
                "Channels that the SIP platform ought to know and does not",
                registrations,
                each -> each.all().size() - each.registered().size());
        FunctionCounter.builder("sipcast.records", this, same -> same.lags.newest())
                .description("Records that the journal has ever had")
                .register(meters);
        for (String state : List.of("offered", "starting", "playing", "paused", "on hold")) {
            Gauge.builder("sipcast.calls.in.progress", this, same -> same.states.getOrDefault(state, 0L))
                    .description("Calls in progress, by what they do")
                    .tag("state", state.replace(' ', '_'))
                    .register(meters);
        }
        return this;
    }

    private <T> void gauge(String name, String words, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(words).register(meters);
    }

    @Override
    protected void doStart() {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        collections.bindTo(meters);
    }

    /** What Prometheus reads, in its text format; one at a time. */
    public synchronized String scrape() {
        List<Call> all = calls.all();
        callMeters.refresh(all);
        viewers = calls.viewers();
        Map<String, Long> inUse = new HashMap<>();
        all.stream().map(Call::hub).distinct().map(Hub::instance).forEach(each -> inUse.merge(each, 1L, Long::sum));
        hubs = inUse;
        Map<String, Long> doing = new HashMap<>();
        all.forEach(call -> doing.merge(CallView.stateOf(call), 1L, Long::sum));
        states = doing;
        lags = feeds.now();
        channels.all().forEach(channel -> once("channel", channel.name(), this::ofChannel));
        lags.byFeed().keySet().forEach(feed -> once("feed", feed, this::ofFeed));
        refusals.get().keySet().forEach(status -> once("status", status, this::ofStatus));
        camel.getRoutes().forEach(route -> once("route", route.getRouteId(), this::ofRoute));
        return meters.scrape();
    }

    /** Registers the meters of something that has none yet. */
    private <T> void once(String kind, T name, Consumer<T> register) {
        if (known.add(kind + " " + name)) {
            register.accept(name);
        }
    }

    private void ofChannel(String channel) {
        callMeters.know(channel);
        Gauge.builder("sipcast.viewers", this, same -> same.viewers.getOrDefault(channel, 0))
                .description("Calls in progress to a channel")
                .tag("channel", channel)
                .register(meters);
        Gauge.builder("sipcast.hubs", this, same -> same.hubs.getOrDefault(channel, 0L))
                .description("Hubs in use: one for a live channel, one for each call on demand")
                .tag("channel", channel)
                .register(meters);
    }

    private void ofFeed(String feed) {
        Gauge.builder("sipcast.feed.lag.records", this, same -> same.lags.records(feed))
                .description("Records that a feed has not delivered yet")
                .tag("feed", feed)
                .register(meters);
        Gauge.builder("sipcast.feed.lag", this, same -> same.lags.seconds(feed))
                .description("Age of the oldest record that a feed has not delivered yet")
                .baseUnit("seconds")
                .tag("feed", feed)
                .register(meters);
    }

    private void ofStatus(int status) {
        FunctionCounter.builder("sipcast.sip.refusals", this, same -> same.refusals
                        .get()
                        .getOrDefault(status, 0L))
                .description("Requests that SIP itself refused, before any route saw them or instead of it")
                .tag("status", Integer.toString(status))
                .register(meters);
    }

    private void ofRoute(String id) {
        FunctionCounter.builder(
                        "sipcast.route.exchanges", this, same -> same.counted(id, ManagedRouteMBean::getExchangesTotal))
                .description("What has gone through a route")
                .tag("route", id)
                .register(meters);
        FunctionCounter.builder(
                        "sipcast.route.failures",
                        this,
                        same -> same.counted(id, route -> route.getExchangesFailed() + route.getFailuresHandled()))
                .description("What has failed in a route, handled or not")
                .tag("route", id)
                .register(meters);
    }

    private interface RouteCount {
        long of(ManagedRouteMBean route) throws Exception;
    }

    /** By Camel's own bookkeeping. */
    private double counted(String route, RouteCount count) {
        ManagedCamelContext managed = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        ManagedRouteMBean bean = managed == null ? null : managed.getManagedRoute(route);
        try {
            return bean == null ? 0 : count.of(bean);
        } catch (Exception e) {
            return 0;
        }
    }

    @Override
    protected void doStop() {
        collections.close();
    }
}
