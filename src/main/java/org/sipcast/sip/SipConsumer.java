package org.sipcast.sip;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.sipcast.sip.stack.Answer;
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
        Requests.fill(exchange.getMessage(), request, endpoint.getComponent().passedHeaders());
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
}
