package org.sipcast.editing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Stands in a route for its steps, so that these can be replaced while what the route begins with goes on taking requests. An
 * exchange ends in the version in which it began.
 */
final class RouteBody extends ServiceSupport implements AsyncProcessor, Navigate<Processor> {
    private final RouteContent first;
    private volatile RouteContent current;

    RouteBody(RouteContent first) {
        this.first = first;
        this.current = first;
    }

    /** Every exchange that comes from now on gets these steps, which are started already. Answers those of before. */
    RouteContent become(RouteContent next) {
        RouteContent before = current;
        current = next;
        return before;
    }

    private RouteContent enter() {
        RouteContent content = current;
        while (!content.enter()) {
            content = current;
        }
        return content;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        RouteContent content = enter();
        UnitOfWork work = exchange.getUnitOfWork();
        // Camel looks for handlers of failures in the route that an exchange is in
        boolean pushed = content != first && work != null;
        if (pushed) {
            work.pushRoute(content.route());
        }
        return content.entrance().process(exchange, doneSync -> {
            if (pushed) {
                work.popRoute();
            }
            content.leave();
            callback.done(doneSync);
        });
    }

    @Override
    public void process(Exchange exchange) {
        processAsync(exchange).join();
    }

    @Override
    public CompletableFuture<Exchange> processAsync(Exchange exchange) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        process(exchange, doneSync -> done.complete(exchange));
        return done;
    }

    @Override
    public List<Processor> next() {
        return current.parts();
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(current.parts());
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(current.parts());
    }

    @Override
    protected void doShutdown() {
        ServiceHelper.stopAndShutdownServices(current.parts());
    }
}
