package org.sipcast.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipcast.sip.stack.Sipp;

class SipRoutesTest {

    private final int port = Sipp.freePort();
    private final Sipp sipp = new Sipp(port);
    private final Queue<Map<String, Object>> seen = new ConcurrentLinkedQueue<>();
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        SipComponent sip = camel.getComponent("sip", SipComponent.class);
        sip.setPort(port);
        sip.setT1(50);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:invite")
                        .routeId("answer")
                        .process(SipRoutesTest.this::see)
                        .setBody(constant("v=0\r\n"));
                from("sip:ack").routeId("begin").process(SipRoutesTest.this::see);
                from("sip:bye").routeId("end").process(SipRoutesTest.this::see);
            }
        });
        camel.start();
    }

    private void see(org.apache.camel.Exchange exchange) {
        seen.add(Map.copyOf(exchange.getMessage().getHeaders()));
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void routesSeeACallFromInviteToBye() {
        sipp.call("call");

        await().until(() -> seen.size() == 3);
        List<Map<String, Object>> events = List.copyOf(seen);
        assertThat(events)
                .extracting(headers -> headers.get(SipConstants.METHOD))
                .containsExactly("INVITE", "ACK", "BYE");
        assertThat(events)
                .extracting(headers -> headers.get(SipConstants.DIALOG_ID))
                .containsOnly(events.get(0).get(SipConstants.DIALOG_ID));
        assertThat(events.get(0))
                .containsEntry(SipConstants.USER, "demo")
                .containsEntry(SipConstants.FROM_DISPLAY_NAME, "Ann")
                .containsEntry(SipConstants.CONTENT_TYPE, "application/sdp")
                .containsEntry(SipConstants.TRANSPORT, "UDP")
                .containsEntry(SipConstants.REMOTE_ADDRESS, "127.0.0.1");
        assertThat(events.get(2))
                .containsEntry(SipConstants.ORIGIN, "remote")
                .containsEntry(SipConstants.REASON, "SIP;cause=200;text=\"seen enough\"");
    }
}
