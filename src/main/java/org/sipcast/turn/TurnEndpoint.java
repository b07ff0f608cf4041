package org.sipcast.turn;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** A route that calls enter one exchange at a time. */
public final class TurnEndpoint extends DefaultEndpoint {
    private final String route;
    private boolean waits = true;
    private boolean givesWay;

    TurnEndpoint(String uri, TurnComponent component, String route) {
        super(uri, component);
        this.route = route;
    }

    @Override
    public Producer createProducer() throws Exception {
        return new TurnProducer(
                this, getCamelContext().getEndpoint("direct:" + route).createAsyncProducer());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("a route can't begin with turn:");
    }

    @Override
    public TurnComponent getComponent() {
        return (TurnComponent) super.getComponent();
    }

    public boolean isWaits() {
        return waits;
    }

    /** Whether what follows comes when the route is through; else at once, and the route gets a copy of the exchange. */
    public void setWaits(boolean waits) {
        this.waits = waits;
    }

    public boolean isGivesWay() {
        return givesWay;
    }

    /** Whether the exchange is passed over where something is being done for the call. */
    public void setGivesWay(boolean givesWay) {
        this.givesWay = givesWay;
    }
}
