package org.sipcast.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sipcast.sip.stack.SipPhone;
import org.sipcast.sip.stack.SipStack;

class SipLifecycleTest extends CamelSipTest {

    @Test
    void withoutARouteCallsAreAskedToComeBack() throws Exception {
        hearOf("bye");

        try (SipPhone phone = new SipPhone(port)) {
            assertThat(phone.ask(phone.invite())).startsWith("SIP/2.0 503").contains("Retry-After: 2");
            assertThat(phone.ask(phone.options())).startsWith("SIP/2.0 503");
        }
    }

    @Test
    void aRouteEndsACall() throws Exception {
        answerCalls("answer");
        try (SipPhone phone = new SipPhone(port)) {
            phone.call();
            Object id = seen.get(0).get(SipConstants.DIALOG_ID);

            var ended = hangUp(id, ExchangePattern.InOut);

            String bye = phone.receiveRequest();
            assertThat(bye).startsWith("BYE ").contains("Reason: SIP;cause=200;text=\"the end\"\r\n");
            phone.send(phone.response(bye, "200 OK"));
            assertThat(ended.get().getMessage().getHeader(SipConstants.STATUS)).isEqualTo(200);

            var again = hangUp(id, ExchangePattern.InOut).get();
            assertThat(again.getException()).isNull();
            assertThat(again.getMessage().getHeader(SipConstants.STATUS)).isEqualTo(481);
        }
    }

    @Test
    void aRouteThatWantsNoAnswerDoesNotWaitForAViewerWhoIsGone() throws Exception {
        answerCalls("answer");
        try (SipPhone phone = new SipPhone(port)) {
            phone.call();

            var ended = hangUp(seen.get(0).get(SipConstants.DIALOG_ID), ExchangePattern.InOnly);

            assertThat(ended.get(1, TimeUnit.SECONDS).getException()).isNull();
            assertThat(phone.receiveRequest()).startsWith("BYE ");
        }
    }

    @Test
    void anOpenCallOutlivesItsRoutes() throws Exception {
        answerCalls("answer");
        hearOf("bye");
        try (SipPhone phone = new SipPhone(port)) {
            String ok = phone.call();
            SipStack stack = sip.stack();
            for (String id : List.of("answer", "bye")) {
                camel.getRouteController().stopRoute(id);
                camel.removeRoute(id);
            }

            assertThat(phone.ask(phone.bye(ok))).startsWith("SIP/2.0 200");
            assertThat(methods()).containsExactly("INVITE");
            answerCalls("answer-anew");
            hearOf("bye");

            await().untilAsserted(() -> assertThat(methods()).containsExactly("INVITE", "BYE"));
            assertThat(sip.stack()).isSameAs(stack);
        }
        sipp.call("call");
    }

    @Test
    void aSecondRouteFromAMethodIsRefused() throws Exception {
        answerCalls("answer");

        assertThatException()
                .isThrownBy(() -> route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("sip:INVITE").log("never");
                    }
                }))
                .satisfies(refusal ->
                        assertThat(refusal).hasStackTraceContaining("There is a route from sip:invite already"));
    }

    @Test
    void whatCannotBeSentWithinACallIsNamed() {
        assertThatException()
                .isThrownBy(() -> camel.createProducerTemplate().sendBody("sip:ack", null))
                .havingRootCause()
                .withMessageContaining("Only sip:bye, sip:message, sip:info, sip:options, sip:register and");
    }

    @Test
    void aMethodThatIsNoneIsNamed() {
        assertThatException()
                .isThrownBy(() -> camel.getEndpoint("sip:subscribe"))
                .havingRootCause()
                .withMessageContaining("sip:subscribe is not known");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        answerCalls("answer");
        CamelContext other = new DefaultCamelContext();
        try {
            other.getComponent("sip", SipComponent.class).setPort(port);
            other.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("sip:invite").log("never");
                }
            });

            assertThatException().isThrownBy(other::start).havingRootCause().withMessageContaining("in use");
        } finally {
            other.stop();
        }
    }

    private CompletableFuture<Exchange> hangUp(@Nullable Object dialogId, ExchangePattern pattern) {
        Exchange exchange = ExchangeBuilder.anExchange(camel)
                .withPattern(pattern)
                .withHeader(SipConstants.DIALOG_ID, dialogId)
                .withHeader(SipConstants.REASON, "SIP;cause=200;text=\"the end\"")
                .build();
        return camel.createProducerTemplate().asyncSend("sip:bye", exchange);
    }
}
