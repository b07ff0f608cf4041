package org.sipcast.records;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.sipcast.safety.SpreadsheetText;

/** Calls as lines of CSV (RFC 4180). What somebody else wrote can't be a formula in a spreadsheet. */
final class Csv {
    static final String HEADER =
            "call,channel,caller,began,ended,billed_seconds,ended_by,cause,incomplete,corrected,loss_percent\r\n";

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
        return '"' + SpreadsheetText.marked(value).replace("\"", "\"\"").replaceAll("[\\r\\n]+", " ") + '"';
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : BigDecimal.valueOf(value).toPlainString();
    }
}
