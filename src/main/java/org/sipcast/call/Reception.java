package org.sipcast.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a call's media are received, by its hub's reports: viewers send no RTP, so RTCP is their only sign of life in between.
 *
 * @param sent what the present sink has sent so far, by medium and name
 * @param positions where each stream of the present sink is, by medium; empty if that is not known
 * @param rtcpAt when the viewer's last RTCP came; null if none ever has, which says nothing about him
 * @param saidBye whether the viewer has taken leave by RTCP
 * @param trustedUntil he was asked whether he is there, and is not asked again before that
 * @param pause between asking him and asking him again
 */
public record Reception(
        Map<String, Map<String, Long>> sent,
        Map<String, String> positions,
        @Nullable Instant rtcpAt,
        boolean saidBye,
        Instant trustedUntil,
        Duration pause) {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    static final Reception NONE = new Reception(Map.of(), Map.of(), null, false, Instant.MIN, FIRST_PAUSE);

    Reception heard(ViewerReport report, Instant now) {
        Instant newest = report.rtcpAge() == null ? rtcpAt : later(rtcpAt, now.minus(report.rtcpAge()));
        return new Reception(
                Counters.compact(report.sent()),
                Map.copyOf(report.positions()),
                newest,
                report.saidBye(),
                trustedUntil,
                pause);
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }

    /** Whether the viewer has sent RTCP before and sends none now, or has taken leave. */
    boolean isSilent(Instant now, Duration silence) {
        return saidBye || (rtcpAt != null && !rtcpAt.plus(silence).isAfter(now));
    }

    /** Whether a viewer who is silent is to be asked now. */
    boolean mayBeAsked(Instant now) {
        return !now.isBefore(trustedUntil);
    }

    /** He is being asked; some viewers send RTCP seldom, or none any more, so each further pause is longer. */
    Reception asked(Instant now) {
        Duration next = pause.multipliedBy(2);
        return new Reception(
                sent,
                positions,
                rtcpAt,
                saidBye,
                now.plus(pause),
                next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next);
    }

    /** He sends RTCP, and has for as long as the pause lasts that he would be given next: it begins anew. */
    Reception regular(Instant now) {
        return pause.equals(FIRST_PAUSE) || now.isBefore(trustedUntil.plus(pause))
                ? this
                : new Reception(sent, positions, rtcpAt, saidBye, Instant.MIN, FIRST_PAUSE);
    }

    /** Another sink follows, of which nothing is known so far. */
    Reception replaced() {
        return new Reception(Map.of(), Map.of(), rtcpAt, saidBye, trustedUntil, pause);
    }
}
