package org.sipcast.records;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Calls as lines of CSV (RFC 4180). What somebody else wrote can't be a formula in a spreadsheet. */
final class Csv {
    static final String HEADER =
            "call,channel,caller,began,ended,billed_seconds,ended_by,cause,incomplete,corrected,loss_percent\r\n";

    /** Behind any of these a spreadsheet takes a cell for a formula. */
    private static final String DANGEROUS = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20";

    private Csv() {}

    static String line(CallLine line) {
        return String.join(
                        ",",
                        text(line.call()),
                        text(line.channel()),
                        text(line.caller()),
                        line.began().truncatedTo(ChronoUnit.MILLIS).toString(),
                        line.ended() == null
                                ? ""
                                : line.ended().truncatedTo(ChronoUnit.MILLIS).toString(),
                        BigDecimal.valueOf(line.billedMilliseconds(), 3).toPlainString(),
                        text(line.endedBy()),
                        text(line.cause()),
                        Boolean.toString(line.incomplete()),
                        Boolean.toString(line.corrected()),
                        number(line.lossPercent()))
                + "\r\n";
    }

    /** In quotes, with an apostrophe in front of what a spreadsheet would calculate. */
    static String text(String value) {
        boolean formula = isDangerous(value) || isDangerous(value.stripLeading());
        return '"' + (formula ? "'" : "") + value.replace("\"", "\"\"").replaceAll("[\\r\\n]+", " ") + '"';
    }

    private static boolean isDangerous(String value) {
        return !value.isEmpty() && DANGEROUS.indexOf(value.charAt(0)) >= 0;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : BigDecimal.valueOf(value).toPlainString();
    }
}
