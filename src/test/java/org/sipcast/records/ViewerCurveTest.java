package org.sipcast.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewerCurveTest {
    private static final Day DAY = new Day(LocalDate.parse("2026-03-29"), ZoneId.of("Europe/Vienna"));
    private static final int STEP_SECONDS = (int) ViewerCurve.STEP.toSeconds();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void isWhatCountingEverySecondGives(int seed) {
        var random = new Random(seed);
        var now = DAY.from().plusSeconds(random.nextInt(90_000));
        List<CallLine> calls = new ArrayList<>();
        for (int call = 0; call < 40; call++) {
            var began = DAY.from().plusSeconds(random.nextInt(100_000) - 10_000);
            // some end when a step does
            int length = random.nextBoolean() ? random.nextInt(10_000) : STEP_SECONDS * random.nextInt(20);
            calls.add(line(call, began, random.nextInt(5) == 0 ? null : began.plusSeconds(length)));
        }

        var curve = ViewerCurve.of(DAY, calls, now);

        int[] counted = new int[curve.most().size()];
        int peak = 0;
        for (int second = 0; ; second++) {
            var at = DAY.from().plusSeconds(second);
            if (!DAY.has(at) || at.isAfter(now)) {
                break;
            }
            int viewers = (int) calls.stream().filter(line -> watches(line, at)).count();
            counted[second / STEP_SECONDS] = Math.max(counted[second / STEP_SECONDS], viewers);
            peak = Math.max(peak, viewers);
        }
        assertThat(curve.most()).containsExactly(Arrays.stream(counted).boxed().toArray(Integer[]::new));
        assertThat(curve.peak()).isEqualTo(peak);
    }

    @Test
    void aDayThatHasNotBegunHasNoSteps() {
        assertThat(ViewerCurve.of(DAY, List.of(), DAY.from().minusSeconds(1)).most())
                .hasSizeLessThanOrEqualTo(1);
    }

    private static boolean watches(CallLine line, Instant at) {
        Instant ended = line.ended();
        return !line.began().isAfter(at) && (ended == null || ended.isAfter(at));
    }

    private static CallLine line(int call, Instant began, @Nullable Instant ended) {
        return new CallLine(call, "call-" + call, "livetv", "", began, ended, 0, "", "", false, false, null);
    }
}
