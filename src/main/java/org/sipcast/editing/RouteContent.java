package org.sipcast.editing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.service.ServiceHelper;

/** The steps of a route as one version of its file has them, and how many exchanges are among them. */
final class RouteContent {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final Route route;
    private final Processor steps;
    private final AsyncProcessor entrance;
    private final AtomicInteger users = new AtomicInteger();

    /**
     * @param route as Camel made it of this version, with its handlers of failures
     */
    RouteContent(Route route, Processor steps) {
        this.route = route;
        this.steps = steps;
        this.entrance = AsyncProcessorConverterHelper.convert(steps);
    }

    Route route() {
        return route;
    }

    AsyncProcessor entrance() {
        return entrance;
    }

    /** The steps, and what handles their failures and completions. */
    List<Processor> parts() {
        List<Processor> parts = new ArrayList<>();
        parts.add(steps);
        parts.addAll(route.getOnExceptions());
        parts.addAll(route.getOnCompletions());
        return parts;
    }

    /** Counts an exchange in, unless this version is gone. */
    boolean enter() {
        int before = users.get();
        while (before >= 0) {
            if (users.compareAndSet(before, before + 1)) {
                return true;
            }
            before = users.get();
        }
        return false;
    }

    void leave() {
        users.decrementAndGet();
    }

    /** Lets nobody in any more, if nobody is there. */
    boolean close() {
        return users.compareAndSet(0, CLOSED);
    }

    boolean isEmpty() {
        return users.get() <= 0;
    }

    /** Makes it ready for exchanges, and its steps seen in JMX. */
    void start(CamelContext camel) {
        for (Service service : services()) {
            for (LifecycleStrategy strategy : camel.getLifecycleStrategies()) {
                strategy.onServiceAdd(camel, service, route);
            }
        }
        ServiceHelper.initService(parts());
        ServiceHelper.startService(parts());
    }

    void stop(CamelContext camel) {
        List<Service> services = services();
        ServiceHelper.stopAndShutdownServices(parts());
        for (Service service : services) {
            for (LifecycleStrategy strategy : camel.getLifecycleStrategies()) {
                strategy.onServiceRemove(camel, service, route);
            }
        }
    }

    private List<Service> services() {
        List<Service> services = new ArrayList<>();
        for (Processor part : parts()) {
            if (part instanceof Service service) {
                services.addAll(ServiceHelper.getChildServices(service, true));
            }
        }
        return services;
    }
}
