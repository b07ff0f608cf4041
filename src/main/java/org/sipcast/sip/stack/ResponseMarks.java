package org.sipcast.sip.stack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What tells which request a response answers, read from its octets and without the rest of it (RFC 3261 section 17.1.3). */
final class ResponseMarks {

    private static final byte[] VERSION = "SIP/2.0 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VIA = "\r\nVia:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BRANCH = ";branch=".getBytes(StandardCharsets.US_ASCII);

    private ResponseMarks() {}

    /**
     * The branch of the first Via, if it begins so; null also where that is written in another way than ours was, which is not
     * forbidden.
     */
    static @Nullable String branch(byte[] datagram, String beginning) {
        if (!isAt(datagram, 0, VERSION)) {
            return null;
        }
        int via = find(datagram, 0, datagram.length, VIA);
        if (via < 0) {
            return null;
        }
        int line = via + VIA.length;
        int end = line;
        while (end < datagram.length && datagram[end] != '\r' && datagram[end] != ',') {
            end++;
        }
        int branch = find(datagram, line, end, BRANCH);
        if (branch < 0) {
            return null;
        }
        int first = branch + BRANCH.length;
        int last = first;
        while (last < end && datagram[last] > ' ' && datagram[last] != ';') {
            last++;
        }
        String value = new String(datagram, first, last - first, StandardCharsets.ISO_8859_1);
        return value.startsWith(beginning) ? value : null;
    }

    /** The status of a response with a branch. */
    static int status(byte[] datagram) {
        int status = 0;
        for (int at = VERSION.length; at < VERSION.length + 3; at++) {
            status = status * 10 + Character.digit(datagram[at], 10);
        }
        return status;
    }

    private static int find(byte[] datagram, int from, int to, byte[] wanted) {
        for (int at = from; at <= to - wanted.length; at++) {
            if (isAt(datagram, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isAt(byte[] datagram, int at, byte[] wanted) {
        return at + wanted.length <= datagram.length
                && Arrays.equals(datagram, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
