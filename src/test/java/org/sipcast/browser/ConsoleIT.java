package org.sipcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;

/** Hawtio, as an operator uses it: he logs in, sees the routes at work and a call, and ends that call. */
class ConsoleIT {
    private static final Path PICTURES = Path.of("target/console");
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @RegisterExtension
    static final SipcastServer SIPCAST = new SipcastServer();

    @SuppressWarnings("NullAway.Init")
    private static Browser chromium;

    @BeforeAll
    static void startChromium() throws IOException {
        chromium = Chromium.startSilent();
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stopChromium() {
        chromium.close();
    }

    @Test
    void anOperatorSeesTheRoutesAndACallAndEndsIt() throws Exception {
        var file = SIPCAST.runFolder().resolve("console-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var password = Files.readString(file).strip();
        assertThat(SIPCAST.greeting()).contains(SIPCAST.managementUrl() + "/hawtio/", file.toString());
        try (var phone = new PlainPhone(SIPCAST.sipAddress());
                var page = chromium.open(SIPCAST.managementUrl() + "/hawtio/auth/logout")) {
            assertThat(phone.call("livetv", phone.offer()).status()).isEqualTo(200);

            logIn(page, "not-" + password);
            awaitTrue(page, "document.body.textContent.includes('Invalid login credentials')");
            keep(page, "refused");
            logIn(page, password);

            awaitTrue(page, "document.querySelector('nav a[href*=\"/hawtio/camel\"]') !== null");
            keep(page, "entered");
            awaitTrue(page, "document.querySelectorAll('table tbody tr').length > 20");
            keep(page, "routes");
            pressButton(page, "Expand all");
            press(page, "answer-call");
            awaitTrue(page, "document.body.textContent.includes('sip:invite')");
            awaitTrue(page, NODES + ".length > 5");
            keep(page, "route");

            page.evaluate(TRACER.formatted("setEnabled", "true"));
            try (var second = new PlainPhone(SIPCAST.sipAddress())) {
                assertThat(second.call("livetv", second.offer()).status()).isEqualTo(200);
                var steps = page.evaluate(TRACER.formatted("dumpAllTracedMessagesAsXml()", ""))
                        .asText();
                assertThat(steps).contains("<routeId>answer-call</routeId>", second.callId());
                second.hangUp();
            }
            page.evaluate(TRACER.formatted("setEnabled", "false"));

            page.evaluate("void document.querySelector('nav a[href*=\"/hawtio/jmx\"]').click()");
            pressButton(page, "Expand all");
            var call = page.evaluate(
                            "(async () => { for (let wait = 0; wait < 100; wait++) { const id = " + CALL
                                    + "?.textContent.trim(); if (id) { return id; } await new Promise((done) => setTimeout(done, 200)); } })()")
                    .asText();
            assertThat(call).matches("[0-9a-f-]{36}");
            press(page, call);
            awaitTrue(page, "document.body.textContent.includes('" + phone.callId() + "')");
            awaitTrue(page, "document.body.textContent.includes('playing')");
            keep(page, "call");

            clickLink(page, "Operations");
            awaitTrue(page, "document.body.textContent.includes('Ends the call')");
            keep(page, "operations");
            page.evaluate("void document.querySelector('#ex-toggle1').click()");
            pressButton(page, "Execute");
            phone.awaitRequest("BYE");
            keep(page, "ended");

            await("the record").atMost(LIMIT).untilAsserted(() -> assertThat(SIPCAST.recordsOf(phone.callId()))
                    .last()
                    .satisfies(
                            record -> assertThat(record.path("cause").asText()).isEqualTo("ENDED_BY_OPERATOR")));
        }
    }

    @Test
    void anOperatorTracesTheMessagesOfARouteAndSeesThem() throws Exception {
        try (var phone = new PlainPhone(SIPCAST.sipAddress());
                var page = chromium.open(SIPCAST.managementUrl() + "/hawtio/auth/logout")) {
            logIn(page, password());
            awaitTrue(page, "document.querySelectorAll('table tbody tr').length > 20");
            pressButton(page, "Expand all");
            press(page, "answer-call");
            clickLink(page, "Trace");
            pressButton(page, "Start Tracing");
            awaitTrue(page, "document.body.textContent.includes('Awaiting tracing messages')");
            awaitTrue(page, TRACES); // the page says so before it is
            assertThat(page.evaluate("document.querySelector('[class*=alert]')?.textContent ?? ''")
                            .asText())
                    .as("a complaint")
                    .isEmpty();

            assertThat(phone.call("livetv", phone.offer()).status()).isEqualTo(200);
            awaitTrue(page, TRACED + ".length > 5");
            page.evaluate("void " + TRACED + "[0].querySelector('button').click()");
            awaitTrue(page, "document.body.textContent.includes('" + phone.callId() + "')");
            keep(page, "traced");
            pressButton(page, "Stop Tracing");
            awaitTrue(page, "document.body.textContent.includes('Start Tracing')");
            phone.hangUp();
        }
    }

    @Test
    void anOperatorSeesHowTheComponentsAreSet() throws Exception {
        try (var page = chromium.open(SIPCAST.managementUrl() + "/hawtio/auth/logout")) {
            logIn(page, password());
            awaitTrue(page, "document.querySelectorAll('table tbody tr').length > 20");
            pressButton(page, "Expand all");
            press(page, "vlc");
            awaitTrue(page, "document.body.textContent.includes('sourceTimeout')");
            assertThat(page.evaluate("document.querySelector('#camel-content').textContent")
                            .asText())
                    .contains("lease15s", "ComponentNamevlc")
                    .doesNotContain("reportToken");
            keep(page, "component");
            press(page, "sip");
            awaitTrue(page, "document.body.textContent.includes('trustedPeers')");
            press(page, "sip://bye");
            awaitTrue(page, "document.body.textContent.includes('EndpointUri')");
            awaitTrue(page, "document.body.textContent.includes('timeout')");
            keep(page, "endpoint");
        }
    }

    private static String password() throws IOException {
        return Files.readString(SIPCAST.runFolder().resolve("console-password")).strip();
    }

    private static final String TRACED = "[...document.querySelectorAll('#route-message-table-body tbody tr')]";

    private static final String CALL =
            "[...document.querySelectorAll('[class*=tree-view__node-text]')].find((node) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(node.textContent.trim()))";
    /** Asks the tracer of messages, logged in as the page is. */
    private static final String TRACER =
            "(async () => (await (await fetch('/hawtio/jolokia', { method: 'POST', headers: { 'Content-Type': 'application/json' },"
                    + " body: JSON.stringify({ type: 'exec', mbean: 'org.apache.camel:context=sipcast,type=tracer,name=BacklogTracer',"
                    + " operation: '%s', arguments: [%s] }) })).json()).value)()";

    /** Whether the tracer is at work. */
    private static final String TRACES =
            "(async () => (await (await fetch('/hawtio/jolokia', { method: 'POST', headers: { 'Content-Type': 'application/json' },"
                    + " body: JSON.stringify({ type: 'read', mbean: 'org.apache.camel:context=sipcast,type=tracer,name=BacklogTracer',"
                    + " attribute: 'Enabled' }) })).json()).value)()";

    private static final String NODES = "document.querySelectorAll('.react-flow__node')";
    private static final String LINK =
            "[...document.querySelectorAll('nav a, nav button')].find((link) => link.textContent.trim() === '%s')";

    private static void logIn(ViewerPage page, String password) {
        awaitTrue(page, "document.querySelector('#pf-login-password-id') !== null");
        fill(page, "#pf-login-username-id", "sipcast");
        fill(page, "#pf-login-password-id", password + "\uE007");
    }

    /** In place of what a login that was refused has left. */
    private static void fill(ViewerPage page, String field, String text) {
        page.click(field);
        page.evaluate("document.querySelector('" + field + "').select()");
        page.type(text);
    }

    /** A node of the tree. */
    private static void press(ViewerPage page, String node) {
        var found =
                "[...document.querySelectorAll('[class*=tree-view__node-text]')].find((each) => each.textContent.trim() === '"
                        + node + "')";
        awaitTrue(page, found + " !== undefined");
        page.evaluate(found + ".click()");
    }

    private static void clickLink(ViewerPage page, String words) {
        awaitTrue(page, LINK.formatted(words) + " !== undefined");
        page.evaluate(LINK.formatted(words) + ".click()");
    }

    private static void pressButton(ViewerPage page, String words) {
        var found =
                "[...document.querySelectorAll('button')].find((each) => each.textContent.trim() === '" + words + "')";
        awaitTrue(page, found + " !== undefined");
        page.evaluate(found + ".click()");
    }

    /** The page may load anew meanwhile, as after the login. */
    private static void awaitTrue(ViewerPage page, String condition) {
        try {
            await(condition).atMost(LIMIT).ignoreExceptions().until(() -> page.evaluate(condition)
                    .asBoolean());
        } catch (ConditionTimeoutException e) {
            keep(page, "failed");
            throw e;
        }
    }

    /** For people to look at. */
    private static void keep(ViewerPage page, String name) {
        try {
            Files.write(PICTURES.resolve(name + ".png"), page.picture());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
