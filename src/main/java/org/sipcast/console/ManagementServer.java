package org.sipcast.console;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server for operators and their programs, apart from the viewer page's: usually it listens on loopback only, and its
 * threads are its own, so that a busy page takes nothing from it, nor it from the page.
 */
public final class ManagementServer extends ServiceSupport {
    private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
    private static final int IDLE_SECONDS = 120;
    private static final int MAX_HEADER_OCTETS = 16 * 1024;
    private static final int AT_ONCE = 4;

    private final String address;
    private final int port;
    private final List<ManagementPart> parts;
    private @Nullable Vertx vertx;
    private @Nullable HttpServer server;

    /**
     * Begins to listen only when it is started.
     *
     * @param port 0 for any that is free, -1 for none: then there is no server
     */
    public ManagementServer(String address, int port, ManagementPart... parts) {
        this.address = address;
        this.port = port;
        this.parts = List.of(parts);
    }

    /** Whether there is one at all. */
    public boolean isWanted() {
        return port >= 0;
    }

    /** Where it is, without a path. */
    public String url() {
        return "http://" + address + ":" + (server == null ? port : server.actualPort());
    }

    @Override
    protected void doStart() {
        if (!isWanted()) {
            return;
        }
        Vertx own = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(AT_ONCE)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        vertx = own;
        Router router = Router.router(own);
        router.route().handler(new ConsoleHeaders());
        parts.forEach(part -> part.mount(own, router));
        try {
            server = own.createHttpServer(options())
                    .requestHandler(router)
                    .listen(port, address)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            doStop();
            throw new IllegalStateException("Operators can't be served at " + url() + " (sipcast.management.port): "
                    + String.valueOf(e.getCause()));
        }
        log.info("Health is at {}/observe/health, metrics at {}/observe/metrics", url(), url());
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MAX_HEADER_OCTETS)
                .setCompressionSupported(true)
                .setHttp2ClearTextEnabled(false);
    }

    /** Ends Vert.x too, which closes what is open. */
    @Override
    protected void doStop() {
        server = null;
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            vertx = null;
        }
    }
}
