package org.sipcast.page;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads a browser's WebSocket (RFC 6455, RFC 7118) to the SIP platform, so that page and SIP have one origin. The handshake is read and written
 * anew: only the fields that it needs go on, and the platform is told the browser's address. After it octets pass as they come, in both
 * directions and no faster than the slower side takes them; pings reach the other end, and the platform bounds the frames.
 */
final class SipTunnel implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(SipTunnel.class);
    private static final long CONNECT_MILLIS = 5_000;

    /** The handshake's own fields (RFC 6455 section 4.1); no extensions, as compression would hide a frame's size. */
    private static final List<String> ASKED =
            List.of("Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol", "Origin", "User-Agent");

    private static final List<String> ANSWERED = List.of("Sec-WebSocket-Accept", "Sec-WebSocket-Protocol");

    private final PageSettings settings;
    private final HttpClient client;
    /** Only used by the server's one event loop. */
    private int open;

    private boolean unreachable;

    SipTunnel(PageSettings settings, HttpClient client) {
        this.settings = settings;
        this.client = client;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest browser = context.request();
        if (!"websocket".equalsIgnoreCase(browser.getHeader("Upgrade"))) {
            refuse(browser, 426, "A WebSocket is expected here.");
        } else if (!isOwnOrigin(browser.getHeader("Origin"), browser.getHeader("Host"))) {
            refuse(browser, 403, "This WebSocket is for this server's own page.");
        } else if (open >= settings.connections()) {
            refuse(browser, 503, "Too many viewers are connected.");
        } else {
            connect(browser);
        }
    }

    /** Whether a page of this very server asks (RFC 6455 section 10.2), by whatever name the browser knows it. */
    static boolean isOwnOrigin(@Nullable String origin, @Nullable String host) {
        if (origin == null || host == null) {
            return false;
        }
        try {
            URI uri = URI.create(origin);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && host.toLowerCase(Locale.ROOT).equals(uri.getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void connect(HttpServerRequest browser) {
        open++;
        browser.pause();
        client.request(handshake(browser)).compose(SipTunnel::connectQuietly).onComplete(result -> {
            if (result.failed()) {
                open--;
                sayUnreachable(result.cause());
                refuse(browser, 502, "The SIP platform cannot be reached.");
            } else if (result.result().statusCode() != 101) {
                open--;
                int status = result.result().statusCode();
                result.result().request().connection().close();
                refuse(browser, status >= 400 ? status : 502, "The SIP platform refuses this WebSocket.");
            } else {
                unreachable = false;
                join(browser, result.result());
            }
        });
    }

    /** That a connection ends some time later is no error, as Vert.x would log otherwise. */
    private static Future<HttpClientResponse> connectQuietly(HttpClientRequest request) {
        return request.exceptionHandler(end -> {}).connect();
    }

    private RequestOptions handshake(HttpServerRequest browser) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(settings.webSocket().getHost())
                .setPort(settings.webSocketPort())
                .setSsl(settings.webSocketHasTls())
                .setURI(settings.webSocketPath())
                .setConnectTimeout(CONNECT_MILLIS)
                .setTimeout(CONNECT_MILLIS)
                .putHeader("Connection", "Upgrade")
                .putHeader("Upgrade", "websocket")
                .putHeader("X-Forwarded-For", browser.remoteAddress().hostAddress());
        for (String name : ASKED) {
            String value = browser.getHeader(name);
            if (value != null) {
                request.putHeader(name, value);
            }
        }
        return request;
    }

    private void join(HttpServerRequest browser, HttpClientResponse answer) {
        NetSocket platform = answer.netSocket();
        platform.pause();
        browser.response().setStatusCode(101).putHeader("Connection", "Upgrade").putHeader("Upgrade", "websocket");
        for (String name : ANSWERED) {
            String value = answer.getHeader(name);
            if (value != null) {
                browser.response().putHeader(name, value);
            }
        }
        browser.toNetSocket().onComplete(result -> {
            if (result.failed()) {
                open--;
                platform.close();
                return;
            }
            NetSocket viewer = result.result();
            Future<Void> there = viewer.pipeTo(platform);
            Future<Void> back = platform.pipeTo(viewer);
            Future.any(there, back).onComplete(ended -> {
                open--;
                viewer.close();
                platform.close();
            });
        });
    }

    private static void refuse(HttpServerRequest browser, int status, String words) {
        browser.resume();
        browser.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Connection", "close")
                .end(words + "\n")
                .onComplete(sent -> browser.connection().close());
    }

    /** Once, until it is there again: a page that reconnects would fill the log. */
    private void sayUnreachable(Throwable cause) {
        if (!unreachable) {
            unreachable = true;
            log.warn("The viewer page's SIP can't reach {}: {}", settings.webSocket(), cause.getMessage());
        }
    }
}
