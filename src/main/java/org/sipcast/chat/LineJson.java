package org.sipcast.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/** Lines as a bus carries them: one JSON object each. What comes from there is checked as if a stranger had sent it. */
public final class LineJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Far more than any server accepts from its own viewers. */
    private static final int LONGEST_TEXT_OCTETS = 8192;

    private static final int LONGEST_JSON = 64 * 1024;
    private static final int LONGEST_WORD = 64;
    /** They are written into headers that devices read. */
    private static final Pattern ID = Pattern.compile("[0-9a-zA-Z-]{1," + LONGEST_WORD + "}");

    private static final int VERSION = 1;

    private LineJson() {}

    public static String write(Line line) {
        ObjectNode json = JSON.createObjectNode();
        json.put("v", VERSION);
        json.put("id", line.id());
        json.put("room", line.room());
        json.put("kind", line.kind().name().toLowerCase(Locale.ROOT));
        json.put("member", line.member());
        json.put("name", line.name());
        json.put("at", line.at().toString());
        json.put("text", line.text());
        return json.toString();
    }

    /**
     * The line that a bus has brought.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Line read(String json) {
        if (json.length() > LONGEST_JSON) {
            throw new IllegalArgumentException("Not a line of a room: too long");
        }
        try {
            JsonNode line = JSON.readTree(json);
            if (line.path("v").asInt() != VERSION) {
                throw new IllegalArgumentException("Not a line of a room: no version " + VERSION);
            }
            Line.Kind kind = Line.Kind.valueOf(word(line, "kind").toUpperCase(Locale.ROOT));
            String name = word(line, "name");
            String text = line.path("text").asText();
            boolean silent = kind == Line.Kind.LEFT && text.isEmpty();
            return new Line(
                    id(line, "id"),
                    word(line, "room"),
                    kind,
                    kind == Line.Kind.NOTICE && word(line, "member").isEmpty() ? "" : id(line, "member"),
                    name.isEmpty() ? "" : DisplayName.safe(name),
                    Instant.parse(word(line, "at")),
                    silent ? "" : LineText.checked(text, LONGEST_TEXT_OCTETS));
        } catch (JsonProcessingException | DateTimeException | UnreadableLineException | LineTooLongException e) {
            throw new IllegalArgumentException(
                    "Not a line of a room: " + e.getClass().getSimpleName(), e);
        }
    }

    private static String word(JsonNode line, String name) {
        JsonNode value = line.path(name);
        String text = value.asText();
        if (!value.isTextual() || text.codePointCount(0, text.length()) > LONGEST_WORD) {
            throw new IllegalArgumentException("Not a line of a room: no " + name + " that can be one");
        }
        return text;
    }

    private static String id(JsonNode line, String name) {
        String id = word(line, name);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Not a line of a room: no " + name + " that can be one");
        }
        return id;
    }
}
