package org.sipcast.sdp;

import java.util.regex.Pattern;

/** The blank-separated fields of a line; RFC 8866 has exactly one blank between them, some clients have more. */
final class Fields {
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    private Fields() {}

    /** The first field, and what follows it if anything does. */
    static String[] first(String value) {
        return BLANKS.split(value, 2);
    }

    static String[] of(String value) {
        return BLANKS.split(value.strip());
    }
}
