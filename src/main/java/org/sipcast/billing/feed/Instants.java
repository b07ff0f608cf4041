package org.sipcast.billing.feed;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as files write them, in UTC. */
final class Instants {
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SPACED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private Instants() {}

    /** The beginning of a period, for a file's name. */
    static String compact(long number, Duration period) {
        return COMPACT.format(Instant.ofEpochSecond(number * period.toSeconds()));
    }

    /** As sip:provider CE writes times; empty for what is none. */
    static String spaced(String iso) {
        try {
            return iso.isEmpty() ? "" : SPACED.format(Instant.parse(iso));
        } catch (DateTimeException e) {
            return "";
        }
    }
}
