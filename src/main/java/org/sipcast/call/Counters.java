package org.sipcast.call;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the sinks of one call have sent, by medium and name; a call whose codecs change has more than one. */
public final class Counters {

    /** All others count. */
    private static final Set<String> MEASURES = Set.of("jitterMilliseconds");

    private Counters() {}

    /** The same in less memory, for what is kept of every call. */
    static Map<String, Map<String, Long>> compact(Map<String, Map<String, Long>> counters) {
        Map<String, Map<String, Long>> media = new HashMap<>();
        counters.forEach((medium, names) -> media.put(medium, Map.copyOf(names)));
        return Map.copyOf(media);
    }

    /** Both together; what is measured rather than counted is the later one's. */
    public static Map<String, Map<String, Long>> sum(
            Map<String, Map<String, Long>> earlier, @Nullable Map<String, Map<String, Long>> later) {
        if (later == null || later.isEmpty()) {
            return earlier;
        }
        Map<String, Map<String, Long>> sums = new TreeMap<>(Collections.reverseOrder());
        earlier.forEach((medium, counters) -> sums.put(medium, new TreeMap<>(counters)));
        later.forEach((medium, counters) -> {
            Map<String, Long> sum = sums.computeIfAbsent(medium, none -> new TreeMap<>());
            counters.forEach((name, value) ->
                    sum.merge(name, value, (old, now) -> MEASURES.contains(name) ? now : Long.valueOf(old + now)));
        });
        return sums;
    }
}
