package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrarUriTest {

    @ParameterizedTest
    @CsvSource({
        "sip:example.org,                        <sip:example.org;lr>",
        "sip:192.0.2.5:5070;lr,                  <sip:192.0.2.5:5070;lr>",
        "sip:[2001:db8::1]:5070;transport=tcp,   <sip:[2001:db8::1]:5070;transport=tcp;lr>",
        "sip:example.org;transport=UDP,          <sip:example.org;lr>",
    })
    void becomesARoute(String uri, String route) {
        assertThat(RegistrarUri.parse(uri).route()).isEqualTo(route);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "example.org", "sip:", "sip:tv@example.org", "sip:a b", "sip:a;transport=pigeon", "sip:a>b"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RegistrarUri.parse(text));
    }

    @Test
    void noRouteIsNeededToTheDomainItself() {
        assertThat(RegistrarUri.parse("sip:example.org").isReachedBy("Example.ORG"))
                .isTrue();
        assertThat(RegistrarUri.parse("sip:example.org:5070").isReachedBy("example.org"))
                .isFalse();
        assertThat(RegistrarUri.parse("sip:192.0.2.5").isReachedBy("example.org"))
                .isFalse();
    }

    @Test
    void aTransportThatIsNotListenedOnIsRefusedAtTheStart() {
        Registrations registrations = new Registrations(
                RegistrarUri.parse("sip:example.org;transport=tcp"),
                Duration.ofSeconds(300),
                List.of(),
                Clock.systemUTC(),
                new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> registrations.requireTransport(List.of(Transport.UDP)))
                .withMessageContaining("sip:example.org;transport=tcp");
    }
}
