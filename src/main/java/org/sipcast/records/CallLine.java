package org.sipcast.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call, as people are shown it, by the last that its events say.
 *
 * @param first the number of its first event of the day, its place in the order
 * @param call our own id
 * @param caller as he called himself: anything may stand there; cut, if it is long
 * @param began when the call was answered
 * @param ended nothing while it runs
 * @param billedMilliseconds so far, if it runs
 * @param endedBy who ended it; empty while it runs
 * @param cause why it ended; empty while it runs
 * @param incomplete whether its end was only found out afterwards
 * @param corrected whether it was corrected afterwards
 * @param lossPercent of the packets of picture or sound, whichever lost more; nothing if the viewer never said
 */
record CallLine(
        long first,
        String call,
        String channel,
        String caller,
        Instant began,
        @Nullable Instant ended,
        long billedMilliseconds,
        String endedBy,
        String cause,
        boolean incomplete,
        boolean corrected,
        @Nullable Double lossPercent) {

    private static final int MAX_CALLER = 256;

    /** What an event's {@code data} says, of the type {@code event}; the earlier line is of the same call, if there was one. */
    static CallLine of(long seq, String event, Instant recorded, JsonNode data, @Nullable CallLine earlier) {
        boolean over = event.equals("stopped") || event.equals("corrected");
        Instant began = time(data, "answeredAt", earlier == null ? recorded : earlier.began());
        return new CallLine(
                earlier == null ? seq : earlier.first(),
                data.path("call").asText(),
                data.path("channel").asText(),
                cut(data.path("caller").asText()),
                began,
                over ? time(data, "endedAt", recorded) : null,
                Math.max(0, data.path("billableMilliseconds").asLong()),
                over ? data.path("endedBy").asText() : "",
                over ? data.path("cause").asText() : "",
                data.path("incomplete").asBoolean(),
                event.equals("corrected"),
                loss(data.path("received")));
    }

    private static String cut(String caller) {
        return caller.length() <= MAX_CALLER ? caller : caller.substring(0, MAX_CALLER) + "…";
    }

    boolean runs() {
        return ended == null;
    }

    private static Instant time(JsonNode data, String name, Instant otherwise) {
        try {
            String text = data.path(name).asText();
            return text.isEmpty() || text.equals("null") ? otherwise : Instant.parse(text);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    private static @Nullable Double loss(JsonNode received) {
        Double most = null;
        for (JsonNode medium : received) {
            JsonNode loss = medium.path("lossPercent");
            if (loss.isNumber() && (most == null || loss.asDouble() > most)) {
                most = loss.asDouble();
            }
        }
        return most;
    }
}
