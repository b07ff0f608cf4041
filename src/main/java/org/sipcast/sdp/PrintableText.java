package org.sipcast.sdp;

/** Makes what a stranger sent fit for a SIP header and a log line: printable ASCII, no double quotes, no backslashes, bounded. */
final class PrintableText {
    /** Characters that a quoted word may have. */
    static final int WORD = 40;

    /** Characters that a whole message may have: a Warning header stays far below the size of a datagram. */
    static final int SENTENCE = 400;

    private PrintableText() {}

    static String of(String text, int limit) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), limit));
        int end = text.length() <= limit ? text.length() : limit - 3;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            printable.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? '?' : c);
        }
        return end < text.length() ? printable.append("...").toString() : printable.toString();
    }

    static String quoted(String text) {
        return '\'' + of(text, WORD) + '\'';
    }
}
