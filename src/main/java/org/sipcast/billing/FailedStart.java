package org.sipcast.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.call.EndCause;

/** A call whose start could not be put on record, by all that was known: it never played, and costs nothing. */
final class FailedStart {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FailedStart() {}

    /**
     * The end that such a call needs if its start turns out to be on record.
     *
     * @param at by the clock on the wall
     */
    static Event end(Event started, Instant at) {
        try {
            ObjectNode data = (ObjectNode) JSON.readTree(started.data());
            data.put("endedAt", EventData.timestamp(at));
            data.put("billableMilliseconds", 0);
            data.putObject("pauses").put("count", 0).put("milliseconds", 0);
            data.putObject("sent");
            data.putObject("received");
            data.put("endedBy", "platform");
            data.put("cause", EndCause.SERVER_FAILED.name());
            data.put("incomplete", false);
            return new Event(
                    started.call() + "/stopped",
                    EventType.STOPPED,
                    started.call(),
                    started.channel(),
                    at,
                    JSON.writeValueAsString(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("events are JSON", e);
        }
    }
}
