package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses that double with each failure, each shortened at random by up to a half, so that channels which failed together do
 * not come back together (RFC 5626 section 4.5).
 *
 * @param first the upper limit of the first pause
 * @param longest the upper limit of all pauses
 * @param random values from 0 to 1
 */
public record BackOff(Duration first, Duration longest, DoubleSupplier random) {

    private static final int DOUBLINGS = 20;

    /** @param failures in a row, 1 or more */
    Duration after(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return shortened(doubled.compareTo(longest) < 0 ? doubled : longest);
    }

    /** For what will not mend itself soon, such as a wrong password. */
    Duration slow() {
        return shortened(longest);
    }

    private Duration shortened(Duration limit) {
        return Duration.ofMillis(Math.round(limit.toMillis() * (1 - random.getAsDouble() / 2)));
    }
}
