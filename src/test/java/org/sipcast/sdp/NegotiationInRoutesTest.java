package org.sipcast.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes negotiate by Camel's bean language and look at the result by its simple language. */
class NegotiationInRoutesTest {
    private static final String OFFER =
            "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 4000 RTP/AVP 8\n";

    private final CamelContext camel = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(camel);

    @BeforeEach
    void startCamel() {
        camel.start();
    }

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    @Test
    void negotiatesByABeanAndReadsTheResult() {
        exchange.getIn().setBody(OFFER);
        exchange.setProperty("channel", TestMedia.of(new CodecPreference(List.of(Codec.VP8), List.of(Codec.PCMA))));
        camel.getRegistry().bind("answerer", new Answerer("192.0.2.10"));
        exchange.setProperty(
                "negotiation",
                evaluate("${bean:answerer?method=negotiate(${body}, ${exchangeProperty.channel})}", Negotiation.class));
        assertThat(text("${exchangeProperty.negotiation.hasVideo}")).isEqualTo("false");
        assertThat(text("${exchangeProperty.negotiation.onHold}")).isEqualTo("false");
        assertThat(text("${exchangeProperty.negotiation.video}")).isEqualTo("Optional.empty");
        assertThat(text("${exchangeProperty.negotiation.audio.get.port}")).isEqualTo("4000");
        assertThat(text("${exchangeProperty.negotiation.audio.get.codec}")).isEqualTo("PCMA");
        assertThat(text("${exchangeProperty.negotiation.codecs}")).isEqualTo("[PCMA]");
    }

    private String text(String expression) {
        return evaluate(expression, String.class);
    }

    private <T> T evaluate(String expression, Class<T> type) {
        return camel.resolveLanguage("simple").createExpression(expression).evaluate(exchange, type);
    }
}
