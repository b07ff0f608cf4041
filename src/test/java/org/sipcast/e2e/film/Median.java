package org.sipcast.e2e.film;

import java.util.List;

/** The middle of measured values, which a few late ones do not move. */
public final class Median {
    private Median() {}

    public static double of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The median distance from the median. */
    static double deviation(List<Double> values) {
        double median = of(values);
        return of(values.stream().map(value -> Math.abs(value - median)).toList());
    }
}
