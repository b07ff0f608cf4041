package org.sipcast.turn;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * {@code turn:ROUTE} has {@code direct:ROUTE} take an exchange when all that came before it for the same call has been done: what the
 * registry says of a call and what VLC is told stay in step, whoever wants something of it at once. No thread waits for its turn.
 */
@Component("turn")
public final class TurnComponent extends DefaultComponent {
    private final Turns turns = new Turns();
    private @Nullable ExecutorService threads;

    @Override
    protected Endpoint createEndpoint(String uri, String route, Map<String, Object> parameters) throws Exception {
        TurnEndpoint endpoint = new TurnEndpoint(uri, this, route);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        threads = getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "turn");
    }

    @Override
    protected void doStop() throws Exception {
        if (threads != null) {
            getCamelContext().getExecutorServiceManager().shutdown(threads);
            threads = null;
        }
        super.doStop();
    }

    Turns turns() {
        return turns;
    }

    ExecutorService threads() {
        ExecutorService running = threads;
        if (running == null) {
            throw new IllegalStateException("turn: is not started");
        }
        return running;
    }
}
