package org.sipcast.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.sipcast.page.PageServer;
import org.sipcast.page.PageSettings;

/**
 * The page as its server gives it out, in a Chromium in which a script takes the platform's place: {@code scripted-peer.js}. So it can be told
 * anything, at any moment.
 */
final class ScriptedPage implements BeforeAllCallback, AfterAllCallback {
    private static final Path PEER = Path.of("src/test/resources/browser/scripted-peer.js");

    private static final String CHANNELS =
            """
            [{"name":"film","title":"A film","kind":"on-demand","viewers":1,"address":"sip:film@peer.invalid"},
             {"name":"livetv","title":"Live TV","kind":"live","viewers":3,"address":"sip:livetv@peer.invalid"}]
            """;

    @SuppressWarnings("NullAway.Init")
    private DefaultCamelContext camel;

    @SuppressWarnings("NullAway.Init")
    private PageServer server;

    @SuppressWarnings("NullAway.Init")
    private Browser chromium;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        camel = new DefaultCamelContext();
        server = new PageServer(new PageSettings("127.0.0.1", 0, "", "", URI.create("ws://127.0.0.1:9"), 8));
        camel.getRegistry().bind("pageServer", server);
        camel.addService(server, true, true);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/channels?httpMethodRestrict=GET").setBody(constant(CHANNELS));
            }
        });
        camel.start();
        chromium = Chromium.start();
        chromium.send("script.addPreloadScript", Map.of("functionDeclaration", script()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        chromium.close();
        camel.stop();
    }

    /** Watches the film, and waits for its picture. */
    ViewerPage watch() {
        return watch("");
    }

    /** The same with a peer that a script has set up before it is called. */
    ViewerPage watch(String setup) {
        var page = open();
        if (!setup.isEmpty()) {
            page.evaluate("(() => { " + setup + " })()");
        }
        page.choose("film");
        return page.awaitState("playing");
    }

    /** As for somebody who has never been there. */
    private ViewerPage open() {
        var url = server.url("127.0.0.1");
        var page = chromium.open(url + "/icon.svg");
        page.evaluate("localStorage.clear()");
        page.open(url);
        return page;
    }

    private static String script() {
        try {
            return Files.readString(PEER).replaceAll("(?m)^//.*$", "").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
