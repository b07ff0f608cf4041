package org.sipcast.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BacklogTracer;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class TracedMessagesTest {
    private static final String BODY = "a < b && \"c\" &amp; \u0001\uD83D\uDE00 \uD83D";

    @Test
    void whatTheTracerHandsOutIsXmlThen() throws Exception {
        Document document = parse(TracedMessages.mended(traced()));

        assertThat(document.getElementsByTagName("endpointUri").item(0).getTextContent())
                .isEqualTo("direct://start?block=true&timeout=7");
        assertThat(document.getElementsByTagName("body").item(0).getTextContent())
                .startsWith("a < b && ")
                .contains(" &amp; ", "\uD83D\uDE00");
    }

    @Test
    void whatIsNoCharacterOfXmlIsReplaced() {
        assertThat(TracedMessages.mended("\u0001\t\uD83D\uDE00 \uD83D \uFFFE"))
                .isEqualTo("\uFFFD\t\uD83D\uDE00 \uFFFD \uFFFD");
    }

    @Test
    void answersOfOtherQuestionsStayAsTheyAre() {
        var other = answer("<routes>a & b</routes>");
        var traced = answer("<backlogTracerEventMessages>a & b</backlogTracerEventMessages>");
        var both = new JSONArray();
        both.add(other);
        both.add(traced);

        TracedMessages.mend(both);

        assertThat(other.get("value")).isEqualTo("<routes>a & b</routes>");
        assertThat(traced.get("value")).isEqualTo("<backlogTracerEventMessages>a &amp; b</backlogTracerEventMessages>");
    }

    @Test
    void anAnswerByItselfIsMendedToo() {
        var traced = answer("<backlogTracerEventMessages>&lt;&#38;&#x26;&");
        TracedMessages.mend(traced);
        assertThat(traced.get("value")).isEqualTo("<backlogTracerEventMessages>&lt;&#38;&#x26;&amp;");

        var error = new JSONObject();
        error.put("status", 403);
        TracedMessages.mend(error);
        assertThat(error).containsOnlyKeys("status");
    }

    private static JSONObject answer(String value) {
        var answer = new JSONObject();
        answer.put("value", value);
        return answer;
    }

    /** What Camel itself makes of a message like that. */
    private static String traced() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            camel.setBacklogTracing(true);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start?timeout=7&block=true").routeId("traced").log("seen");
                }
            });
            camel.start();
            var tracer = camel.getCamelContextExtension().getContextPlugin(BacklogTracer.class);
            tracer.setEnabled(true);
            camel.createProducerTemplate().sendBody("direct:start?timeout=7&block=true", BODY);
            return tracer.dumpAllTracedMessagesAsXml();
        }
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
