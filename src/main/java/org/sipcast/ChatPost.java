package org.sipcast;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.sipcast.chat.MessageBody;
import org.sipcast.chat.MessageSender;
import org.sipcast.sip.SipConstants;

/** Hands messages to the route {@code send-line}, one exchange each, without a thread that waits for the answer. */
final class ChatPost extends ServiceSupport implements MessageSender {
    private static final int FAILED = 500;

    private final CamelContext camel;
    private @Nullable AsyncProducer producer;

    ChatPost(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(producer);
    }

    private synchronized AsyncProducer route() throws Exception {
        AsyncProducer known = producer;
        if (known == null) {
            Endpoint route = camel.getEndpoint("direct:send-line");
            known = route.createAsyncProducer();
            ServiceHelper.startService(known);
            producer = known;
        }
        return known;
    }

    @Override
    public CompletionStage<Integer> send(String call, MessageBody body) {
        CompletableFuture<Integer> answered = new CompletableFuture<>();
        try {
            AsyncProducer route = route();
            Exchange exchange = route.getEndpoint().createExchange(ExchangePattern.InOut);
            exchange.getMessage().setHeader(SipConstants.DIALOG_ID, call);
            exchange.getMessage().setHeader(SipConstants.CONTENT_TYPE, body.type());
            exchange.getMessage().setBody(body.text());
            route.process(
                    exchange,
                    done -> answered.complete(
                            exchange.getException() == null
                                    ? exchange.getMessage().getHeader(SipConstants.STATUS, FAILED, Integer.class)
                                    : FAILED));
        } catch (Exception e) {
            answered.completeExceptionally(e);
        }
        return answered;
    }
}
