package org.sipcast.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.sip.stack.SipPhone;

class SipProducerTest extends CamelSipTest {

    @BeforeEach
    void answer() throws Exception {
        answerCalls("answer");
        hearOf("ack");
    }

    @ParameterizedTest
    @CsvSource({"200 OK, true", "405 Method Not Allowed, true", "480 Gone Home, false", "500 Not Sent, false"})
    void theAnswerToAQuestionTellsWhetherThePeerIsThere(String answer, boolean reached) throws Exception {
        try (SipPhone phone = new SipPhone(port)) {
            phone.call();
            CompletableFuture<Exchange> asked = ask("sip:options?timeout=5000");

            String question = phone.receiveRequest();
            assertThat(question).startsWith("OPTIONS ").contains("Content-Length: 0\r\n");
            phone.send(phone.response(question, answer));

            Exchange exchange = asked.get(5, TimeUnit.SECONDS);
            assertThat(exchange.getMessage().getHeader(SipConstants.STATUS))
                    .isEqualTo(Integer.valueOf(answer.substring(0, 3)));
            assertThat(exchange.getMessage().getHeader(SipConstants.REACHED)).isEqualTo(reached);
        }
    }

    @Test
    void aQuestionThatIsNotAnsweredInTimeIsSoBeforeSipGivesUp() throws Exception {
        try (SipPhone phone = new SipPhone(port)) {
            phone.call();
            long asked = System.nanoTime();
            Exchange exchange = ask("sip:options?timeout=300").get(5, TimeUnit.SECONDS);

            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .isBetween(Duration.ofMillis(290), Duration.ofMillis(2500));
            assertThat(exchange.getMessage().getHeader(SipConstants.STATUS)).isEqualTo(408);
            assertThat(exchange.getMessage().getHeader(SipConstants.REACHED)).isEqualTo(false);
        }
    }

    /** Asks the peer of the call once it is confirmed. */
    private CompletableFuture<Exchange> ask(String uri) {
        await().until(() -> methods().contains("ACK"));
        return camel.createProducerTemplate().asyncSend(uri, exchange -> {
            exchange.setPattern(ExchangePattern.InOut);
            exchange.getMessage().setHeader(SipConstants.DIALOG_ID, seen.get(0).get(SipConstants.DIALOG_ID));
        });
    }
}
