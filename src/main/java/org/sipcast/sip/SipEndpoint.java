package org.sipcast.sip;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.sipcast.sip.stack.SipMethod;

/** Take part in SIP calls: answer them, hear of their beginning and end, change them, and end them. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "sip",
        title = "SIP",
        syntax = "sip:method",
        category = {Category.MESSAGING},
        headersClass = SipConstants.class)
public class SipEndpoint extends DefaultEndpoint {

    @UriPath(
            enums = "invite,ack,bye,cancel,options,update,message,info,register,unregister",
            description =
                    "The method. A consumer of invite, options, update, message or info gives the answer; one of ack, bye"
                            + " or cancel hears of it. update is each change of a call, also by re-INVITE. A producer can be"
                            + " made of bye, message, info and options within a call, and of register and unregister for our"
                            + " own accounts")
    @Metadata(required = true)
    private final SipMethod method;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "0",
            description =
                    "How long an exchange waits for the answer to its request, which is 408 then; 0 for as long as SIP"
                            + " does, half a minute")
    private long timeout;

    SipEndpoint(String uri, SipComponent component, SipMethod method) {
        super(uri, component);
        this.method = method;
    }

    public SipMethod getMethod() {
        return method;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
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
        return switch (method) {
            case BYE, MESSAGE, INFO, OPTIONS -> new SipProducer(this);
            case INVITE, ACK, CANCEL, UPDATE ->
                throw new IllegalArgumentException("Only sip:bye, sip:message, sip:info, sip:options, sip:register and"
                        + " sip:unregister can be sent to, not " + getEndpointUri());
        };
    }
}
