package org.sipcast.records;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many watched at once: for each step of the day that has begun, the most.
 *
 * @param most one for each step
 * @param peak the most of the day
 * @param peakAt since when; nothing on a day without viewers
 */
record ViewerCurve(List<Integer> most, int peak, @Nullable Instant peakAt) {
    static final Duration STEP = Duration.ofMinutes(5);

    static ViewerCurve of(Day day, Collection<CallLine> calls, Instant now) {
        long from = day.from().toEpochMilli();
        long end = Math.min(day.until().toEpochMilli(), Math.max(from, now.toEpochMilli() + 1));
        // twice the time, so that at the same moment those who leave come before those who join
        long[] changes = calls.stream()
                .flatMapToLong(line -> {
                    long begins = Math.max(from, line.began().toEpochMilli());
                    Instant ended = line.ended();
                    long ends = ended == null ? end : Math.min(end, ended.toEpochMilli());
                    return begins < ends
                            ? java.util.stream.LongStream.of(2 * begins + 1, 2 * ends)
                            : java.util.stream.LongStream.empty();
                })
                .toArray();
        Arrays.sort(changes);
        int[] most = new int[(int) ((end - from + STEP.toMillis() - 1) / STEP.toMillis())];
        int viewers = 0;
        int peak = 0;
        Instant peakAt = null;
        int step = 0;
        for (long change : changes) {
            long at = change >> 1;
            boolean joins = (change & 1) == 1;
            // who leaves when a step begins was not there in it
            for (int reached = (int) ((at - from - (joins ? 0 : 1)) / STEP.toMillis()); step < reached; ) {
                step++;
                if (step < most.length) {
                    most[step] = viewers;
                }
            }
            viewers += joins ? 1 : -1;
            if (step < most.length) {
                most[step] = Math.max(most[step], viewers);
            }
            if (viewers > peak) {
                peak = viewers;
                peakAt = Instant.ofEpochMilli(at);
            }
        }
        return new ViewerCurve(Arrays.stream(most).boxed().toList(), peak, peakAt);
    }
}
