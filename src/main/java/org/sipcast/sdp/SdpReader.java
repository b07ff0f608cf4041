package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into SDP lines, and refuses what no session description can hold.
 *
 * <p>Lenient where real clients are: LF for CRLF (RFC 8866 section 5 asks for that), blanks at the ends of lines, blank lines at
 * the end, a last line without an end.
 */
final class SdpReader {
    /** Longest text that is looked at, in characters: the largest SIP message that the stack accepts. */
    static final int MAX_LENGTH = 16_384;

    private static final String TYPES = "vosiuepcbtrzkam";

    private SdpReader() {}

    static List<SdpLine> read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedSdpException(
                    "SDP: " + text.length() + " characters are too many, the limit is " + MAX_LENGTH);
        }
        List<SdpLine> lines = new ArrayList<>();
        int number = 0;
        int blankLine = 0;
        for (int start = 0; start < text.length(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = withoutEnd(text, start, end);
            number++;
            start = end + 1;
            if (line.isEmpty()) {
                blankLine = blankLine == 0 ? number : blankLine;
            } else if (blankLine != 0) {
                throw SdpLine.malformed(blankLine, "a blank line may only stand at the end");
            } else {
                lines.add(line(number, line));
            }
        }
        return lines;
    }

    private static String withoutEnd(String text, int start, int end) {
        int last = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
        while (last > start && (text.charAt(last - 1) == ' ' || text.charAt(last - 1) == '\t')) {
            last--;
        }
        return text.substring(start, last);
    }

    private static SdpLine line(int number, String line) {
        if (line.length() < 2 || line.charAt(1) != '=' || TYPES.indexOf(line.charAt(0)) < 0) {
            throw SdpLine.malformed(
                    number, "expected one of " + TYPES + " and '=', found " + PrintableText.quoted(line));
        }
        for (int i = 2; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i)) && line.charAt(i) != '\t') {
                throw SdpLine.malformed(number, "control character in column " + (i + 1));
            }
        }
        return new SdpLine(number, line.charAt(0), line.substring(2));
    }
}
