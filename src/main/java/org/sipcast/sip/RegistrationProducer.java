package org.sipcast.sip;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Registers or unregisters the account that the header {@link SipConstants#ACCOUNT} names, and tells how it stands then. A
 * refusal is such a state, and no failure of the exchange.
 */
public class RegistrationProducer extends DefaultAsyncProducer {

    private final RegistrationEndpoint endpoint;
    private final RegistrationOperation operation;

    RegistrationProducer(RegistrationEndpoint endpoint, RegistrationOperation operation) {
        super(endpoint);
        this.endpoint = endpoint;
        this.operation = operation;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            String channel = exchange.getMessage().getHeader(SipConstants.ACCOUNT, String.class);
            if (channel == null) {
                throw new IllegalArgumentException(
                        endpoint.getEndpointUri() + " needs the header " + SipConstants.ACCOUNT);
            }
            var unused = operation
                    .start(endpoint.getComponent().stack().registrations(), channel)
                    .whenComplete((state, failure) -> {
                        if (failure == null) {
                            exchange.getMessage().setHeader(SipConstants.REGISTRATION, state);
                        } else {
                            exchange.setException(failure);
                        }
                        callback.done(false);
                    });
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }
}
