package org.sipcast.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;

/** Events with the fields that docs/decisions/0016-journal.md shows. */
public final class TestEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestEvents() {}

    public static Event started(String call, String channel, String caller, Instant at) {
        return event(call, EventType.STARTED, "started", channel, at, data(call, channel, caller, at));
    }

    public static Event interim(String call, String channel, String caller, Instant began, int number, long billed) {
        var data = data(call, channel, caller, began).put("billableMilliseconds", billed);
        return event(call, EventType.INTERIM, "interim/" + number, channel, began, data);
    }

    public static Event stopped(String call, String channel, String caller, Instant began, Instant ended, long billed) {
        return ended(call, EventType.STOPPED, "stopped", channel, caller, began, ended, billed);
    }

    public static Event corrected(
            String call, String channel, String caller, Instant began, Instant ended, long billed) {
        return ended(call, EventType.CORRECTED, "corrected/1", channel, caller, began, ended, billed);
    }

    private static Event ended(
            String call,
            EventType type,
            String word,
            String channel,
            String caller,
            Instant began,
            Instant ended,
            long billed) {
        var data = data(call, channel, caller, began)
                .put("endedAt", ended.toString())
                .put("billableMilliseconds", billed)
                .put("endedBy", "viewer")
                .put("cause", "VIEWER_HUNG_UP")
                .put("incomplete", false);
        data.putObject("received").putObject("video").put("lossPercent", 0.4).put("jitterMilliseconds", 2);
        return event(call, type, word, channel, ended, data);
    }

    private static ObjectNode data(String call, String channel, String caller, Instant began) {
        return JSON.createObjectNode()
                .put("call", call)
                .put("sipCallId", call + "@wire")
                .put("channel", channel)
                .put("called", "sip:" + channel + "@example.org")
                .put("caller", caller)
                .put("answeredAt", began.toString());
    }

    private static Event event(
            String call, EventType type, String word, String channel, Instant time, ObjectNode data) {
        return new Event(call + "/" + word, type, call, channel, time, data.toString());
    }
}
