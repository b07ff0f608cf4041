package org.sipcast.page;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.CRC32;

/** The page's files, from the jar; exactly these paths, and nothing is looked for elsewhere. */
final class PageFiles {
    private static final String FOLDER = "/viewer/";
    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "viewer.css", "text/css; charset=utf-8",
            "viewer.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml",
            "licences.txt", "text/plain; charset=utf-8",
            "records/index.html", "text/html; charset=utf-8",
            "records/records.css", "text/css; charset=utf-8",
            "records/records.js", "text/javascript; charset=utf-8");

    private static final String INDEX = "index.html";

    private PageFiles() {}

    static void serve(Router router) {
        TYPES.forEach((name, type) -> {
            Handler<RoutingContext> handler = handler(read(name), type);
            router.get("/" + name).handler(handler);
            if (name.endsWith(INDEX)) {
                router.get("/" + name.substring(0, name.length() - INDEX.length()))
                        .handler(handler);
            }
        });
    }

    private static Handler<RoutingContext> handler(byte[] content, String type) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        String tag = "\"%08x-%x\"".formatted(checksum.getValue(), content.length);
        return context -> {
            // asked for anew each time, sent only if it has changed: a new version is seen at once
            HttpServerResponse response =
                    context.response().putHeader("Cache-Control", "no-cache").putHeader("ETag", tag);
            if (tag.equals(context.request().getHeader("If-None-Match"))) {
                response.setStatusCode(304).end();
            } else {
                response.putHeader("Content-Type", type).end(Buffer.buffer(content));
            }
        };
    }

    private static byte[] read(String name) {
        try (InputStream stream = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException("the page's " + name + " is missing in the jar");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
