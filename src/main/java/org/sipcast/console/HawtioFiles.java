package org.sipcast.console;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.MimeMapping;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hawtio's own files, as they lie in its jar but for one line. They hold nothing that is ours, so they need no password. */
final class HawtioFiles implements Handler<RoutingContext> {
    private static final String FOLDER = "/hawtio-static/";
    private static final String INDEX = "index.html";
    /**
     * Hawtio begins with a diagram of all routes at once. With as many as there are here its page stands still for a minute, and
     * then says that it can't be drawn: so a diagram is of one route, and the folder of routes begins with their table.
     */
    private static final String ALL_ROUTES_DRAWN = "canViewRouteDiagram=function(e){return Xr(e)||Kr(e)}";

    private static final String EACH_ROUTE_DRAWN = "canViewRouteDiagram=function(e){return Xr(e)}";
    /** No part begins with a dot, so none leads out of the folder. */
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");
    /** Their names change with their content. */
    private static final Pattern LASTING = Pattern.compile("static/.*\\.[0-9a-f]{8,20}\\..*");

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath().substring("/hawtio".length());
        String name = path.length() <= 1 ? INDEX : path.substring(1);
        context.vertx()
                .executeBlocking(() -> read(name), false)
                .onSuccess(content -> answer(context, name, content))
                .onFailure(context::fail);
    }

    private static void answer(RoutingContext context, String name, @Nullable Buffer content) {
        if (content == null) {
            context.response().setStatusCode(404).end("There is no such file.");
            return;
        }
        // an address within the console, such as camel/routes, is the page that has it
        String type = MimeMapping.getMimeTypeForFilename(name);
        context.response().putHeader("Content-Type", type == null || !isFile(name) ? "text/html" : type);
        if (LASTING.matcher(name).matches()) {
            context.response().putHeader("Cache-Control", "private, max-age=31536000, immutable");
        }
        context.end(content);
    }

    private static byte[] changed(String name, byte[] content) {
        if (!name.endsWith(".chunk.js")) {
            return content;
        }
        // one character an octet, whatever they stand for
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return text.contains(ALL_ROUTES_DRAWN)
                ? text.replace(ALL_ROUTES_DRAWN, EACH_ROUTE_DRAWN).getBytes(StandardCharsets.ISO_8859_1)
                : content;
    }

    private static boolean isFile(String name) {
        return name.contains(".");
    }

    private static @Nullable Buffer read(String name) throws IOException {
        if (!isFile(name)) {
            return read(INDEX);
        }
        if (!NAME.matcher(name).matches()) {
            return null;
        }
        try (InputStream stream = HawtioFiles.class.getResourceAsStream(FOLDER + name)) {
            return stream == null ? null : Buffer.buffer(changed(name, stream.readAllBytes()));
        }
    }
}
