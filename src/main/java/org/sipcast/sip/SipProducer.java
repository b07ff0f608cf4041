package org.sipcast.sip;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Ends the call that the header {@link SipConstants#DIALOG_ID} names. An exchange that wants an answer (InOut) gets the status
 * of the BYE's; another goes on at once, so that a viewer who is gone holds up nothing.
 */
public class SipProducer extends DefaultAsyncProducer {

    private final SipEndpoint endpoint;

    SipProducer(SipEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.getComponent().stack();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            String id = exchange.getMessage().getHeader(SipConstants.DIALOG_ID, String.class);
            if (id == null) {
                throw new IllegalArgumentException("sip:bye needs the header " + SipConstants.DIALOG_ID);
            }
            String reason = exchange.getMessage().getHeader(SipConstants.REASON, String.class);
            CompletableFuture<Integer> answered =
                    endpoint.getComponent().stack().hangUp(UUID.fromString(id), reason);
            if (!exchange.getPattern().isOutCapable()) {
                callback.done(true);
                return true;
            }
            var unused = answered.thenAccept(status -> {
                exchange.getMessage().setHeader(SipConstants.STATUS, status);
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
