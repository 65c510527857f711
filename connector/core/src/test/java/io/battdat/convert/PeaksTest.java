package io.battdat.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeaksTest {
    private final Peaks peaks = new Peaks();

    private List<Integer> found(double... values) {
        boolean[] marks = new boolean[values.length];
        peaks.mark(values, values.length, marks);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < marks.length; i++) {
            if (marks[i]) {
                found.add(i);
            }
        }
        return found;
    }

    @Test
    void peaksAreFoundAsSciPyFindsThem() {
        assertThat(found(0, 1, 0)).containsExactly(1);
        assertThat(found(0, 1, 1, 1, 0)).as("the middle of a plateau").containsExactly(2);
        assertThat(found(0, 1, 1, 1, 1, 0)).containsExactly(2);
        assertThat(found(0, 1, 1)).as("the end is no peak").isEmpty();
        assertThat(found(0, 0.0009, 0)).as("too flat").isEmpty();
        assertThat(found(0, 1, 0, 2, 0)).as("too near to a higher one").containsExactly(3);
        assertThat(found(0, 1, 0, 0, 0, 0, 2, 0)).containsExactly(1, 6);
        // a peak that is dropped itself drops none
        assertThat(found(0, 1, 0, 0, 2, 0, 0, 3, 0)).containsExactly(1, 7);
        assertThat(found(0, 2, 1.9995, 1.9999, 0, 0, 0, 0, 0)).containsExactly(1);
        assertThat(found(Double.NaN, 1, Double.NaN)).isEmpty();
    }

    /** By the definitions: sorted by height, and with both sides of each peak walked. */
    @Test
    void randomCurvesHaveThePeaksOfTheDefinition() {
        Random random = new Random(11);
        for (int run = 0; run < 2000; run++) {
            double[] values = new double[1 + random.nextInt(120)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(run % 2 == 0 ? 6 : 4000) / 2000.0;
            }
            assertThat(found(values)).isEqualTo(byDefinition(values));
        }
    }

    private static List<Integer> byDefinition(double[] values) {
        List<Integer> maxima = new ArrayList<>();
        for (int i = 1; i < values.length; i++) {
            int end = i;
            while (end + 1 < values.length && values[end + 1] == values[i]) {
                end++;
            }
            if (values[i - 1] < values[i] && end + 1 < values.length && values[end + 1] < values[i]) {
                maxima.add((i + end) / 2);
            }
        }
        List<Integer> byHeight = new ArrayList<>(maxima);
        byHeight.sort(Comparator.<Integer>comparingDouble(peak -> values[peak])
                .thenComparing(Comparator.naturalOrder())
                .reversed());
        List<Integer> kept = new ArrayList<>();
        for (int peak : byHeight) {
            if (kept.stream().noneMatch(other -> Math.abs(other - peak) < 5)) {
                kept.add(peak);
            }
        }
        return maxima.stream()
                .filter(kept::contains)
                .filter(peak -> values[peak] - Math.max(base(values, peak, -1), base(values, peak, 1)) >= 1e-3)
                .toList();
    }

    private static double base(double[] values, int peak, int step) {
        double lowest = values[peak];
        for (int i = peak; i >= 0 && i < values.length && values[i] <= values[peak]; i += step) {
            lowest = Math.min(lowest, values[i]);
        }
        return lowest;
    }
}
