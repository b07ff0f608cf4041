package org.sipcast.e2e.film;

import java.util.List;

/** The slope of the straight line that fits best, by least squares. */
final class Slope {
    private Slope() {}

    static double of(List<Double> x, List<Double> y) {
        if (x.size() < 2) {
            throw new IllegalArgumentException("a line needs two points");
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.size(); i++) {
            products += (x.get(i) - meanX) * (y.get(i) - meanY);
            squares += (x.get(i) - meanX) * (x.get(i) - meanX);
        }
        return products / squares;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
