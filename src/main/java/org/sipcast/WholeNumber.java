package org.sipcast;

import org.apache.camel.CamelContext;

/** A setting that is a whole number; routes would find only at the first call that it is none. */
final class WholeNumber {
    private static final int MOST_COUNTED = 1_000_000;
    private static final int DAY_MILLIS = 86_400_000;
    private static final int DAY_SECONDS = 86_400;

    private WholeNumber() {}

    /**
     * Requires that so many in so many milliseconds can be meant, and so many seconds until the next.
     *
     * @throws SettingException that names the setting which can't
     */
    static void requireRate(CamelContext camel, String rate, String period, String retryAfter) {
        read(camel, rate, 1, MOST_COUNTED);
        read(camel, period, 1, DAY_MILLIS);
        read(camel, retryAfter, 0, DAY_SECONDS);
    }

    /** @throws SettingException that names the setting, if it is none from {@code least} to {@code most} */
    static int read(CamelContext camel, String key, int least, int most) {
        String value = SettingText.of(camel, key);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new SettingException(
                "%s must be a whole number from %d to %d, not '%s'".formatted(key, least, most, value));
    }
}
