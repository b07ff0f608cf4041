package org.sipcast;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** A fake that stands for {@code sip:}, {@code vlc:} or {@code exec:}: what routes send to it goes where the test says. */
final class ScriptedComponent extends DefaultComponent {
    private final Script script;
    private final Map<String, Processor> routes = new ConcurrentHashMap<>();

    /** What happens to an exchange that a route sends to {@code scheme:path}. */
    @FunctionalInterface
    interface Script {
        void play(String path, Exchange exchange) throws Exception;
    }

    ScriptedComponent(Script script) {
        this.script = script;
    }

    /** Sends an exchange into the route that begins with {@code scheme:path}. */
    void deliver(String path, Exchange exchange) throws Exception {
        Processor route = routes.get(path);
        if (route == null) {
            throw new IllegalStateException("no route begins with " + path);
        }
        route.process(exchange);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters) {
        parameters.clear();
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) throws Exception {
                        script.play(path, exchange);
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                routes.put(path, processor);
                return new DefaultConsumer(this, processor);
            }
        };
    }
}
