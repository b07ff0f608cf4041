package org.sipcast.billing.journal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;

/** Writes events as CloudEvents 1.0 (JSON format), each of which names its predecessor's hash. Not for several threads at once. */
final class CloudEvents {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final int SEQUENCE_DIGITS = 19;

    private final String node;
    private final MessageDigest sha256 = sha256();
    private final StringBuilder text = new StringBuilder(2048);

    CloudEvents(String node) {
        this.node = node;
    }

    /** UTC, such as {@code 2026-01-31T20:15:00.123Z}: always as long, so that texts sort as times do. */
    static String timestamp(Instant time) {
        return MILLISECONDS.format(time);
    }

    /** With as many digits as the largest number: CloudEvents' extension {@code sequence} sorts as text. */
    static String sequence(long seq) {
        String digits = Long.toString(seq);
        return "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits;
    }

    JournalRecord next(ChainHead head, Event event, String recordedAt) {
        long seq = head.seq() + 1;
        text.setLength(0);
        text.append("{\"specversion\":\"1.0\",\"id\":\"");
        append(event.id());
        text.append("\",\"source\":\"/sipcast/").append(node);
        text.append("\",\"type\":\"").append(event.type().cloudEventType());
        text.append("\",\"subject\":\"");
        append(event.call());
        text.append("\",\"time\":\"").append(timestamp(event.time()));
        text.append("\",\"datacontenttype\":\"application/json\",\"sequence\":\"")
                .append(sequence(seq));
        text.append("\",\"previoushash\":\"").append(head.hash());
        text.append("\",\"data\":").append(event.data()).append('}');
        String json = text.toString();
        return new JournalRecord(
                node,
                seq,
                event.id(),
                event.type().word(),
                event.call(),
                event.channel(),
                recordedAt,
                json,
                hash(sha256, json));
    }

    private void append(String value) {
        JsonStringEncoder.getInstance().quoteAsString(value, text);
    }

    static String hash(MessageDigest sha256, String json) {
        return HexFormat.of().formatHex(sha256.digest(json.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
