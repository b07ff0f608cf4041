package org.sipcast.page;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Has browsers run and load nothing but the page's own files, show it in no other page's frame, and keep nothing but those files. */
final class SecurityHeaders implements Handler<RoutingContext> {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; media-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), display-capture=()",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    @Override
    public void handle(RoutingContext context) {
        HEADERS.forEach(context.response()::putHeader);
        context.next();
    }
}
