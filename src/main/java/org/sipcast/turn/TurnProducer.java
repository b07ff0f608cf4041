package org.sipcast.turn;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.sipcast.sip.SipConstants;

/** Puts exchanges into a line for each call. Whoever need not stand in it goes on with his own thread. */
final class TurnProducer extends DefaultAsyncProducer {
    private final TurnEndpoint endpoint;
    private final AsyncProducer route;

    TurnProducer(TurnEndpoint endpoint, AsyncProducer route) {
        super(endpoint);
        this.endpoint = endpoint;
        this.route = route;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(route);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(route);
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String call = exchange.getMessage().getHeader(SipConstants.DIALOG_ID, String.class);
        if (call == null) {
            exchange.setException(
                    new IllegalArgumentException(endpoint + " needs the header " + SipConstants.DIALOG_ID));
            callback.done(true);
            return true;
        }
        if (endpoint.isWaits()) {
            return turns().isTakenOrKept(call, () -> go(call, exchange, callback)) && go(call, exchange, callback);
        }
        Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
        copy.setPattern(ExchangePattern.InOnly);
        Runnable run = () -> go(call, copy, doneSync -> {});
        boolean now = endpoint.isGivesWay() ? turns().isTaken(call) : turns().isTakenOrKept(call, run);
        if (now) {
            execute(run);
        }
        callback.done(true);
        return true;
    }

    private boolean go(String call, Exchange exchange, AsyncCallback callback) {
        return route.process(exchange, doneSync -> {
            passOn(call);
            callback.done(doneSync);
        });
    }

    private void passOn(String call) {
        Runnable next = turns().pass(call);
        if (next != null) {
            execute(next);
        }
    }

    private void execute(Runnable run) {
        endpoint.getComponent().threads().execute(run);
    }

    private Turns turns() {
        return endpoint.getComponent().turns();
    }
}
