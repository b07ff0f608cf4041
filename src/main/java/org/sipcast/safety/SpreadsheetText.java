package org.sipcast.safety;

import java.util.regex.Pattern;

/** Makes sure that no spreadsheet takes what a caller called himself for a formula. */
public final class SpreadsheetText {
    /**
     * What begins a formula for some program, behind blanks as well, which some pass over; and the mark itself, so that it can always be
     * taken off again.
     */
    private static final Pattern SUSPICIOUS =
            Pattern.compile("\\A(?:[\\t\\r\\n]|[\\p{Z}\\p{C}]*[=+\\-@'|%\\uFF1D\\uFF0B\\uFF0D\\uFF20])");

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.][0-9]+)?");

    private SpreadsheetText() {}

    /** The value, with an apostrophe before it if it begins as a formula does and is no plain number (such as +4312345). */
    public static String harmless(String value) {
        return NUMBER.matcher(value).matches() ? value : marked(value);
    }

    /** The same with numbers that have a sign: people's spreadsheets drop the plus of +4312345. */
    public static String marked(String value) {
        String text = value.replace('\0', '\uFFFD');
        return SUSPICIOUS.matcher(text).find() ? "'" + text : text;
    }
}
