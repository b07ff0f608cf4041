package org.sipcast.turn;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** A route that calls enter one exchange at a time. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "turn",
        title = "Turn",
        syntax = "turn:route",
        producerOnly = true,
        category = {Category.CORE})
public final class TurnEndpoint extends DefaultEndpoint {
    @UriPath(description = "The name of the direct: route that takes the exchange")
    @Metadata(required = true)
    private String route;

    @UriParam(
            description =
                    "Whether what follows comes when the route is through; else at once, and the route gets a copy"
                            + " of the exchange",
            defaultValue = "true")
    private boolean waits = true;

    @UriParam(description = "Whether the exchange is passed over where something is being done for the call")
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

    public String getRoute() {
        return route;
    }

    public void setRoute(String route) {
        this.route = route;
    }

    public boolean isWaits() {
        return waits;
    }

    public void setWaits(boolean waits) {
        this.waits = waits;
    }

    public boolean isGivesWay() {
        return givesWay;
    }

    public void setGivesWay(boolean givesWay) {
        this.givesWay = givesWay;
    }
}
