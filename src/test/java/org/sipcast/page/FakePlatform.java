package org.sipcast.page;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A WebSocket server for SIP that says everything back, refuses the user agent "refused", and notes how it was asked. */
final class FakePlatform implements AutoCloseable {
    final List<MultiMap> asked = new CopyOnWriteArrayList<>();

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    FakePlatform() {
        server = vertx.createHttpServer(new HttpServerOptions().setWebSocketSubProtocols(List.of("sip")))
                .webSocketHandshakeHandler(handshake -> {
                    asked.add(handshake.headers());
                    if ("refused".equals(handshake.headers().get("User-Agent"))) {
                        handshake.reject(403);
                    } else {
                        handshake.accept();
                    }
                })
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    URI address() {
        return URI.create("ws://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
