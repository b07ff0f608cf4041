package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.concurrent.CompletableFuture;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** A request of ours that waits for its final response. */
final class ClientExchange {

    private final CompletableFuture<SIPResponse> response = new CompletableFuture<>();

    private ClientExchange() {}

    /**
     * Sends a request; may block while it looks for the way.
     *
     * @return its final response; fails with {@link NoAnswerException} only
     */
    static CompletableFuture<SIPResponse> send(JainSip jain, SIPRequest request) {
        ClientExchange exchange = new ClientExchange();
        try {
            ClientTransaction transaction = jain.clientTransaction(request);
            transaction.setApplicationData(exchange);
            transaction.sendRequest();
        } catch (SipException | RuntimeException e) {
            exchange.response.completeExceptionally(new NoAnswerException(
                    Response.SERVICE_UNAVAILABLE, "nothing could be sent there: " + Headers.oneLine(rootMessage(e))));
        }
        return exchange.response;
    }

    static void answered(@Nullable ClientTransaction transaction, Response response) {
        if (response.getStatusCode() >= 200
                && transaction != null
                && transaction.getApplicationData() instanceof ClientExchange exchange) {
            exchange.response.complete((SIPResponse) response);
        }
    }

    static void timedOut(@Nullable ClientTransaction transaction) {
        if (transaction != null && transaction.getApplicationData() instanceof ClientExchange exchange) {
            exchange.response.completeExceptionally(new NoAnswerException(Response.REQUEST_TIMEOUT, "no answer"));
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
