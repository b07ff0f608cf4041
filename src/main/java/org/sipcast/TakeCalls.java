package org.sipcast;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Opens the door to calls once those of before are closed: until then their sinks and hubs may still be there. */
public final class TakeCalls extends MainListenerSupport {

    @Override
    public void afterStart(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.sendBody("direct:recover-calls", null);
            camel.getRouteController().startRoute("reconcile-viewers");
            camel.getRouteController().startRoute("answer-call");
        } catch (Exception e) {
            throw new IllegalStateException("calls can't be taken", e);
        }
    }
}
