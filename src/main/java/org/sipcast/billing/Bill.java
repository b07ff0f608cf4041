package org.sipcast.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.sipcast.call.EndCause;
import org.sipcast.call.Usage;

/**
 * What a call has to pay for. It is the media time that the hub has counted, of picture or sound, whichever is more. A viewer who was
 * lost pays for what had been sent by a report that came no later than his last proof of life. Nobody pays for more than the
 * time that has gone by: a hub sends those who join the last pictures first, faster than they play.
 *
 * @param milliseconds of media
 * @param sent what had been sent in this time, by medium and name
 * @param until the end of this time, by the registry's clock
 */
record Bill(long milliseconds, Map<String, Map<String, Long>> sent, Instant until) {

    /** That of a call which has ended. */
    static Bill of(Usage usage, Instant answeredAt, Instant endedAt, EndCause cause) {
        return cause == EndCause.VIEWER_LOST ? proven(usage, answeredAt) : of(usage.latest(), answeredAt, endedAt);
    }

    /** That of a call which may turn out to be over since the last proof of life. */
    static Bill proven(Usage usage, Instant answeredAt) {
        return of(usage.proven(), answeredAt, usage.provenAt());
    }

    private static Bill of(Map<String, Map<String, Long>> sent, Instant answeredAt, Instant until) {
        long counted = sent.values().stream()
                .mapToLong(medium -> medium.getOrDefault("milliseconds", 0L))
                .max()
                .orElse(0);
        long passed = Math.max(0, Duration.between(answeredAt, until).toMillis());
        return new Bill(Math.min(counted, passed), sent, until);
    }
}
