package org.sipcast.vlc.telnet;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a hub does and has done since it was opened.
 *
 * @param branches the codecs that are being encoded now, by the protocol's names
 * @param lease how long its sinks go on without renewal; null if it has none
 * @param sourceAge since its source has delivered something, or was to begin; null without a source
 */
public record HubStats(
        SourceState source,
        Set<String> branches,
        long sinks,
        @Nullable Duration lease,
        long packets,
        long octets,
        long syscalls,
        long drops,
        long keyframes,
        @Nullable Duration sourceAge) {
    public HubStats {
        branches = Set.copyOf(branches);
    }

    static HubStats of(Fields fields) throws MalformedReplyException {
        String branches = fields.text("branches");
        return new HubStats(
                SourceState.of(fields.text("source")),
                branches.isEmpty() || branches.equals("-") ? Set.of() : Set.of(branches.split(",")),
                fields.number("sinks"),
                fields.optionalMilliseconds("lease"),
                fields.number("packets"),
                fields.number("octets"),
                fields.number("syscalls"),
                fields.number("drops"),
                fields.number("keyframes"),
                fields.optionalMilliseconds("source-age"));
    }
}
