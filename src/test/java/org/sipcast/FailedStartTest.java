package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.apache.camel.PropertyBindingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.e2e.program.CopiedRoutes;
import org.sipcast.sip.SipComponent;
import org.sipcast.sip.stack.TrustedPeers;

/** What is said where Camel could not take the routes. */
class FailedStartTest {
    private final Exception failure = new Exception("outside", new UnsupportedOperationException("inside"));

    @TempDir
    Path routes = Path.of("set by JUnit");

    @BeforeEach
    void copy() throws IOException {
        CopiedRoutes.into(routes);
    }

    @Test
    void theLineOfAFileIsNamed() throws IOException {
        Files.writeString(routes.resolve("x.yaml"), "- lgo: hi\n");
        assertThat(FailedStart.explain(failure, Map.of("sipcast.routes", routes.toString())))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(routes.resolve("x.yaml") + ":1: lgo is not taken here"),
                        line -> assertThat(line).isEqualTo("It ended with: inside"));
    }

    @Test
    void whatAComponentSaysOfARouteIsToldWithItsLine() throws IOException {
        Path file = routes.resolve("incoming-call.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("vlc:open-hub", "vlc:open-hbu"));
        Exception refused = new Exception(new IllegalArgumentException("vlc: cannot be told to open-hbu"));
        assertThat(FailedStart.explain(refused, Map.of("sipcast.routes", routes.toString())))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(file + ":74: vlc: cannot be told to open-hbu"),
                        line -> assertThat(line).isEqualTo("It ended with: vlc: cannot be told to open-hbu"));
    }

    @Test
    void theSettingIsNamedWhoseValueIsRefused() {
        assertThat(FailedStart.explain(failure, Map.of("sipcast.join", "gpo")))
                .first()
                .isEqualTo("sipcast.join can't be 'gpo': gpo is none of gop, key, now");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            camel.main.nmae          | x     | there is no setting camel.main.nmae; did you mean camel.main.name?
            camel.component.sip.prot | 5     | there is no setting camel.component.sip.prot; did you mean camel.component.sip.port?
            sipcast.sip.headers      | CamelX | The header field CamelX must not reach routes: it would steer Camel, or it is a secret
            sipcast.registrar        | foo   | A registrar must be given as sip:HOST[:PORT][;transport=tcp], but is 'foo'
            """)
    void anOptionIsNamedThatCamelRefuses(String key, String value, String words) {
        assertThat(FailedStart.explain(failure, Map.of(key, value))).containsExactly(words);
    }

    @Test
    void whatWeHaveSaidCountsMoreThanWhatItCameOf() {
        Throwable refused = catchThrowable(() -> TrustedPeers.parse("10.0.0.0/99"));
        assertThat(FailedStart.words(new RuntimeException("Failed to start route", refused)))
                .hasValue("A trusted peer must be an IP address or a block like 10.0.0.0/8, but one is '10.0.0.0/99'");
    }

    @Test
    void theValueIsToldThatAnOptionOfCamelCannotBe() {
        Throwable refused = new PropertyBindingException(
                new SipComponent(),
                "callThreads",
                "x",
                "camel.component.sip",
                "call-threads",
                new Exception("no number"));
        assertThat(FailedStart.words(refused)).hasValue("camel.component.sip.call-threads can't be 'x': no number");
    }

    @Test
    void whatFailedByWhatWeRunOnMayPass() {
        assertThat(FailedStart.mayPass(new RuntimeException(new SQLException("connection refused"))))
                .isTrue();
        assertThat(FailedStart.mayPass(new RuntimeException(new BindException("in use"))))
                .isTrue();
        assertThat(FailedStart.mayPass(new IllegalStateException("another Sipcast keeps records")))
                .isTrue();
        assertThat(FailedStart.mayPass(new IllegalArgumentException("no such transport")))
                .isFalse();
        assertThat(FailedStart.mayPass(failure)).isFalse();
    }

    @Test
    void aFileIsNamedThatIsNotThere() {
        assertThat(FailedStart.words(new RuntimeException("outside", new NoSuchFileException("/nowhere"))))
                .hasValue("There is no file /nowhere");
    }

    @Test
    void theFolderIsNamedThatIsNotThere() {
        assertThat(FailedStart.explain(failure, Map.of("sipcast.routes", "/nowhere")))
                .containsExactly("There is no folder /nowhere; sipcast.routes says where the routes are");
    }

    @Test
    void nothingIsSaidOfRoutesThatAreRight() {
        assertThat(FailedStart.explain(failure, Map.of("sipcast.routes", routes.toString())))
                .isEmpty();
    }
}
