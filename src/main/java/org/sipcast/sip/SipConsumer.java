package org.sipcast.sip;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.sipcast.sip.stack.Answer;
import org.sipcast.sip.stack.SipIdentity;
import org.sipcast.sip.stack.SipMethod;
import org.sipcast.sip.stack.SipRequest;

/** Makes exchanges of the requests of one method, and answers of exchanges. */
public class SipConsumer extends DefaultConsumer {

    private final SipEndpoint endpoint;

    SipConsumer(SipEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.getComponent().stack();
        endpoint.getComponent().consumers().add(endpoint.getMethod(), this);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().consumers().remove(endpoint.getMethod(), this);
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        endpoint.getComponent().consumers().remove(endpoint.getMethod(), this);
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        endpoint.getComponent().consumers().add(endpoint.getMethod(), this);
    }

    /** Runs the route; what its message says in the end is the answer. */
    CompletableFuture<Answer> answer(SipRequest request) {
        return process(request, ExchangePattern.InOut, message -> Answers.of(message, request.event()));
    }

    /** Runs the route on something that has happened. */
    CompletableFuture<?> happened(SipRequest event) {
        return process(event, ExchangePattern.InOnly, message -> event);
    }

    private <T> CompletableFuture<T> process(SipRequest request, ExchangePattern pattern, Function<Message, T> result) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(pattern);
        fill(exchange.getMessage(), request);
        CompletableFuture<T> done = new CompletableFuture<>();
        getAsyncProcessor().process(exchange, doneSync -> {
            try {
                Exception failure = exchange.getException();
                if (failure != null) {
                    done.completeExceptionally(failure);
                } else {
                    done.complete(result.apply(exchange.getMessage()));
                }
            } catch (RuntimeException unusable) {
                done.completeExceptionally(unusable);
            } finally {
                releaseExchange(exchange, false);
            }
        });
        return done;
    }

    private void fill(Message message, SipRequest request) {
        Map<String, Object> headers = message.getHeaders();
        put(
                headers,
                SipConstants.DIALOG_ID,
                request.dialogId() == null ? null : request.dialogId().toString());
        put(headers, SipConstants.METHOD, request.method().name());
        put(headers, SipConstants.EVENT, request.event().name());
        put(headers, SipConstants.CALL_ID, request.callId());
        put(headers, SipConstants.USER, request.user());
        put(headers, SipConstants.REQUEST_URI, request.requestUri());
        put(headers, SipConstants.FROM, request.from());
        put(headers, SipConstants.FROM_DISPLAY_NAME, request.fromDisplayName());
        SipIdentity identity = request.identity();
        if (identity != null) {
            put(headers, SipConstants.IDENTITY, identity.uri());
            put(headers, SipConstants.IDENTITY_DISPLAY_NAME, identity.displayName());
        }
        put(headers, SipConstants.TO, request.to());
        InetSocketAddress remote = request.remote();
        if (remote != null) {
            put(headers, SipConstants.REMOTE_ADDRESS, remote.getAddress().getHostAddress());
            put(headers, SipConstants.REMOTE_PORT, remote.getPort());
        }
        put(headers, SipConstants.TRANSPORT, request.transport());
        put(headers, SipConstants.CONTENT_TYPE, request.contentType());
        if (request.event() == SipMethod.INVITE) {
            String accept = String.join(", ", request.headers().values("Accept"));
            put(headers, SipConstants.ACCEPT, accept.isEmpty() ? null : accept);
        }
        if (request.event() == SipMethod.BYE) {
            put(headers, SipConstants.ORIGIN, request.isLocal() ? "local" : "remote");
        }
        put(headers, SipConstants.AGE, request.age().toMillis());
        put(headers, SipConstants.REASON, request.reason());
        put(headers, SipConstants.RECV_INFO, InfoPackages.taken(request.headers()));
        put(headers, SipConstants.INFO_PACKAGE, InfoPackages.of(request.headers()));
        endpoint.getComponent().passedHeaders().copy(request.headers(), message);
        message.setBody(request.body());
    }

    private static void put(Map<String, Object> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
