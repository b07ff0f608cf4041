package org.sipcast.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipcast.sip.stack.Account;
import org.sipcast.sip.stack.BackOff;
import org.sipcast.sip.stack.Password;
import org.sipcast.sip.stack.RegistrarUri;
import org.sipcast.sip.stack.RegistrationState;
import org.sipcast.sip.stack.Registrations;
import org.sipcast.sip.stack.Sipp;

class RegistrationProducerTest extends CamelSipTest {

    private final Registrations registrations = new Registrations(
            RegistrarUri.parse("sip:127.0.0.1:" + Sipp.freePort()),
            Duration.ofSeconds(300),
            List.of(new Account("livetv", "tv", "example.org", new Password("secret"))),
            Clock.systemUTC(),
            new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 0));

    @BeforeEach
    void bind() {
        camel.getRegistry().bind("registrations", registrations);
        sip.setT1(10);
    }

    @Test
    void aFailureIsAStateAndNotAnException() {
        Exchange exchange = send("livetv");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("body");
        assertThat(exchange.getMessage().getHeader(SipConstants.REGISTRATION, RegistrationState.class))
                .isEqualTo(registrations.state("livetv"))
                .extracting(RegistrationState::lastFailure)
                .isEqualTo("no answer");
    }

    @Test
    void whichAccountIsMeantMustBeSaid() {
        assertThat(send(null).getException()).hasMessage("sip://register needs the header CamelSipAccount");
        assertThat(send("demo").getException()).hasMessage("Channel demo has no account to register");
    }

    @Test
    void nobodyCanRegisterHere() {
        assertThatExceptionOfType(FailedToStartRouteException.class)
                .isThrownBy(() -> route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("sip:register").routeId("registrar").log("never");
                    }
                }));
    }

    private Exchange send(@Nullable String channel) {
        return camel.createFluentProducerTemplate()
                .to("sip:register")
                .withBody("body")
                .withHeader(SipConstants.ACCOUNT, channel)
                .send();
    }
}
