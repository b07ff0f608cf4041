package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.vlc.VlcConstants;

/** The shipped routes that register channels; the SIP stack and VLC are fakes. */
class RegistrationRoutesTest {
    private final List<String> deeds = new CopyOnWriteArrayList<>();
    private final ScriptedComponent sip = new ScriptedComponent(
            (path, exchange) -> deeds.add(path + " " + exchange.getMessage().getHeader("CamelSipAccount")));
    private final ScriptedComponent vlc = new ScriptedComponent((path, exchange) -> {
        exchange.getMessage().setHeader(VlcConstants.INSTANCE, "none");
        exchange.getMessage().setBody(List.of());
    });
    private final Main camel = new Main();

    @TempDir
    Path run = Path.of("set by JUnit");

    @BeforeEach
    void prepare() throws IOException {
        Path accounts =
                Files.write(run.resolve("accounts.properties"), List.of("livetv.user=tv", "livetv.password=secret"));
        camel.setPropertyPlaceholderLocations("file:conf/application.properties");
        camel.addOverrideProperty("sipcast.run", run.toString());
        camel.addOverrideProperty("sipcast.page.port", "0");
        camel.addOverrideProperty("sipcast.management.port", "0");
        camel.addOverrideProperty("sipcast.records.folder", run.toString());
        camel.addOverrideProperty("sipcast.accounts", accounts.toString());
        camel.addOverrideProperty("sipcast.register.interval", "50");
        camel.addOverrideProperty("camel.main.auto-configuration-fail-fast", "false");
        camel.bind("sip", sip);
        camel.bind("vlc", vlc);
        AllBeans.addTo(camel.configure());
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void whatIsDueIsRegisteredAndChannelsWithoutAnAccountAreNot() {
        camel.addOverrideProperty("sipcast.registrar", "sip:192.0.2.1");
        camel.start();

        await().until(() -> deeds.contains("register livetv"));
        assertThat(deeds).containsOnly("register livetv");
    }

    @Test
    void withoutARegistrarNothingIsRegistered() {
        camel.start();
        await().during(Duration.ofMillis(500)).until(deeds::isEmpty);
        new UnregisterOnStop().beforeStop(camel);

        assertThat(deeds).isEmpty();
    }

    @Test
    void everyAccountIsUnregisteredBeforeTheApplicationStops() {
        camel.addOverrideProperty("sipcast.registrar", "sip:192.0.2.1");
        camel.start();
        new UnregisterOnStop().beforeStop(camel);

        assertThat(deeds).contains("unregister livetv");
    }
}
