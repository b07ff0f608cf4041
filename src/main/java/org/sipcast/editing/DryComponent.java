package org.sipcast.editing;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

/** Stands for a component that would reach the world: what is sent or fetched by it reaches the one that stands for the world. */
final class DryComponent extends DefaultComponent {
    private final World world;

    DryComponent(World world) {
        this.world = world;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters) {
        Map<String, Object> options = new HashMap<>(parameters);
        parameters.clear(); // what is left over would be refused as unknown
        String plain = uri.substring(0, Math.max(0, uri.indexOf(':'))) + ":" + path;
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) throws Exception {
                        world.send(plain, options, exchange);
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                return new DefaultConsumer(this, processor);
            }

            @Override
            public PollingConsumer createPollingConsumer() {
                return new Fetcher(this, plain);
            }
        };
    }

    /** Waits for nothing. */
    private final class Fetcher extends PollingConsumerSupport {
        private final String uri;

        Fetcher(Endpoint endpoint, String uri) {
            super(endpoint);
            this.uri = uri;
        }

        @Override
        public @Nullable Exchange receive() {
            Exchange fetched = getEndpoint().createExchange();
            return world.fetch(uri, fetched) ? fetched : null;
        }

        @Override
        public @Nullable Exchange receiveNoWait() {
            return receive();
        }

        @Override
        public @Nullable Exchange receive(long timeout) {
            return receive();
        }
    }
}
