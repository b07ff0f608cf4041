package org.sipcast.sdp;

import java.util.OptionalInt;

/** The unsigned decimal numbers of SDP: digits only, where {@link Integer#parseInt} also takes signs and other scripts' digits. */
final class DecimalNumber {
    private static final int MAX_DIGITS = 9;

    private DecimalNumber() {}

    /** Returns the number if it is one and not above {@code max}. */
    static OptionalInt parse(String text, int max) {
        if (text.length() > MAX_DIGITS || !isDigits(text)) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(text);
        return number <= max ? OptionalInt.of(number) : OptionalInt.empty();
    }

    static boolean isDigits(String text) {
        // by no stream: each offer asks this dozens of times
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
