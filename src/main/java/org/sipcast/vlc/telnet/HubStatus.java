package org.sipcast.vlc.telnet;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A hub's line of {@code hub list}.
 *
 * @param lease how long its sinks go on without renewal; null if it has none
 * @param position where its source is; zero without one
 * @param sourceAge since its source has delivered something, or was to begin; null without a source
 */
public record HubStatus(
        String hub,
        SourceState source,
        long sinks,
        @Nullable Duration lease,
        Duration position,
        @Nullable Duration sourceAge) {
    static HubStatus of(String line) throws MalformedReplyException {
        String[] words = line.split(" ", 3);
        if (words.length < 3 || !words[0].equals("hub")) {
            throw new MalformedReplyException("no line of a hub");
        }
        Fields fields = Fields.of(words[2]);
        return new HubStatus(
                words[1],
                SourceState.of(fields.text("source")),
                fields.number("sinks"),
                fields.optionalMilliseconds("lease"),
                fields.milliseconds("position"),
                fields.optionalMilliseconds("source-age"));
    }
}
