package org.sipcast.page;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's HTTP server for {@code platform-http:} routes, which serves the viewer page besides and leads its WebSocket on. Camel's own can neither
 * take certificates in PEM nor set limits, and would look for static files in the working directory.
 */
public final class PageServer extends VertxPlatformHttpServer {
    private static final Logger log = LoggerFactory.getLogger(PageServer.class);
    /** SIP platforms ping their WebSockets more often than this. */
    private static final int IDLE_SECONDS = 300;

    /** An operator's line is the longest that anybody needs to send. */
    private static final long MAX_BODY_OCTETS = 8 * 1024;

    private static final int ROUTES_AT_ONCE = 4;

    private static final int MAX_HEADER_OCTETS = 16 * 1024;

    private final PageSettings settings;
    private final List<PagePart> parts;
    private @Nullable HttpServer server;

    /**
     * @param parts that it has besides the page
     */
    public PageServer(PageSettings settings, PagePart... parts) {
        super(configuration(settings));
        this.settings = settings;
        this.parts = List.of(parts);
    }

    private static VertxPlatformHttpServerConfiguration configuration(PageSettings settings) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.address());
        // where nothing listens, routes look for a router at the usual port
        configuration.setBindPort(
                settings.port() < 0 ? VertxPlatformHttpServerConfiguration.DEFAULT_BIND_PORT : settings.port());
        configuration.setMaxBodySize(MAX_BODY_OCTETS);
        configuration.getBodyHandler().setHandleFileUploads(false);
        configuration.setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);
        return configuration;
    }

    /** Whether it listens at all; routes that it would serve are there in any case. */
    public boolean isWanted() {
        return settings.port() >= 0;
    }

    /** Where browsers open the page, at this address. */
    public String url(String address) {
        int port = server == null ? settings.port() : server.actualPort();
        return (settings.hasTls() ? "https://" : "http://") + address + ":" + port;
    }

    @Override
    public @Nullable HttpServer getServer() {
        return server;
    }

    @Override
    protected void doInit() {
        // one loop is plenty for a page, and few routes at once: they share the records' database with calls; no files
        // are read or cached
        setVertx(Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(ROUTES_AT_ONCE)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false))));
    }

    @Override
    protected void startServer() {
        if (!isWanted()) {
            return;
        }
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(
                getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(settings.port()));
        router.route().handler(new SecurityHeaders());
        // a tunnel keeps its connection for as long as it is open; unsaid, five would be all
        PoolOptions tunnels = new PoolOptions().setHttp1MaxSize(settings.connections());
        router.get("/ws")
                .handler(new SipTunnel(settings, getVertx().createHttpClient(new HttpClientOptions(), tunnels)));
        PageFiles.serve(router);
        parts.forEach(part -> part.mount(getVertx(), router));
        try {
            server = getVertx()
                    .createHttpServer(options())
                    .requestHandler(router)
                    .listen(settings.port(), settings.address())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            stopServer();
            throw new IllegalStateException("The viewer page can't be served at " + url(settings.address()) + ": "
                    + String.valueOf(e.getCause()));
        }
        log.info("The viewer page is at {}", url(settings.address()));
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MAX_HEADER_OCTETS)
                .setCompressionSupported(true)
                // a WebSocket begins with HTTP/1.1
                .setUseAlpn(false)
                .setHttp2ClearTextEnabled(false);
        if (settings.hasTls()) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(settings.certificate())
                            .setKeyPath(settings.key()));
        }
        return options;
    }

    /** Ends Vert.x too, which closes what is open. */
    @Override
    protected void stopServer() {
        server = null;
        parts.forEach(PagePart::close);
        getVertx().close().toCompletionStage().toCompletableFuture().join();
    }
}
