package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.monitor.OptionsInJmx;
import org.sipcast.sip.SipComponent;
import org.sipcast.vlc.VlcComponent;
import org.sipcast.vlc.telnet.ReportToken;

/** How the real components are shown in JMX, where consoles look. */
class OptionsInJmxTest {
    private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.getManagementStrategy().setManagementObjectStrategy(new OptionsInJmx());
        SipComponent sip = new SipComponent();
        sip.setTrustedPeers("192.0.2.1");
        camel.addComponent("sip", sip);
        VlcComponent vlc = new VlcComponent();
        vlc.setReportToken(ReportToken.random());
        camel.addComponent("vlc", vlc);
        camel.getEndpoint("sip:bye?timeout=5000");
        camel.getEndpoint("vlc:add-sink?start=key");
        camel.getEndpoint("direct:other");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip", "vlc"})
    void aComponentHasAllOfItsOptionsButSecretOnesAsAttributes(String scheme) throws Exception {
        List<String> options = new ArrayList<>();
        try (var catalogue =
                getClass().getResourceAsStream("/META-INF/org/sipcast/" + scheme + "/" + scheme + ".json")) {
            new ObjectMapper()
                    .readTree(catalogue)
                    .path("componentProperties")
                    .fieldNames()
                    .forEachRemaining(options::add);
        }
        options.remove("reportToken");
        ObjectName component = one("type=components,name=\"" + scheme + "\"");

        var attributes = List.of(mbeans.getMBeanInfo(component).getAttributes());
        assertThat(attributes)
                .extracting(MBeanAttributeInfo::getName)
                .containsAll(options)
                .contains("ComponentName", "State")
                .doesNotContain("reportToken");
        assertThat(attributes)
                .filteredOn(attribute -> options.contains(attribute.getName()))
                .allSatisfy(attribute -> {
                    assertThat(attribute.getDescription()).hasSizeGreaterThan(10);
                    assertThat(attribute.isWritable()).isFalse();
                });
    }

    @Test
    void anOptionHasTheValueThatItIsSetTo() throws Exception {
        ObjectName sip = one("type=components,name=\"sip\"");
        ObjectName vlc = one("type=components,name=\"vlc\"");

        assertThat(mbeans.getAttribute(sip, "trustedPeers")).isEqualTo("192.0.2.1");
        assertThat(mbeans.getAttribute(sip, "port")).isEqualTo("5080");
        assertThat(mbeans.getAttribute(sip, "advertisedAddress")).isEqualTo("");
        assertThat(mbeans.getAttribute(vlc, "lease")).isEqualTo("15s");
        assertThat(mbeans.getAttribute(vlc, "State")).isEqualTo("Started");
        assertThatThrownBy(() -> mbeans.getAttribute(vlc, "reportToken"))
                .isInstanceOf(AttributeNotFoundException.class);
        assertThatThrownBy(() -> mbeans.setAttribute(vlc, new Attribute("lease", "1h")))
                .isInstanceOf(AttributeNotFoundException.class);
    }

    @Test
    void anEndpointHasItsOptionsToo() throws Exception {
        assertThat(mbeans.getAttribute(one("type=endpoints,name=\"sip://bye*\""), "timeout"))
                .isEqualTo("5000");
        assertThat(mbeans.getAttribute(one("type=endpoints,name=\"vlc://add-sink*\""), "start"))
                .isEqualTo("KEY");
        assertThat(Arrays.stream(mbeans.getMBeanInfo(one("type=endpoints,name=\"direct://other\""))
                        .getAttributes()))
                .as("what is not ours")
                .extracting(MBeanAttributeInfo::getName)
                .contains("EndpointUri")
                .doesNotContain("exchangePattern");
    }

    private ObjectName one(String properties) throws Exception {
        return assertThat(mbeans.queryNames(
                        new ObjectName("org.apache.camel:context=" + camel.getManagementName() + "," + properties),
                        null))
                .singleElement()
                .actual();
    }
}
