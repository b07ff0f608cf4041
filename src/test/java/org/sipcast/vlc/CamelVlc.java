package org.sipcast.vlc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A Camel with the {@code vlc:} component, a route that collects ends, and short times. */
final class CamelVlc implements AutoCloseable {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final VlcComponent component = new VlcComponent();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final List<Set<?>> endedSinks = new CopyOnWriteArrayList<>();
    private final List<Object> positions = new CopyOnWriteArrayList<>();

    CamelVlc(Path runDirectory, Duration timeout) throws Exception {
        component.setRunDirectory(runDirectory.toString());
        component.setCommandTimeout(timeout);
        component.setSourceTimeout(timeout.plusMillis(200));
        component.setWatchInterval(Duration.ofMillis(50));
        component.setLease(Duration.ofSeconds(30));
        camel.addComponent("vlc", component);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("vlc:ended").routeId("ended").process(exchange -> {
                    Map<String, Object> headers = exchange.getMessage().getHeaders();
                    ends.add(headers.get(VlcConstants.INSTANCE) + "/" + headers.get(VlcConstants.HUB) + " "
                            + headers.get(VlcConstants.STATE));
                    positions.add(headers.get(VlcConstants.POSITION));
                    endedSinks.add(Set.copyOf((Collection<?>) headers.get(VlcConstants.SINKS)));
                });
            }
        });
        camel.start();
    }

    DefaultCamelContext camel() {
        return camel;
    }

    VlcComponent component() {
        return component;
    }

    /** What {@code vlc:ended} has delivered, as {@code instance/hub state}. */
    List<String> ends() {
        return ends;
    }

    /** Whom each of these ends concerns. */
    List<Set<?>> endedSinks() {
        return endedSinks;
    }

    /** Where the source was at each of these ends. */
    List<Object> positions() {
        return positions;
    }

    /** Sends an exchange with these headers, and more as names and values. */
    Exchange ask(String operation, Map<String, Object> headers, Object... more) {
        Map<String, Object> all = with(headers, more);
        Exchange exchange = camel.createProducerTemplate()
                .request("vlc:" + operation, asked -> asked.getMessage().setHeaders(all));
        if (exchange.getException() != null) {
            throw new CamelExecutionException(operation + " failed", exchange, exchange.getException());
        }
        return exchange;
    }

    /** What goes wrong with it, or null. */
    @Nullable
    Throwable failure(String operation, Map<String, Object> headers, Object... more) {
        try {
            ask(operation, headers, more);
            return null;
        } catch (CamelExecutionException e) {
            return e.getCause();
        }
    }

    static Map<String, Object> with(Map<String, Object> headers, Object... more) {
        Map<String, Object> all = new HashMap<>(headers);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
