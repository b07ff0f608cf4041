package org.sipcast;

import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.sipcast.call.CallRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nobody in any more and ends every call while the other routes still run, so that no phone is left waiting and every
 * record has its end.
 */
final class HangUpOnStop extends MainListenerSupport {
    private static final Logger log = LoggerFactory.getLogger(HangUpOnStop.class);
    /** Calls that were coming in when the door was shut get this long to be answered, and hung up on. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    public void beforeStop(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        CallRegistry calls = camel.getRegistry().lookupByNameAndType("calls", CallRegistry.class);
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            camel.getRouteController().suspendRoute("answer-call");
            Instant deadline = Instant.now().plus(PATIENCE);
            do {
                template.sendBody("direct:stop-calls", null);
                Thread.sleep(PAUSE.toMillis());
            } while (!calls.all().isEmpty() && Instant.now().isBefore(deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.error("Not every call could be ended", e);
        }
    }
}
