package org.sipcast.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the sinks of a call have sent.
 *
 * @param media the counters of all sinks together, by medium and name
 * @param milliseconds of media: of each sink that of picture or sound, whichever is more, and these added up
 */
public record Sent(Map<String, Map<String, Long>> media, long milliseconds) {
    static final Sent NOTHING = new Sent(Map.of(), 0);

    /** Together with what one more sink has sent; null or empty if nothing is known of that. */
    Sent and(@Nullable Map<String, Map<String, Long>> sink) {
        return sink == null ? this : new Sent(Counters.sum(media, sink), milliseconds + longest(sink));
    }

    /** The media time of one sink: that of picture or sound, whichever is more. */
    public static long longest(Map<String, Map<String, Long>> sink) {
        return sink.values().stream()
                .mapToLong(medium -> medium.getOrDefault("milliseconds", 0L))
                .max()
                .orElse(0);
    }
}
