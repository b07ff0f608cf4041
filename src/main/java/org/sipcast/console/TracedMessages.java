package org.sipcast.console;

import java.util.regex.Pattern;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.jolokia.json.JSONStructure;
import org.jspecify.annotations.Nullable;

/**
 * Makes XML of what Camel's tracer hands out for it. The tracer leaves the {@code &} of an endpoint's address and the control characters of a
 * message as they are; no browser reads that, and Hawtio then shows no message at all.
 */
final class TracedMessages {
    private static final String BEGINNING = "<backlogTracerEventMessage";
    /** One that begins no reference. */
    private static final Pattern AMPERSAND = Pattern.compile("&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)");
    /** What XML 1.0 has not, section 2.2. */
    private static final Pattern NO_CHARACTER =
            Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private TracedMessages() {}

    /** Changes such answers of Jolokia, and no others; what was asked does not have to be in them. */
    static void mend(JSONStructure answer) {
        if (answer instanceof JSONArray answers) {
            answers.forEach(TracedMessages::mendOne);
        } else {
            mendOne(answer);
        }
    }

    private static void mendOne(@Nullable Object answer) {
        if (answer instanceof JSONObject one && one.get("value") instanceof String xml && xml.startsWith(BEGINNING)) {
            one.put("value", mended(xml));
        }
    }

    static String mended(String xml) {
        String characters = NO_CHARACTER.matcher(xml).replaceAll("\uFFFD");
        return AMPERSAND.matcher(characters).replaceAll("&amp;");
    }
}
