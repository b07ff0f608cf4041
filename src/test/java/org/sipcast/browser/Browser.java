package org.sipcast.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.bidi.BiDi;
import org.openqa.selenium.bidi.Command;
import org.sipcast.e2e.program.Program;

/** A headless browser that is driven by WebDriver BiDi; self-signed certificates are accepted. */
final class Browser implements AutoCloseable {
    /** Keeps what the tests ask for: connections for media, sockets, and whether anybody asked for camera or microphone. */
    private static final String EARS =
            """
            () => {
              window.heard = { connections: [], sockets: [], asked: 0 };
              const keep = (name, list) => {
                const Native = window[name];
                window[name] = class extends Native {
                  constructor(...parameters) { super(...parameters); list.push(this); }
                };
              };
              keep('RTCPeerConnection', window.heard.connections);
              keep('WebSocket', window.heard.sockets);
              if (navigator.mediaDevices) {
                navigator.mediaDevices.getUserMedia = async () => { window.heard.asked += 1; throw new Error('asked'); };
              }
            }
            """;

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BiDi bidi;
    private final ProcessHandle process;
    private final AutoCloseable program;

    Browser(BiDi bidi, long pid, AutoCloseable program) {
        this.bidi = bidi;
        this.process = ProcessHandle.of(pid).orElseThrow();
        this.program = program;
        send("script.addPreloadScript", Map.of("functionDeclaration", EARS));
    }

    /** Opens a page in a window of its own, which paints as if it was in front. */
    ViewerPage open(String url) {
        var context = send("browsingContext.create", Map.of("type", "window"))
                .path("context")
                .asText();
        send(
                "browsingContext.setViewport",
                Map.of("context", context, "viewport", Map.of("width", 1280, "height", 800)));
        var page = new ViewerPage(this, context);
        page.open(url);
        return page;
    }

    /** Sends a command of the protocol and returns its result. */
    JsonNode send(String method, Map<String, Object> parameters) {
        return JSON.valueToTree(bidi.send(new Command<>(method, parameters, Map.class), LIMIT));
    }

    /** Evaluates a script that may be a promise and whose value JSON can carry. */
    JsonNode evaluate(String context, String script) {
        var outcome = send(
                "script.evaluate",
                Map.of(
                        "expression",
                        "(async () => JSON.stringify((await (" + script + ")) ?? null))()",
                        "target",
                        Map.of("context", context),
                        "awaitPromise",
                        true));
        if (!outcome.path("type").asText().equals("success")) {
            throw new IllegalStateException(script + ": " + outcome);
        }
        try {
            return JSON.readTree(outcome.path("result").path("value").asText());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void act(String context, Map<String, Object> source) {
        send("input.performActions", Map.of("context", context, "actions", List.of(source)));
    }

    /** Ends it from one moment to the next: no page can say that it is going. */
    void kill() {
        processes().forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    /** Stops it where it is, as a machine that falls asleep: its connections stay, and nothing moves on them. */
    void freeze() {
        var command = new ArrayList<>(List.of("kill", "-STOP"));
        processes().forEach(each -> command.add(Long.toString(each.pid())));
        Program.run(LIMIT, Map.of(), command);
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    @Override
    public void close() {
        try {
            program.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
