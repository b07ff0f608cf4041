package org.sipcast;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyInject;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.OnCamelContextStarting;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.SimpleTypeConverter;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.EndCause;
import org.sipcast.call.SteadyClock;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;
import org.sipcast.page.ChannelGuide;
import org.sipcast.page.PageServer;
import org.sipcast.page.PageSettings;
import org.sipcast.records.RecordPages;
import org.sipcast.sdp.Answerer;
import org.sipcast.sip.stack.Registrations;
import org.sipcast.vlc.telnet.ReportToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans that routes refer to, by name. */
public final class Beans implements CamelConfiguration {
    private static final Logger log = LoggerFactory.getLogger(Beans.class);

    private final SteadyClock clock = new SteadyClock();

    /** Camel finds the constant of a cause by trying all converters that it has, one after the other, each time. */
    @Override
    public void configure(CamelContext camel) {
        camel.getTypeConverterRegistry()
                .addTypeConverter(
                        EndCause.class,
                        String.class,
                        new SimpleTypeConverter(false, (type, exchange, name) -> EndCause.valueOf((String) name)));
    }

    @BindToRegistry
    public Channels channels(
            @PropertyInject("sipcast.channels") String file, @PropertyInject("sipcast.media") String mediaFolder) {
        Channels channels = Channels.read(Path.of(file), Path.of(mediaFolder));
        channels.problems().forEach(problem -> log.error("{}", problem));
        return channels;
    }

    @BindToRegistry
    public Registrations registrations(
            Channels channels,
            @PropertyInject("sipcast.registrar") String registrar,
            @PropertyInject("sipcast.domain") String domain,
            @PropertyInject("sipcast.accounts") String file,
            @PropertyInject("sipcast.register.expires") int expiresSeconds) {
        return RegistrationSettings.registrations(
                channels.all().stream().map(Channel::name).toList(),
                registrar,
                domain,
                Path.of(file),
                Duration.ofSeconds(expiresSeconds));
    }

    @BindToRegistry
    public Answerer answerer(@PropertyInject("sipcast.advertised-address") String address) {
        return new Answerer(address);
    }

    /** What durations of calls are measured by. */
    @BindToRegistry
    public SteadyClock steadyClock() {
        return clock;
    }

    @BindToRegistry
    public CallRegistry calls(@PropertyInject("sipcast.encodes") int encodeLimit) {
        return new CallRegistry(clock, encodeLimit);
    }

    @BindToRegistry
    public ReportToken reportToken() {
        return ReportToken.random();
    }

    // lazy, so that the beans it takes are there
    @BindToRegistry(lazy = true)
    public MediaReports mediaReports(
            CallRegistry calls,
            ReportToken reportToken,
            @PropertyInject("sipcast.viewer.silence") long silence,
            @PropertyInject("sipcast.viewer.question") long question) {
        return new MediaReports(
                calls, reportToken, Duration.ofMillis(silence), Duration.ofMillis(question), Clock.systemUTC());
    }

    // lazy, so that the beans it takes are there
    @BindToRegistry(lazy = true)
    public IncomingCall incomingCall(Channels channels, Answerer answerer, CallRegistry calls) {
        return new IncomingCall(channels, answerer, calls);
    }

    // lazy, so that the bean it takes is there
    @BindToRegistry(lazy = true)
    public OngoingCall ongoingCall(CallRegistry calls) {
        return new OngoingCall(calls);
    }

    @BindToRegistry(lazy = true)
    public ChannelGuide channelGuide(
            Channels channels,
            CallRegistry calls,
            @PropertyInject("sipcast.domain") String domain,
            @PropertyInject("sipcast.registrar") String registrar,
            @PropertyInject("sipcast.advertised-address") String address,
            @PropertyInject("sipcast.sip.port") int port) {
        return new ChannelGuide(
                channels, calls, RegistrationSettings.domain(domain, registrar).orElse(address + ":" + port));
    }

    /** Started with the context, before the routes that it serves. */
    @BindToRegistry
    public PageServer pageServer(
            CamelContext camel,
            @PropertyInject("sipcast.address") String address,
            @PropertyInject("sipcast.page.port") int port,
            @PropertyInject("sipcast.page.tls-certificate") String certificate,
            @PropertyInject("sipcast.page.tls-key") String key,
            @PropertyInject("sipcast.page.websocket") String webSocket,
            @PropertyInject("sipcast.page.connections") int connections)
            throws Exception {
        PageServer server = new PageServer(
                new PageSettings(address, port, certificate, key, URI.create(webSocket), connections),
                RecordsReading.byHttp(camel));
        if (port >= 0) {
            camel.addService(server, true, true);
        } else {
            // who checks routes starts none of them, and needs no server that serves nobody
            camel.addLifecycleStrategy(LifecycleStrategySupport.adapt((OnCamelContextStarting) starting -> {
                try {
                    camel.addService(server, true, true);
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeCamelException(e);
                }
            }));
        }
        return server;
    }

    @BindToRegistry
    public RecordPages recordPages(CamelContext camel) {
        return RecordsReading.pages(camel);
    }

    // lazy, so that the bean it takes is there
    @BindToRegistry(lazy = true)
    public HubRecovery hubRecovery(CallRegistry calls, @PropertyInject("sipcast.recovery.tries") int tries) {
        return new HubRecovery(calls, tries, clock);
    }

    @BindToRegistry
    public ViewerHub viewerHub() {
        return new ViewerHub();
    }
}
