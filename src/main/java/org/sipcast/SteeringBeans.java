package org.sipcast;

import java.time.Duration;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyInject;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.SteadyClock;

/** The beans that the routes of steering refer to, by name. */
public final class SteeringBeans implements CamelConfiguration {
    @Override
    public void configure(CamelContext camel) {
        WholeNumber.requireRate(
                camel, "sipcast.steering.commands", "sipcast.steering.period", "sipcast.steering.retry-after");
    }

    // lazy, so that the beans it takes are there
    @BindToRegistry(lazy = true)
    public ViewerFilms films(
            CallRegistry calls, SteadyClock steadyClock, @PropertyInject("sipcast.pause.limit") long milliseconds) {
        return new ViewerFilms(calls, steadyClock, Duration.ofMillis(milliseconds));
    }
}
