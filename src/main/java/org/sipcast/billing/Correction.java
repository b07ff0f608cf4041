package org.sipcast.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
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
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String TIME = "2026-01-31T20:15:00.123Z";
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
     * @throws IllegalArgumentException if there is no such call, it has not ended, it is another node's, or a field does not
     *     exist, has values of another kind or may not be changed
     */
    public Event append(String call, Map<String, String> fields, String reason)
            throws SQLException, JsonProcessingException {
        if (fields.isEmpty() || reason.isBlank()) {
            throw new IllegalArgumentException("a correction needs fields and a reason");
        }
        JournalRecord stopped = journal.find(call + "/stopped")
                .orElseThrow(() -> new IllegalArgumentException("no call " + call + " has ended"));
        if (!stopped.node().equals(journal.node())) {
            throw new IllegalArgumentException("call " + call + " was one of node " + stopped.node() + ", not of "
                    + journal.node() + ": correct it with --sipcast.node=" + stopped.node());
        }
        while (true) {
            Event event = next(stopped, fields, reason);
            journal.append(List.of(event));
            if (isStored(event)) {
                return event;
            }
        }
    }

    /** Whether it is this one that has its id, and not another that was appended at the same time. */
    private boolean isStored(Event event) throws SQLException, JsonProcessingException {
        JournalRecord stored = journal.find(event.id())
                .orElseThrow(() -> new IllegalStateException(event.id() + " was appended, and is not there"));
        return JSON.readTree(stored.json()).path("data").equals(JSON.readTree(event.data()));
    }

    private Event next(JournalRecord stopped, Map<String, String> fields, String reason)
            throws SQLException, JsonProcessingException {
        String call = stopped.call();
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
        return new Event(
                call + "/corrected/" + number,
                EventType.CORRECTED,
                call,
                stopped.channel(),
                clock.instant(),
                JSON.writeValueAsString(data));
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
        if (!before.isTextual()) {
            return likeNumberOrFlag(before, name, value);
        }
        return JSON.getNodeFactory().textNode(name.endsWith("At") ? time(name, value) : value);
    }

    private static JsonNode likeNumberOrFlag(JsonNode before, String name, String value) {
        JsonNode node;
        try {
            node = JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw notLike(name, value, "it is " + before + " now");
        }
        if (before.isBoolean() && node.isBoolean()) {
            return node;
        }
        if (before.isIntegralNumber() && node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
            return node;
        }
        // it stays a fraction, whatever it is now
        if (before.isFloatingPointNumber() && node.isNumber() && isAmount(node.doubleValue())) {
            return JSON.getNodeFactory().numberNode(node.doubleValue());
        }
        throw notLike(name, value, "it is " + before + " now");
    }

    private static boolean isAmount(double number) {
        return number >= 0 && Double.isFinite(number);
    }

    private static String time(String name, String value) {
        try {
            String text = EventData.timestamp(Instant.parse(value));
            if (value.endsWith("Z") && text.length() == TIME.length()) {
                return text;
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw notLike(name, value, "it is a time in UTC such as " + TIME);
    }

    private static IllegalArgumentException notLike(String name, String value, String words) {
        return new IllegalArgumentException("'" + value + "' is nothing that " + name + " could be: " + words);
    }
}
