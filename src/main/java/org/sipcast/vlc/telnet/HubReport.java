package org.sipcast.vlc.telnet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a hub reports in one datagram. Every report stands for itself, and the next one says it all again.
 *
 * @param time when it was sent
 * @param sinks some of the hub's, each with all of its media
 * @param sourceAge since its source has delivered something; null without a source
 */
public record HubReport(String hub, Instant time, Map<String, SinkCounters> sinks, @Nullable Duration sourceAge) {
    private static final int LONGEST = 1400;
    private static final Duration LATEST = Duration.ofSeconds(10);
    private static final String FIRST_WORDS = "sipcast-report 1 ";
    private static final Pattern TEXT = Pattern.compile("[ -~\n]*\n");

    public HubReport {
        sinks = Map.copyOf(sinks);
    }

    /**
     * Reads a datagram.
     *
     * @param now by the clock of this machine, on which the hub is as well
     * @throws RefusedReportException if it has another token, is out of form, or tells of another time
     */
    public static HubReport read(byte[] datagram, ReportToken token, Instant now) throws RefusedReportException {
        if (datagram.length > LONGEST) {
            throw new RefusedReportException("it is longer than " + LONGEST + " octets");
        }
        String text = new String(datagram, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(FIRST_WORDS) || !TEXT.matcher(text).matches()) {
            throw new RefusedReportException("it is no report");
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        try {
            Fields header = Fields.of(lines[0].substring(FIRST_WORDS.length()));
            if (!token.is(header.text("token"))) {
                throw new RefusedReportException("its token is not ours");
            }
            Instant time = Instant.ofEpochMilli(header.number("time"));
            if (Duration.between(time, now).abs().compareTo(LATEST) > 0) {
                throw new RefusedReportException("it comes from another time");
            }
            return new HubReport(
                    CommandWords.name(header.text("hub")),
                    time,
                    sinks(lines),
                    header.optionalMilliseconds("source-age"));
        } catch (MalformedReplyException | IllegalArgumentException e) {
            throw new RefusedReportException("it is out of form");
        }
    }

    /** How long it was on its way. */
    public Duration age(Instant now) {
        Duration age = Duration.between(time, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static Map<String, SinkCounters> sinks(String[] lines) throws MalformedReplyException {
        Map<String, SinkCounters> sinks = new LinkedHashMap<>();
        for (int line = 1; line < lines.length; line++) {
            SinkCounters.addLine(lines[line], sinks);
        }
        return sinks;
    }
}
