package org.sipcast.sip;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.sipcast.sip.stack.SipMethod;

/** Take part in SIP calls: answer them, hear of their beginning and end, and end them. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "sip",
        title = "SIP",
        syntax = "sip:method",
        category = {Category.MESSAGING},
        headersClass = SipConstants.class)
public class SipEndpoint extends DefaultEndpoint {

    @UriPath(
            enums = "invite,ack,bye,cancel,options,register,unregister",
            description =
                    "The method. A consumer of invite or options gives the answer; one of ack, bye or cancel hears"
                            + " of it. A producer can be made of bye, and of register and unregister for our own"
                            + " accounts")
    @Metadata(required = true)
    private final SipMethod method;

    SipEndpoint(String uri, SipComponent component, SipMethod method) {
        super(uri, component);
        this.method = method;
    }

    public SipMethod getMethod() {
        return method;
    }

    @Override
    public SipComponent getComponent() {
        return (SipComponent) super.getComponent();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SipConsumer consumer = new SipConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        if (method != SipMethod.BYE) {
            throw new IllegalArgumentException(
                    "Only sip:bye, sip:register and sip:unregister can be sent to, not " + getEndpointUri());
        }
        return new SipProducer(this);
    }
}
