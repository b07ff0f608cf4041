package org.sipcast.records;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.http.HttpServerResponse;

/**
 * Why there is no answer, for programs and people (RFC 9457).
 *
 * @param status of HTTP
 * @param title the kind of problem, always in the same words
 * @param detail what was wrong this time
 * @param retryAfterSeconds when to try again; 0 if that changes nothing
 */
public record Problem(int status, String title, String detail, int retryAfterSeconds) {
    public static final String CONTENT_TYPE = "application/problem+json";

    static Problem badRequest(String detail) {
        return new Problem(400, "Bad request", detail, 0);
    }

    static Problem unavailable(String detail) {
        return new Problem(503, "Not available at the moment", detail, 2);
    }

    void send(HttpServerResponse response) {
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        if (retryAfterSeconds > 0) {
            response.putHeader("Retry-After", Integer.toString(retryAfterSeconds));
        }
        response.setStatusCode(status).putHeader("Content-Type", CONTENT_TYPE).end(json());
    }

    /** As the body of an answer. */
    public String json() {
        return "{\"type\":\"about:blank\",\"title\":\"" + escaped(title) + "\",\"status\":" + status + ",\"detail\":\""
                + escaped(detail) + "\"}";
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
