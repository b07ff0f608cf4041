package org.sipcast.vlc;

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
    private @Nullable ExecutorService threads;

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

    /** To threads of its own: the route's end of a call must not delay the watch. */
    private void handOver(HubEnd end) {
        if (threads != null) {
            threads.execute(() -> process(end));
        }
    }

    private void process(HubEnd end) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOnly);
            exchange.getMessage().setHeader(VlcConstants.INSTANCE, end.instance());
            exchange.getMessage().setHeader(VlcConstants.HUB, end.hub());
            exchange.getMessage().setHeader(VlcConstants.SINKS, end.sinks());
            exchange.getMessage().setHeader(VlcConstants.STATE, end.reason().word());
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
