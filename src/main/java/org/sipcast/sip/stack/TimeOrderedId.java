package org.sipcast.sip.stack;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids that nobody can guess, each greater than those before, so that what has lately come stays together in an index: UUIDs of version 7 (RFC 9562), whose
 * twelve bits after the milliseconds are fractions of them (method 3 in section 6.2).
 */
public final class TimeOrderedId {
    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int FRACTION_BITS = 12;
    private static final long NANOS_OF_MILLISECOND = 1_000_000;

    private static final SecureRandom RANDOM = new SecureRandom();
    /** In 4096ths of milliseconds. */
    private static final AtomicLong LAST = new AtomicLong();

    private TimeOrderedId() {}

    public static UUID next() {
        Instant now = Instant.now();
        long shown = ((now.getEpochSecond() * 1000) << FRACTION_BITS)
                + ((long) now.getNano() << FRACTION_BITS) / NANOS_OF_MILLISECOND;
        // also when several are made at once, or the clock is set back
        long time = LAST.updateAndGet(last -> Math.max(last + 1, shown));
        long milliseconds = time >>> FRACTION_BITS;
        return new UUID(
                (milliseconds << 16) | VERSION | (time & ((1 << FRACTION_BITS) - 1)),
                VARIANT | (RANDOM.nextLong() >>> 2));
    }
}
