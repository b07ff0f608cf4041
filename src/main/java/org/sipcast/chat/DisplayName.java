package org.sipcast.chat;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of viewers, made safe: whatever somebody calls himself, it is a short word or two beside what he writes. */
final class DisplayName {
    private static final int MOST_CHARACTERS = 32;

    /** More of them above one letter reach into other lines. */
    private static final int MOST_MARKS = 2;

    private DisplayName() {}

    /** The first of these that leaves something; else the name for those who have none. */
    static String of(@Nullable String asserted, @Nullable String own, String nameless) {
        String name = asserted == null ? "" : safe(asserted);
        if (name.isEmpty() && own != null) {
            name = safe(own);
        }
        return name.isEmpty() ? nameless : name;
    }

    /** Without what is invisible or steers a display, without what separates a name from a line; maybe empty. */
    static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        int characters = 0;
        int marks = 0;
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        for (int i = 0; i < composed.length() && characters < MOST_CHARACTERS; ) {
            int character = composed.codePointAt(i);
            i += Character.charCount(character);
            boolean mark = isMark(character);
            marks = mark ? marks + 1 : 0;
            int kept = mark && marks > MOST_MARKS ? -1 : harmless(character);
            boolean blank = kept == ' ' && (safe.isEmpty() || safe.charAt(safe.length() - 1) == ' ');
            // notices begin with asterisks
            boolean notice = kept == '*' && safe.isEmpty();
            if (kept >= 0 && !blank && !notice) {
                safe.appendCodePoint(kept);
                characters++;
            }
        }
        return safe.toString().strip();
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static int harmless(int character) {
        if (Character.isWhitespace(character) || Character.isSpaceChar(character) || character == ':') {
            return ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> -1;
            default -> "\"\\<>".indexOf(character) >= 0 ? -1 : character;
        };
    }

    /** The same for names that people take for the same. */
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
    }
}
