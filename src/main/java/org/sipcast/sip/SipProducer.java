package org.sipcast.sip;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.sipcast.sip.stack.DialogRequest;
import org.sipcast.sip.stack.SipMethod;
import org.sipcast.sip.stack.SipStack;

/**
 * Sends a request within the call that the header {@link SipConstants#DIALOG_ID} names; a BYE ends it. An exchange that wants
 * an answer (InOut) gets the status of the request's; another goes on at once, so that a viewer who is gone holds up nothing.
 */
public class SipProducer extends DefaultAsyncProducer {

    private static final String TEXT = "text/plain";

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

    private CompletableFuture<Integer> send(UUID call, Message message) {
        SipStack stack = endpoint.getComponent().stack();
        if (endpoint.getMethod() == SipMethod.BYE) {
            return stack.hangUp(call, message.getHeader(SipConstants.REASON, String.class));
        }
        String type = message.getHeader(SipConstants.CONTENT_TYPE, TEXT, String.class);
        String body = message.getBody(String.class);
        return stack.send(call, new DialogRequest(endpoint.getMethod(), type, body, Map.of()));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            String id = exchange.getMessage().getHeader(SipConstants.DIALOG_ID, String.class);
            if (id == null) {
                throw new IllegalArgumentException(
                        endpoint.getEndpointUri() + " needs the header " + SipConstants.DIALOG_ID);
            }
            CompletableFuture<Integer> answered = send(UUID.fromString(id), exchange.getMessage());
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
