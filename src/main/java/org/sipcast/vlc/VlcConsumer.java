package org.sipcast.vlc;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Begins an exchange for each hub that has come to its end. */
final class VlcConsumer extends DefaultConsumer {
    private final VlcEndpoint endpoint;
    private final java.util.function.Consumer<HubEnd> listener = this::handOver;
    /** The last end of each hub that is not handled so far. */
    private final Map<Place, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    private @Nullable ExecutorService threads;

    private record Place(String instance, String hub) {}

    VlcConsumer(VlcEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        threads = endpoint.getCamelContext().getExecutorServiceManager().newDefaultThreadPool(this, "vlc-ended");
        endpoint.getComponent().rounds().addListener(listener);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().rounds().removeListener(listener);
        if (threads != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(threads);
        }
        super.doStop();
    }

    /** To threads of its own: the route's end of a call must not delay the watch. The ends of one hub follow each other. */
    private void handOver(HubEnd end) {
        ExecutorService workers = threads;
        if (workers == null) {
            return;
        }
        Place place = new Place(end.instance(), end.hub());
        CompletableFuture<Void> last = underWay.compute(
                place, (same, before) -> (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                        .thenRunAsync(() -> process(end), workers));
        CompletableFuture<Void> unused = last.whenComplete((nothing, fault) -> underWay.remove(place, last));
    }

    /** Another end of the same hub may have been handled before, and its viewers have a hub again. */
    private Set<String> concerned(HubEnd end) {
        return end.reason() == HubEnd.Reason.LOST
                ? endpoint.getComponent().instances().get(end.instance()).whoLost(end.hub(), end.sinks())
                : end.sinks();
    }

    private void process(HubEnd end) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOnly);
            exchange.getMessage().setHeader(VlcConstants.INSTANCE, end.instance());
            exchange.getMessage().setHeader(VlcConstants.HUB, end.hub());
            exchange.getMessage().setHeader(VlcConstants.SINKS, concerned(end));
            exchange.getMessage().setHeader(VlcConstants.STATE, end.reason().word());
            exchange.getMessage().setHeader(VlcConstants.PORTS, end.ports());
            exchange.getMessage().setHeader(VlcConstants.POSITION, end.position());
            exchange.getMessage().setHeader(VlcConstants.CHANNEL, end.channel());
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            getExceptionHandler()
                    .handleException(
                            "The end of hub " + end.hub() + " was not handled", exchange, exchange.getException());
        }
        releaseExchange(exchange, false);
    }
}
