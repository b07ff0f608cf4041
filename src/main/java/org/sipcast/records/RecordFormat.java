package org.sipcast.records;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How several events stand in one answer. */
enum RecordFormat {
    /** CloudEvents' batch, an array. */
    BATCH("application/cloudevents-batch+json", "[", ",\n", "]\n", "]\n"),
    /** One event a line. */
    LINES("application/x-ndjson", "", "\n", "\n", "");

    private final String contentType;
    private final String opening;
    private final String separator;
    private final String ending;
    private final String emptyEnd;

    RecordFormat(String contentType, String opening, String separator, String ending, String emptyEnd) {
        this.contentType = contentType;
        this.opening = opening;
        this.separator = separator;
        this.ending = ending;
        this.emptyEnd = emptyEnd;
    }

    String contentType() {
        return contentType;
    }

    String opening() {
        return opening;
    }

    String separator() {
        return separator;
    }

    String ending() {
        return ending;
    }

    /** In place of the ending if there was no event. */
    String emptyEnd() {
        return emptyEnd;
    }

    /** Lines for those who name them in their Accept and don't put them last, an array for all others. */
    static RecordFormat accepted(@Nullable String accept) {
        RecordFormat best = BATCH;
        double most = 0;
        if (accept != null) {
            for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
                double quality = quality(range);
                String type = range.split(";", 2)[0].strip();
                RecordFormat format =
                        type.equals(LINES.contentType) || type.equals("application/ndjson") ? LINES : BATCH;
                if (quality > most) {
                    most = quality;
                    best = format;
                }
            }
        }
        return best;
    }

    private static double quality(String range) {
        int at = range.replace(" ", "").indexOf(";q=");
        if (at < 0) {
            return 1;
        }
        try {
            return Double.parseDouble(range.replace(" ", "").substring(at + 3).split(";", 2)[0]);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
