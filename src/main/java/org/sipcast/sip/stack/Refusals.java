package org.sipcast.sip.stack;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests that SIP itself refuses, by status, before an application has seen them or instead of it. */
final class Refusals {
    private final Map<Integer, LongAdder> counts = new ConcurrentHashMap<>();

    /** Counts the answer, and hands it back. */
    Answer counted(Answer refusal) {
        counts.computeIfAbsent(refusal.status(), status -> new LongAdder()).increment();
        return refusal;
    }

    Map<Integer, Long> byStatus() {
        Map<Integer, Long> sums = new TreeMap<>();
        counts.forEach((status, count) -> sums.put(status, count.sum()));
        return sums;
    }
}
