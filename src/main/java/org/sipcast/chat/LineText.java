package org.sipcast.chat;

import java.nio.charset.StandardCharsets;

/** The text of a line: one paragraph that can do nothing to the lines around it. */
public final class LineText {
    private static final int LEFT_TO_RIGHT_EMBEDDING = 0x202A;
    private static final int RIGHT_TO_LEFT_OVERRIDE = 0x202E;

    private LineText() {}

    /**
     * The text with blanks in place of control characters and line ends, so that nobody can write lines in others' names. What
     * scripts and emoji need (joiners, marks of direction, isolates) stays; overrides of direction go.
     *
     * @throws LineTooLongException if it has more octets in UTF-8
     * @throws UnreadableLineException if nothing is left
     */
    public static String checked(String text, int mostOctets) {
        if (text.length() > mostOctets || text.getBytes(StandardCharsets.UTF_8).length > mostOctets) {
            throw new LineTooLongException("This line is too long: at most " + mostOctets + " octets fit into one");
        }
        StringBuilder safe = new StringBuilder(text.length());
        boolean visible = false;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (character < LEFT_TO_RIGHT_EMBEDDING || character > RIGHT_TO_LEFT_OVERRIDE) {
                int kept = harmless(character);
                visible |= isVisible(kept);
                safe.appendCodePoint(kept);
            }
        }
        if (!visible) {
            throw new UnreadableLineException("There is nothing in this line");
        }
        return safe.toString().strip();
    }

    private static int harmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.SURROGATE -> 0xFFFD;
            default -> character;
        };
    }

    private static boolean isVisible(int character) {
        return !Character.isWhitespace(character) && !Character.isSpaceChar(character) && !Invisible.is(character);
    }
}
