package org.sipcast.sip;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sipcast.sip.stack.Sipp;

/** A Camel context whose routes take part in real calls. */
abstract class CamelSipTest {

    private static final String SDP = "v=0\r\n";

    final int port = Sipp.freePort();
    final Sipp sipp = new Sipp(port);
    final List<Map<String, Object>> seen = new CopyOnWriteArrayList<>();
    final CamelContext camel = new DefaultCamelContext();
    final SipComponent sip = camel.getComponent("sip", SipComponent.class);

    @BeforeEach
    void start() {
        sip.setPort(port);
        sip.setT1(50);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    void see(Exchange exchange) {
        seen.add(Map.copyOf(exchange.getMessage().getHeaders()));
    }

    List<Object> methods() {
        return seen.stream().map(headers -> headers.get(SipConstants.METHOD)).toList();
    }

    void route(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
    }

    void answerCalls(String routeId) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:invite")
                        .routeId(routeId)
                        .process(CamelSipTest.this::see)
                        .setBody(constant(SDP));
            }
        });
    }

    void hearOf(String... methods) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                for (String method : methods) {
                    from("sip:" + method).routeId(method).process(CamelSipTest.this::see);
                }
            }
        });
    }
}
