package org.sipcast;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Tells the SIP platform to send no more calls, before those that there are get ended. */
final class UnregisterOnStop extends MainListenerSupport {

    @Override
    public void beforeStop(BaseMainSupport main) {
        ProducerTemplate template = main.getCamelContext().createProducerTemplate();
        template.sendBody("direct:unregister-channels", null);
        template.stop();
    }
}
