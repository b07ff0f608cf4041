package org.sipcast.console;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * Has browsers load the console from here alone, show it in no other page's frame, and keep nothing but what names its version.
 * Hawtio's editor starts its workers from blobs, and its components carry their style with them.
 */
final class ConsoleHeaders implements Handler<RoutingContext> {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
                    + " worker-src 'self' blob:; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
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
