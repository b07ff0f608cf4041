package org.sipcast.billing.feed;

import java.util.regex.Pattern;

/** Makes sure that no spreadsheet takes what a caller called himself for a formula. */
final class CsvText {
    /** What begins a formula for some program; and the mark itself, so that it can always be taken off again. */
    private static final Pattern SUSPICIOUS =
            Pattern.compile("\\A[=+\\-@\\t\\r\\n\'|%\\uFF1D\\uFF0B\\uFF0D\\uFF20].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.][0-9]+)?");

    private CsvText() {}

    /** The value, with an apostrophe before it if it begins as a formula does and is no plain number (such as +4312345). */
    static String harmless(String value) {
        String text = value.replace('\0', '\uFFFD');
        return SUSPICIOUS.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }
}
