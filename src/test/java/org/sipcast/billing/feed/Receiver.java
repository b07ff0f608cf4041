package org.sipcast.billing.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** A webhook's receiver, which takes, refuses or leaves waiting. */
final class Receiver implements AutoCloseable {
    /** What came, whether it was taken or not. */
    record Post(Map<String, String> headers, String body, int answer) {}

    /** As an answer: none, ever. */
    static final int SILENCE = 0;

    final List<Post> posts = new CopyOnWriteArrayList<>();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    volatile Supplier<Integer> answer = () -> 204;

    private final AtomicInteger atOnce = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    Receiver(int port) throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    }

    /** One that shows a certificate by HTTPS. */
    Receiver(SSLContext certificate) throws IOException {
        this(secure(certificate));
    }

    private Receiver(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer secure(SSLContext certificate) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate));
        return server;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port() + "/records";
    }

    List<String> taken() {
        return posts.stream()
                .filter(post -> post.answer() / 100 == 2)
                .map(Post::body)
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            headers.put("method", exchange.getRequestMethod());
            int status = answer.get();
            posts.add(new Post(headers, body, status));
            if (status != SILENCE) {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            }
        } finally {
            atOnce.decrementAndGet();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
