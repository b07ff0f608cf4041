package org.sipcast;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Ends every call while the routes still run, so that no phone is left waiting and every record has its end. */
final class HangUpOnStop extends MainListenerSupport {

    @Override
    public void beforeStop(BaseMainSupport main) {
        ProducerTemplate template = main.getCamelContext().createProducerTemplate();
        template.sendBody("direct:stop-calls", null);
        template.stop();
    }
}
