package org.sipcast.editing;

import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stands for a component that would reach the world: what is sent to it is told, and reaches nobody. */
final class DryComponent extends DefaultComponent {
    private final BiConsumer<String, Exchange> told;

    DryComponent(BiConsumer<String, Exchange> told) {
        this.told = told;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters) {
        parameters.clear();
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) {
                        told.accept(scheme + ":" + path, exchange);
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                return new DefaultConsumer(this, processor);
            }
        };
    }
}
