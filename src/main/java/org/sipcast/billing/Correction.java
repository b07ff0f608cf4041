package org.sipcast.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.JournalRecord;

/** Says that the record of a call was wrong: by one more event, which says all that is right now, and why. */
public final class Correction {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** By which records are found and told from others. */
    private static final Set<String> FIXED = Set.of("call", "node", "software", "corrects", "changed", "reason");

    private final Journal journal;
    private final Clock clock;

    public Correction(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Appends a correction of what was last said of a call that has ended.
     *
     * @param fields what is right, by the names of fields; {@code pauses.count} is the field {@code count} in {@code pauses}
     * @return the correction
     * @throws IllegalArgumentException if there is no such call, it has not ended, or a field does not exist, has values of
     *     another kind or may not be changed
     */
    public Event append(String call, Map<String, String> fields, String reason)
            throws SQLException, JsonProcessingException {
        if (fields.isEmpty() || reason.isBlank()) {
            throw new IllegalArgumentException("a correction needs fields and a reason");
        }
        JournalRecord stopped = journal.find(call + "/stopped")
                .orElseThrow(() -> new IllegalArgumentException("no call " + call + " has ended"));
        Optional<JournalRecord> corrected = journal.lastOf(call, EventType.CORRECTED);
        JournalRecord wrong = corrected.orElse(stopped);
        ObjectNode data = (ObjectNode) JSON.readTree(wrong.json()).path("data");
        ObjectNode changed = JSON.createObjectNode();
        fields.forEach((name, value) -> {
            changed.set(name, data.at(pointer(name)));
            change(data, name, value);
        });
        data.put("corrects", wrong.id());
        data.set("changed", changed);
        data.put("reason", reason);
        int number = corrected.map(Correction::number).orElse(0) + 1;
        Event event = new Event(
                call + "/corrected/" + number,
                EventType.CORRECTED,
                call,
                stopped.channel(),
                clock.instant(),
                JSON.writeValueAsString(data));
        journal.append(List.of(event));
        return event;
    }

    private static int number(JournalRecord correction) {
        String id = correction.id();
        return Integer.parseInt(id.substring(id.lastIndexOf('/') + 1));
    }

    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1").replace('.', '/');
    }

    private static void change(ObjectNode data, String name, String value) {
        JsonNode before = data.at(pointer(name));
        int dot = name.lastIndexOf('.');
        if (FIXED.contains(name) || before.isMissingNode() || before.isContainerNode()) {
            throw new IllegalArgumentException("a record has no field '" + name + "' that could be corrected");
        }
        ObjectNode parent = dot < 0 ? data : (ObjectNode) data.at(pointer(name.substring(0, dot)));
        parent.set(name.substring(dot + 1), like(before, name, value));
    }

    private static JsonNode like(JsonNode before, String name, String value) {
        if (before.isTextual()) {
            return JSON.getNodeFactory().textNode(value);
        }
        try {
            JsonNode node = JSON.readTree(value);
            if (before.isBoolean()
                    ? node.isBoolean()
                    : before.isIntegralNumber() ? node.isIntegralNumber() : node.isNumber()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "'" + value + "' is nothing that " + name + " could be: it is " + before + " now");
    }
}
