package org.sipcast.sip.stack;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scheme and the parameters of a challenge or of credentials (RFC 3261 section 25.1, RFC 7235 section 2.1). */
record AuthParameters(String scheme, Map<String, String> values) {

    private static final String TOKEN = "[A-Za-z0-9.!%*_+`'~$&^|#-]+";
    private static final Pattern SCHEME = Pattern.compile("\\s*(" + TOKEN + ")\\s+");
    private static final Pattern PARAMETER = Pattern.compile(
            "(" + TOKEN + ")\\s*=\\s*(?:(" + TOKEN + ")|\"((?:[^\"\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*)\")\\s*");

    /**
     * Reads them; values are without their quotation marks, but with the backslashes inside (RFC 7616 section 3.4: they
     * are hashed and sent back as they came). Names are in lower case.
     *
     * @throws IllegalArgumentException for anything that the grammar does not allow, and for a name that comes twice
     */
    static AuthParameters parse(String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.lookingAt()) {
            throw new IllegalArgumentException("not a challenge");
        }
        Map<String, String> values = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        int position = scheme.end();
        while (true) {
            parameter.region(position, text.length());
            if (!parameter.lookingAt()) {
                throw new IllegalArgumentException("not a parameter at position " + position);
            }
            String name = parameter.group(1).toLowerCase(Locale.ROOT);
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            if (values.put(name, value) != null) {
                throw new IllegalArgumentException("two parameters " + name);
            }
            position = parameter.end();
            if (position == text.length()) {
                return new AuthParameters(scheme.group(1), values);
            }
            if (text.charAt(position) != ',') {
                throw new IllegalArgumentException("no comma at position " + position);
            }
            position = skipSpace(text, position + 1);
        }
    }

    private static int skipSpace(String text, int from) {
        int position = from;
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position;
    }
}
