package org.sipcast.safety;

import java.util.regex.Pattern;

/** Makes sure that a terminal takes no orders from what callers say of themselves, and shows it in its order. */
public final class PlainText {
    /** Those of ASCII, those above it, which are orders as well (C1), and those that nobody sees. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}]+");

    private PlainText() {}

    /** The text, with this for each run of characters that are none to read. */
    public static String of(String text, String instead) {
        return CONTROLS.matcher(text).replaceAll(instead);
    }
}
