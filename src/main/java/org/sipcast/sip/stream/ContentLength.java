package org.sipcast.sip.stream;

import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a message's body is; on a stream only its head tells (RFC 3261 section 18.3). */
final class ContentLength {

    private static final Pattern FIELD =
            Pattern.compile("^(?:Content-Length|l)[ \\t]*:(.*)$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private ContentLength() {}

    /**
     * The number in a head; 0 without one.
     *
     * @throws CorruptedFrameException if there is no telling where the body ends
     */
    static int in(byte[] head) {
        // a line that begins with a blank continues the one before (section 7.3.1)
        String unfolded = new String(head, StandardCharsets.ISO_8859_1).replaceAll("\r\n[ \\t]+", " ");
        Matcher field = FIELD.matcher(unfolded);
        int octets = -1;
        while (field.find()) {
            String value = field.group(1).strip();
            if (!NUMBER.matcher(value).matches() || (octets >= 0 && octets != Integer.parseInt(value))) {
                throw new CorruptedFrameException("not a Content-Length");
            }
            octets = Integer.parseInt(value);
        }
        return Math.max(0, octets);
    }
}
