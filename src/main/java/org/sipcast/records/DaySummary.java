package org.sipcast.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a day, as {@code GET /records/summary} gives them. Times are in UTC.
 *
 * @param sequence the last event that is in these figures
 * @param calls that ended on this day
 * @param running that have not ended yet, if it is today
 * @param billedMilliseconds of all these
 */
record DaySummary(
        String node,
        long sequence,
        String day,
        String zone,
        String from,
        String until,
        String now,
        int calls,
        int running,
        long billedMilliseconds,
        List<OfChannel> channels,
        Viewers viewers) {

    record OfChannel(String channel, int calls, int running, long billedMilliseconds) {

        OfChannel plus(OfChannel other) {
            return new OfChannel(
                    channel,
                    calls + other.calls,
                    running + other.running,
                    billedMilliseconds + other.billedMilliseconds);
        }
    }

    /**
     * How many watched at once.
     *
     * @param most for each step of the day so far
     * @param peakAt nothing if nobody watched
     */
    record Viewers(int stepSeconds, List<Integer> most, int peak, @Nullable String peakAt) {}
}
