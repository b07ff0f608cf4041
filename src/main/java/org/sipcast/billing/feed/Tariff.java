package org.sipcast.billing.feed;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What watching a channel costs.
 *
 * @param minute the price of a minute
 * @param currency as ISO 4217 has it
 * @param incrementSeconds how much is charged at once: what has begun counts as a whole
 */
record Tariff(BigDecimal minute, String currency, long incrementSeconds) {
    private static final int DECIMALS = 6;
    private static final BigDecimal SECONDS = BigDecimal.valueOf(60);

    long chargedSeconds(long milliseconds) {
        long increment = incrementSeconds * 1000;
        return (milliseconds + increment - 1) / increment * incrementSeconds;
    }

    /** Exact, or rounded half up to six decimals where seconds make it endless. */
    BigDecimal amount(long milliseconds) {
        return minute.multiply(BigDecimal.valueOf(chargedSeconds(milliseconds)))
                .divide(SECONDS, DECIMALS, RoundingMode.HALF_UP);
    }
}
