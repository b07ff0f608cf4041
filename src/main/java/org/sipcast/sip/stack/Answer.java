package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a request, final and without the parts that SIP itself asks for.
 *
 * @param status 200 to 699
 * @param reasonPhrase in place of the status code's usual one
 * @param warning words for a person, sent as Warning 399 (RFC 3261 section 20.43)
 * @param retryAfter when to try again, in whole seconds on the wire
 * @param contentType the body's type
 * @param body null for none
 * @param headers further header fields, by name
 */
public record Answer(
        int status,
        @Nullable String reasonPhrase,
        @Nullable String warning,
        @Nullable Duration retryAfter,
        @Nullable String contentType,
        @Nullable String body,
        Map<String, String> headers) {

    public Answer {
        if (status < 200 || status > 699) {
            throw new IllegalArgumentException("An answer's status must be 200 to 699, but is " + status);
        }
        headers = Map.copyOf(headers);
    }

    /** An answer of just a status. */
    public static Answer of(int status) {
        return new Answer(status, null, null, null, null, null, Map.of());
    }

    /** 481: the call has ended, or there never was one. */
    static Answer noSuchCall() {
        return of(481).withWarning("There is no such call here, or it has ended");
    }

    /** 200 with a session description. */
    public static Answer withSdp(String sdp) {
        return new Answer(200, null, null, null, "application/sdp", sdp, Map.of());
    }

    public Answer withWarning(String text) {
        return new Answer(status, reasonPhrase, text, retryAfter, contentType, body, headers);
    }

    public Answer withReasonPhrase(String phrase) {
        return new Answer(status, phrase, warning, retryAfter, contentType, body, headers);
    }

    public Answer withRetryAfter(Duration pause) {
        return new Answer(status, reasonPhrase, warning, pause, contentType, body, headers);
    }

    public Answer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, reasonPhrase, warning, retryAfter, contentType, body, more);
    }

    /** What it says beside its status, for a log. */
    String details() {
        return (warning == null ? "" : ": " + Headers.oneLine(warning)) + (headers.isEmpty() ? "" : " " + headers);
    }

    boolean isSuccess() {
        return status < 300;
    }
}
