package org.sipcast.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.sipcast.call.EndCause;
import org.sipcast.call.Sent;
import org.sipcast.call.Usage;

/**
 * What a call has to pay for. It is the media time that the hub has counted, of each sink that of picture or sound, whichever is
 * more. Of a viewer who was lost, or whom nothing has proven to be there for a while, only that counts which had been sent by a
 * report that came no later than his last proof of life. Nobody pays for more than the time that has gone by without pauses: a hub sends
 * those who join the last pictures first, faster than they play.
 *
 * @param milliseconds of media
 * @param sent what had been sent in this time, by medium and name
 * @param until the end of this time, by the registry's clock
 */
record Bill(long milliseconds, Map<String, Map<String, Long>> sent, Instant until) {

    /**
     * That of a call which has ended; who hung up was there.
     *
     * @param trust how long a proof of life holds
     */
    static Bill of(Usage usage, Instant answeredAt, EventData.End end, Duration trust) {
        boolean there = !end.cause().equals(EndCause.VIEWER_LOST.name()) && usage.isProven(end.at(), trust);
        return there ? of(usage, usage.latest(), answeredAt, end.at()) : proven(usage, answeredAt);
    }

    /** That of a call which may turn out to be over since the last proof of life. */
    static Bill proven(Usage usage, Instant answeredAt) {
        return of(usage, usage.proven(), answeredAt, usage.provenAt());
    }

    private static Bill of(Usage usage, Sent sent, Instant answeredAt, Instant until) {
        Duration passed =
                Duration.between(answeredAt, until).minus(usage.pauses().until(until));
        return new Bill(Math.min(sent.milliseconds(), Math.max(0, passed.toMillis())), sent.media(), until);
    }
}
