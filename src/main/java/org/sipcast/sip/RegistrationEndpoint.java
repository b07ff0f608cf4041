package org.sipcast.sip;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code sip:register} and {@code sip:unregister}: our own accounts with a SIP platform. */
public class RegistrationEndpoint extends DefaultEndpoint {

    private final RegistrationOperation operation;

    RegistrationEndpoint(String uri, SipComponent component, RegistrationOperation operation) {
        super(uri, component);
        this.operation = operation;
    }

    @Override
    public SipComponent getComponent() {
        return (SipComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        return new RegistrationProducer(this, operation);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "Nobody can register here: " + getEndpointUri() + " can only be sent to");
    }
}
