package org.sipcast.platform;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A WebSocket as a browser opens it for a page (RFC 7118). */
final class WebSocketLine implements Line, WebSocket.Listener {
    private static final String SIP = "sip";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String name = UUID.randomUUID() + ".invalid";
    private final String protocol;
    private final LinkedBlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final StringBuilder begun = new StringBuilder();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final WebSocket socket;

    /**
     * @param tls what it trusts, for wss
     * @param headers names and values by turns, {@code Origin} among them
     */
    WebSocketLine(URI uri, @Nullable SSLContext tls, List<String> headers) {
        protocol = uri.getScheme();
        var client = HttpClient.newBuilder();
        if (tls != null) {
            client.sslContext(tls);
        }
        var builder = client.build().newWebSocketBuilder().connectTimeout(LIMIT).subprotocols(SIP);
        for (int i = 0; i < headers.size(); i += 2) {
            builder.header(headers.get(i), headers.get(i + 1));
        }
        socket = builder.buildAsync(uri, this).join();
    }

    @Override
    public void listen(Consumer<String> messages) {
        var thread = new Thread(() -> receive(messages), "websocket-line");
        thread.setDaemon(true);
        thread.start();
    }

    private void receive(Consumer<String> messages) {
        try {
            while (true) {
                messages.accept(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        begun.append(data);
        if (last) {
            waiting.add(begun.toString());
            begun.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
        end.complete(status + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        end.complete(error.toString());
    }

    /** How the other side ended it, once it has. */
    CompletableFuture<String> end() {
        return end;
    }

    /** As one frame; lost if the other side has ended it by then. */
    @Override
    public void send(String message) {
        socket.sendText(message, true).handle((sent, failure) -> failure).join();
    }

    @Override
    public String via() {
        return "SIP/2.0/" + protocol.toUpperCase(Locale.ROOT) + " " + name;
    }

    @Override
    public String contact() {
        return name + ";transport=ws";
    }

    /** Without a word. */
    @Override
    public void close() {
        socket.abort();
    }
}
