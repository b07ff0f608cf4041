package org.sipcast.chat;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of viewers, made safe: whatever somebody calls himself, it is a short word or two beside what he writes. */
final class DisplayName {
    private static final int MOST_CHARACTERS = 32;

    /** More of them above one letter reach into other lines. */
    private static final int MOST_MARKS = 2;

    private static final int EMOJI_FORM = 0xFE0F;

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
        String composed = Normalizer.normalize(visible(name), Normalizer.Form.NFC);
        for (int i = 0; i < composed.length() && characters < MOST_CHARACTERS; ) {
            int character = composed.codePointAt(i);
            i += Character.charCount(character);
            boolean mark = isMark(character);
            marks = mark ? marks + 1 : 0;
            boolean blank = character == ' ' && (safe.isEmpty() || safe.charAt(safe.length() - 1) == ' ');
            // notices begin with asterisks
            boolean notice = character == '*' && safe.isEmpty();
            if (!blank && !notice && !(mark && marks > MOST_MARKS)) {
                safe.appendCodePoint(character);
                characters++;
            }
        }
        return safe.toString().strip();
    }

    private static String visible(String name) {
        StringBuilder visible = new StringBuilder();
        int before = ' ';
        for (int character :
                Normalizer.normalize(name, Normalizer.Form.NFC).codePoints().toArray()) {
            // it has the emoji before it in colour
            boolean emoji = character == EMOJI_FORM && Character.getType(before) == Character.OTHER_SYMBOL;
            int kept = emoji ? character : harmless(character);
            if (kept >= 0) {
                visible.appendCodePoint(kept);
                before = kept;
            }
        }
        return visible.toString();
    }

    /** The name with a number behind it, and no longer than any. */
    static String numbered(String name, int number) {
        String suffix = " (" + number + ")";
        int room = MOST_CHARACTERS - suffix.length();
        int length = name.codePointCount(0, name.length());
        String cut = length <= room
                ? name
                : name.substring(0, name.offsetByCodePoints(0, room)).strip();
        return cut + suffix;
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static int harmless(int character) {
        if (Invisible.is(character)) {
            return -1;
        }
        if (Character.isWhitespace(character) || Character.isSpaceChar(character) || character == ':') {
            return ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> -1;
            default -> "\"\\<>".indexOf(character) >= 0 ? -1 : character;
        };
    }

    /** The same for names that people take for the same. */
    static String folded(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(plain.length());
        plain.codePoints()
                .filter(character -> character != ' ' && !Invisible.is(character))
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }
}
