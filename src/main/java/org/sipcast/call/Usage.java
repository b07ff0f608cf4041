package org.sipcast.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call was sent, and when its viewer was known to be there. All times are by the registry's clock, which nobody sets
 * back or forward.
 *
 * @param earlier what sinks before the present one have sent
 * @param sinkSince when the present one took the place of another, or when the call came in
 * @param latest what all sinks have sent by the latest report
 * @param latestAt when that came
 * @param provenAt the last proof of life: RTCP, or a SIP message within the call
 * @param proven what had been sent by a report that came no later than the proof
 * @param firstPacketAt null if none was sent so far
 * @param interims how many interim records were asked for
 */
public record Usage(
        Sent earlier,
        Instant sinkSince,
        Sent latest,
        Instant latestAt,
        Instant provenAt,
        Sent proven,
        @Nullable Instant firstPacketAt,
        Pauses pauses,
        int interims) {

    static Usage begun(Instant now) {
        return new Usage(Sent.NOTHING, now, Sent.NOTHING, now, now, Sent.NOTHING, null, Pauses.NONE, 0);
    }

    /** A hub's report; it came after all that the proof was asked for, so the counters before it are the proven ones. */
    Usage heard(ViewerReport report, Instant now) {
        Usage known = report.rtcpAge() == null ? this : proven(now.minus(report.rtcpAge()));
        return known.sent(earlier.and(report.sent()), now, report.firstPacketAge());
    }

    /** Whether a report that comes late is about a sink that was replaced: its first packet was sent before that. */
    boolean isOfEarlierSink(ViewerReport report, Instant now) {
        return report.firstPacketAge() != null
                && now.minus(report.firstPacketAge()).isBefore(sinkSince);
    }

    /** A SIP message within the call. */
    Usage seen(Instant now) {
        return proven(now);
    }

    private Usage proven(Instant proof) {
        if (!proof.isAfter(provenAt)) {
            return this;
        }
        return new Usage(
                earlier,
                sinkSince,
                latest,
                latestAt,
                proof,
                latestAt.isAfter(proof) ? proven : latest,
                firstPacketAt,
                pauses,
                interims);
    }

    /** The last that the present sink said; empty or null if it said nothing. */
    Usage ended(@Nullable Map<String, Map<String, Long>> last, Instant now) {
        return last == null || last.isEmpty() ? this : sent(earlier.and(last), now, null);
    }

    /** Another sink follows the present one. */
    Usage replaced(@Nullable Map<String, Map<String, Long>> last, Instant now) {
        Usage ended = ended(last, now);
        return new Usage(
                ended.latest,
                now,
                ended.latest,
                ended.latestAt,
                provenAt,
                proven,
                ended.firstPacketAt,
                pauses,
                interims);
    }

    private Usage sent(Sent all, Instant now, @Nullable Duration firstPacketAge) {
        Instant first = firstPacketAt;
        if (first == null && all.media().values().stream().anyMatch(medium -> medium.getOrDefault("packets", 0L) > 0)) {
            first = firstPacketAge == null ? now : now.minus(firstPacketAge);
        }
        return new Usage(earlier, sinkSince, all, now, provenAt, proven, first, pauses, interims);
    }

    /** Whether the viewer was known to be there then, or shortly before. */
    public boolean isProven(Instant time, Duration within) {
        return !provenAt.plus(within).isBefore(time);
    }

    Usage onHold(boolean hold, Instant now) {
        return with(hold ? pauses.begin(now) : pauses.end(now), interims);
    }

    Usage anotherInterim() {
        return with(pauses, interims + 1);
    }

    private Usage with(Pauses changed, int count) {
        return new Usage(earlier, sinkSince, latest, latestAt, provenAt, proven, firstPacketAt, changed, count);
    }
}
