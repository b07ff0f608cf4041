package org.sipcast.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

class SipComponentTest {

    @Test
    void isSetUpByProperties() {
        Main main = new Main();
        main.addInitialProperty("camel.component.sip.address", "127.0.0.2");
        main.addInitialProperty("camel.component.sip.advertised-address", "sip.example.org");
        main.addInitialProperty("camel.component.sip.port", "5999");
        main.addInitialProperty("camel.component.sip.transports", "udp, tcp");
        main.addInitialProperty("camel.component.sip.trusted-peers", "192.0.2.0/24");
        main.addInitialProperty("camel.component.sip.user-agent", "Tests");
        main.addInitialProperty("camel.component.sip.t1", "50ms");
        main.addInitialProperty("camel.component.sip.answer-timeout", "2s");
        main.start();
        try {
            SipComponent sip = main.getCamelContext().getComponent("sip", SipComponent.class);

            assertThat(sip)
                    .extracting(
                            SipComponent::getAddress,
                            SipComponent::getAdvertisedAddress,
                            SipComponent::getPort,
                            SipComponent::getTransports,
                            SipComponent::getTrustedPeers,
                            SipComponent::getUserAgent,
                            SipComponent::getT1,
                            SipComponent::getAnswerTimeout)
                    .containsExactly(
                            "127.0.0.2", "sip.example.org", 5999, "udp, tcp", "192.0.2.0/24", "Tests", 50L, 2000L);
        } finally {
            main.stop();
        }
    }
}
