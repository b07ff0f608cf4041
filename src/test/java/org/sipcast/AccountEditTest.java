package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipcast.editing.Problem;
import org.sipcast.sip.stack.Registrations;

/** Accounts at a registrar are edited while the application runs. */
class AccountEditTest extends EditedRoutes {
    private static final String DEMO = "demo.user=d\ndemo.password=x\n";
    private static final String LIVE = "livetv.user=tv\nlivetv.password=y\n";

    private Path accounts = Path.of("set below");

    @Override
    protected void also(Properties settings) throws IOException {
        super.also(settings);
        accounts = folder.resolve("accounts.properties");
        write(DEMO + LIVE);
        settings.setProperty("sipcast.registrar", "sip:192.0.2.1");
        settings.setProperty("sipcast.accounts", accounts.toString());
    }

    @BeforeEach
    void bothHaveAnAccount() {
        assertThat(registered()).containsExactly("demo", "livetv");
    }

    @Test
    void aMistakeIsToldWithItsLineAndNobodyLosesTheAccountByIt() throws IOException {
        write(DEMO + LIVE.replace("password", "pasword"));
        await().untilAsserted(() -> assertThat(editing().problems())
                .extracting(Problem::toString)
                .anyMatch(each -> each.contains("accounts.properties:4: ") && each.contains("livetv.pasword"))
                .anyMatch(each -> each.contains("accounts.properties:3: ") && each.contains("no password")));
        assertThat(registered()).containsExactly("demo", "livetv");
        write(DEMO.replace("demo", "dmo") + LIVE);
        await().untilAsserted(() ->
                assertThat(editing().problems()).singleElement().asString().contains("accounts.properties:1: ", "dmo"));
        assertThat(registered()).containsExactly("demo", "livetv");
        assertThat(deeds).noneMatch(deed -> deed.startsWith("sip:unregister"));

        write(LIVE);
        await().untilAsserted(() -> assertThat(registered()).containsExactly("livetv"));
        assertThat(editing().problems()).isEmpty();
        assertThat(deeds).anyMatch(deed -> deed.startsWith("sip:unregister"));
    }

    @Test
    void aFileThatEverybodyMayReadIsToldUntilOnlyWeMay() throws IOException {
        Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString("rw-r--r--"));
        await().untilAsserted(() ->
                assertThat(editing().problems()).singleElement().asString().contains("chmod"));
        Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString("rw-------"));
        await().untilAsserted(() -> assertThat(editing().problems()).isEmpty());
        assertThat(registered()).containsExactly("demo", "livetv");
    }

    @Test
    void aRegistrarThatDoesNotAnswerKeepsNoEditWaiting() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        probe = exchange -> answer.await();
        try {
            write(LIVE);
            await().until(() -> deeds.stream().anyMatch(deed -> deed.startsWith("sip:unregister")));
            edit("failures", "constant: 404", "constant: 410");
            await().untilAsserted(() -> assertRefused(call("while", "nobody"), 410));
            assertThat(registered()).as("leaving").containsExactly("demo", "livetv");
            write(DEMO + LIVE);
            edit("failures", "constant: 410", "constant: 411");
            await().untilAsserted(() -> assertRefused(call("again", "nobody"), 411));
        } finally {
            answer.countDown();
        }
        Registrations registrations = registrations();
        await().untilAsserted(() -> {
            assertThat(registered()).containsExactly("demo", "livetv");
            assertThat(registrations.state("demo").hasLeft()).isFalse();
        });
    }

    private void write(String text) throws IOException {
        Files.writeString(accounts, text);
        Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString("rw-------"));
    }

    private List<String> registered() {
        return registrations().all();
    }

    private Registrations registrations() {
        return context.getRegistry().lookupByNameAndType("registrations", Registrations.class);
    }
}
