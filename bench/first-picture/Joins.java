import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Joins a channel again and again, as a person at the viewer page does: clicks at it, sees the first picture, leaves, and comes back at
 * some other time. Drives Chromium by its DevTools protocol. Prints a line for each join, with the milliseconds from the click to each step.
 *
 * <p>Arguments: Chromium's profile folder, page, channel, joins, longest pause between two in milliseconds.
 */
public final class Joins implements WebSocket.Listener, AutoCloseable {
    /** Steps of a join in their order; the last two by what the video element says of its first picture. */
    private static final String[] STEPS = {"invite", "answer", "ice", "dtls", "received", "shown"};

    private static final String MARKS = """
            (() => {
              let marks = {};
              const mark = (name, at = performance.now()) => { marks[name] ??= at; };
              const Socket = WebSocket;
              window.WebSocket = class extends Socket {
                constructor(...parameters) {
                  super(...parameters);
                  this.addEventListener('message', ({ data }) => /^SIP\\/2.0 200 [^]*\\r\\nCSeq: \\d+ INVITE\\r\\n/.test(data) && mark('answer'));
                }
                send(data) {
                  if (String(data).startsWith('INVITE')) mark('invite');
                  super.send(data);
                }
              };
              const Connection = RTCPeerConnection;
              window.RTCPeerConnection = class extends Connection {
                constructor(...parameters) {
                  super(...parameters);
                  this.addEventListener('iceconnectionstatechange', () => this.iceConnectionState === 'connected' && mark('ice'));
                  this.addEventListener('connectionstatechange', () => this.connectionState === 'connected' && mark('dtls'));
                }
              };
              /** Resolves with the steps of the join that the next click begins. */
              window.nextJoin = () => new Promise((resolve) => {
                marks = {};
                document.addEventListener('click', () => mark('click'), { capture: true, once: true });
                document.querySelector('#video').requestVideoFrameCallback((now, { receiveTime }) => {
                  mark('received', receiveTime);
                  mark('shown');
                  const { click, ...steps } = marks;
                  for (const name of Object.keys(steps)) steps[name] -= click;
                  requestAnimationFrame(() => resolve({ ...steps, page: document.querySelector('#state').textContent }));
                });
              });
            })()
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 20;

    private final AtomicInteger commands = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    private Joins(URI address) {
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this).join();
    }

    public static void main(String[] arguments) throws Exception {
        try (var chromium = new Joins(onlyPage(Path.of(arguments[0])))) {
            chromium.open(arguments[1]);
            int joins = Integer.parseInt(arguments[3]);
            for (int i = 0; i < joins; i++) {
                Thread.sleep(ThreadLocalRandom.current().nextLong(Long.parseLong(arguments[4]) + 1));
                print(chromium.join(arguments[2]));
            }
        }
    }

    private void open(String page) throws Exception {
        ask("Page.enable", Map.of());
        ask("Page.addScriptToEvaluateOnNewDocument", Map.of("source", MARKS));
        ask("Page.navigate", Map.of("url", page));
    }

    private JsonNode join(String channel) throws Exception {
        var button = "[data-channel=\"" + channel + "\"]";
        await("document.querySelector('#server')?.textContent === 'Connected' && document.querySelector('" + button + "') !== null");
        var join = evaluateLater("nextJoin()");
        click(button);
        var steps = join.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        click("#leave");
        await("document.documentElement.dataset.state === 'idle'");
        return steps;
    }

    private static void print(JsonNode steps) {
        var line = new StringBuilder("join");
        for (var step : STEPS) {
            line.append(steps.has(step) ? String.format(Locale.ROOT, " %s %.0f", step, steps.path(step).asDouble()) : " " + step + " -");
        }
        System.out.println(line.append("; ").append(steps.path("page").asText()));
    }

    private void click(String selector) throws Exception {
        var middle = evaluate("(() => { const box = document.querySelector('" + selector + "').getBoundingClientRect();"
                + " return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })()");
        for (var type : new String[] {"mousePressed", "mouseReleased"}) {
            ask("Input.dispatchMouseEvent", Map.of(
                    "type", type, "x", middle.path("x").asDouble(), "y", middle.path("y").asDouble(), "button", "left", "clickCount", 1));
        }
    }

    private void await(String script) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!evaluate(script).asBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not so after " + PATIENCE_SECONDS + " s: " + script);
            }
            Thread.sleep(50);
        }
    }

    private JsonNode evaluate(String script) throws Exception {
        return evaluateLater(script).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<JsonNode> evaluateLater(String script) throws Exception {
        return tell("Runtime.evaluate", Map.of("expression", script, "awaitPromise", true, "returnByValue", true)).thenApply(result -> {
            if (result.has("exceptionDetails")) {
                throw new IllegalStateException(script + ": " + result);
            }
            return result.path("result").path("value");
        });
    }

    private JsonNode ask(String method, Map<String, Object> parameters) throws Exception {
        return tell(method, parameters).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<JsonNode> tell(String method, Map<String, Object> parameters) throws Exception {
        int id = commands.incrementAndGet();
        var reply = new CompletableFuture<JsonNode>();
        replies.put(id, reply);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true).join();
        return reply;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            receive(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void receive(String text) {
        try {
            var read = JSON.readTree(text);
            var reply = replies.remove(read.path("id").asInt());
            if (reply == null) {
                return; // an event
            }
            if (read.has("error")) {
                reply.completeExceptionally(new IllegalStateException(text));
            } else {
                reply.complete(read.path("result"));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Chromium leaves the port that it has chosen in its profile. */
    private static URI onlyPage(Path profile) throws Exception {
        var port = Files.readAllLines(profile.resolve("DevToolsActivePort")).get(0);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
        for (var target : JSON.readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())) {
            if (target.path("type").asText().equals("page")) {
                return URI.create(target.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new IllegalStateException("Chromium has no page");
    }

    @Override
    public void close() {
        socket.abort();
    }
}
