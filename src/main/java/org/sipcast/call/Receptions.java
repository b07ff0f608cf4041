package org.sipcast.call;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The receptions of the calls in progress. Not for several threads at once. */
final class Receptions {
    private final Map<String, Reception> byCall = new HashMap<>();
    /** When viewers were asked last who send no RTCP. */
    private final Map<String, Instant> questioned = new HashMap<>();

    @Nullable
    Reception of(String call) {
        return byCall.get(call);
    }

    /** Takes a report. Answers whether its viewer is to be asked now whether he is there. */
    boolean heard(ViewerReport report, Instant now, Duration silence) {
        Reception reception = byCall.getOrDefault(report.call(), Reception.NONE).heard(report, now);
        boolean silent = reception.isSilent(now, silence);
        boolean ask = silent && reception.mayBeAsked(now);
        byCall.put(report.call(), ask ? reception.asked(now) : silent ? reception : reception.regular(now));
        return ask;
    }

    /** Whether a viewer was not questioned for so long; then he is, now. */
    boolean mayBeQuestioned(String call, Instant now, Duration question) {
        Instant last = questioned.get(call);
        boolean due = last == null || !last.plus(question).isAfter(now);
        if (due) {
            questioned.put(call, now);
        }
        return due;
    }

    boolean isSilent(String call, Instant now, Duration silence) {
        Reception reception = byCall.get(call);
        return reception != null && reception.isSilent(now, silence);
    }

    /** Where the streams of a call are, to whoever asks first: they go on from there, and are further on then. */
    Map<String, String> takePositions(String call) {
        Reception reception = byCall.get(call);
        if (reception == null) {
            return Map.of();
        }
        byCall.put(call, reception.replaced());
        return reception.positions();
    }

    void forget(String call) {
        byCall.remove(call);
        questioned.remove(call);
    }

    int size() {
        return byCall.size() + questioned.size();
    }
}
