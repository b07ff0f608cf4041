package org.sipcast.sip;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;
import org.sipcast.sip.stack.DialogRequest;
import org.sipcast.sip.stack.SipMethod;
import org.sipcast.sip.stack.SipStack;

/**
 * Sends a request within the call that the header {@link SipConstants#DIALOG_ID} names; a BYE ends it. An exchange that wants
 * an answer (InOut) gets the status of the request's; another goes on at once, so that a viewer who is gone holds up nothing.
 */
public class SipProducer extends DefaultAsyncProducer {

    private static final String TEXT = "text/plain";

    private static final int NO_ANSWER = 408;

    private final SipEndpoint endpoint;
    private @Nullable ExecutorService afterTimeout;

    SipProducer(SipEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.getComponent().stack();
        if (endpoint.getTimeout() > 0) {
            afterTimeout =
                    endpoint.getCamelContext().getExecutorServiceManager().newDefaultThreadPool(this, "sip-no-answer");
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (afterTimeout != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(afterTimeout);
            afterTimeout = null;
        }
        super.doStop();
    }

    /** The answer, or after the time-out one in its place; then what follows has a thread of its own. */
    private CompletableFuture<Integer> inTime(CompletableFuture<Integer> answered) {
        ExecutorService threads = afterTimeout;
        return threads == null
                ? answered
                : answered.copy()
                        .completeOnTimeout(NO_ANSWER, endpoint.getTimeout(), TimeUnit.MILLISECONDS)
                        .thenApplyAsync(status -> status, threads);
    }

    private CompletableFuture<Integer> send(UUID call, Message message) {
        SipStack stack = endpoint.getComponent().stack();
        if (endpoint.getMethod() == SipMethod.BYE) {
            return stack.hangUp(call, message.getHeader(SipConstants.REASON, String.class));
        }
        String type = message.getHeader(SipConstants.CONTENT_TYPE, TEXT, String.class);
        String body = message.getBody(String.class);
        Map<String, String> fields = endpoint.getMethod() == SipMethod.INFO
                ? InfoPackages.fields(message.getHeader(SipConstants.INFO_PACKAGE, String.class))
                : Map.of();
        return stack.send(call, new DialogRequest(endpoint.getMethod(), type, body, fields));
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
            var unused = inTime(answered).thenAccept(status -> {
                exchange.getMessage().setHeader(SipConstants.STATUS, status);
                exchange.getMessage().setHeader(SipConstants.REACHED, Reach.isShownBy(status));
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
