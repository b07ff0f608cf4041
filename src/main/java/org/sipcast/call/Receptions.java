package org.sipcast.call;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The receptions of the calls in progress. Not for several threads at once. */
final class Receptions {
    private final Map<String, Reception> byCall = new HashMap<>();

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

    boolean isSilent(String call, Instant now, Duration silence) {
        Reception reception = byCall.get(call);
        return reception != null && reception.isSilent(now, silence);
    }

    void forget(String call) {
        byCall.remove(call);
    }

    int size() {
        return byCall.size();
    }
}
