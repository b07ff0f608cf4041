package org.sipcast.vlc;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Has one operation performed for each exchange; blocks its thread for one reply of VLC, or until a source is open. */
final class VlcProducer extends DefaultProducer {
    private final VlcEndpoint endpoint;
    private final VlcOperation operation;

    VlcProducer(VlcEndpoint endpoint, VlcOperation operation) {
        super(endpoint);
        this.endpoint = endpoint;
        this.operation = operation;
    }

    @Override
    public void process(Exchange exchange) {
        operation.perform(new VlcRequest(exchange, endpoint.getComponent(), endpoint.getStart()));
    }
}
