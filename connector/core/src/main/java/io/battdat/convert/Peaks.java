package io.battdat.convert;

import java.util.Arrays;

/**
 * Peaks of a curve, as {@code scipy.signal.find_peaks} finds them with {@code distance=5, prominence=0.001}: local
 * maxima, of those closer than five samples the highest, of these the ones that stand out by the prominence.
 *
 * <p>Where peaks within five samples are equal to the last bit, the later one is kept; SciPy leaves that to an unstable
 * sort.
 */
final class Peaks {
    private static final int DISTANCE = 5;
    private static final double PROMINENCE = 1e-3;

    private enum Fate {
        OPEN,
        KEPT,
        DROPPED
    }

    private int[] peaks = new int[64];
    private int count;
    private Fate[] fates = {};
    private int[] climb = {};
    private double[] lowestLeft = {};
    private double[] heights = {};
    private double[] lowest = {};

    /** Marks the peaks of the first {@code length} values in {@code found}. */
    void mark(double[] values, int length, boolean[] found) {
        findLocalMaxima(values, length);
        keepHighest(values);
        measure(values, length, found);
    }

    /** Of a plateau the middle is the peak. The first and the last value are none. */
    private void findLocalMaxima(double[] values, int length) {
        count = 0;
        int last = length - 1;
        for (int i = 1; i < last; i++) {
            if (values[i - 1] < values[i]) {
                int ahead = i + 1;
                while (ahead < last && values[ahead] == values[i]) {
                    ahead++;
                }
                if (values[ahead] < values[i]) {
                    if (count == peaks.length) {
                        peaks = Arrays.copyOf(peaks, 2 * count);
                    }
                    peaks[count++] = (i + ahead - 1) / 2;
                    i = ahead - 1;
                }
            }
        }
    }

    /** Keeps a peak when all higher ones near it have been dropped, by climbing from each peak to the higher one. */
    private void keepHighest(double[] values) {
        if (fates.length < count) {
            fates = new Fate[peaks.length];
            climb = new int[peaks.length];
        }
        Arrays.fill(fates, 0, count, Fate.OPEN);
        for (int start = 0; start < count; start++) {
            int depth = 0;
            climb[depth++] = start;
            while (depth > 0) {
                int peak = climb[depth - 1];
                int higher = fates[peak] == Fate.OPEN ? higherNear(peak, values) : peak;
                if (higher != peak) {
                    climb[depth++] = higher;
                    continue;
                }
                if (fates[peak] == Fate.OPEN) {
                    keep(peak);
                }
                depth--;
            }
        }
    }

    /** The highest open peak near an open one; of equal ones the last. */
    private int higherNear(int peak, double[] values) {
        int highest = peak;
        for (int i = peak - 1; i >= 0 && peaks[peak] - peaks[i] < DISTANCE; i--) {
            if (fates[i] == Fate.OPEN && values[peaks[i]] > values[peaks[highest]]) {
                highest = i;
            }
        }
        for (int i = peak + 1; i < count && peaks[i] - peaks[peak] < DISTANCE; i++) {
            if (fates[i] == Fate.OPEN && values[peaks[i]] >= values[peaks[highest]]) {
                highest = i;
            }
        }
        return highest;
    }

    private void keep(int peak) {
        fates[peak] = Fate.KEPT;
        for (int i = peak - 1; i >= 0 && peaks[peak] - peaks[i] < DISTANCE; i--) {
            fates[i] = Fate.DROPPED;
        }
        for (int i = peak + 1; i < count && peaks[i] - peaks[peak] < DISTANCE; i++) {
            fates[i] = Fate.DROPPED;
        }
    }

    /** A peak's prominence is its height above the higher one of the lowest points on its two sides, up to a higher value. */
    private void measure(double[] values, int length, boolean[] found) {
        if (heights.length < length) {
            heights = new double[length];
            lowest = new double[length];
        }
        if (lowestLeft.length < count) {
            lowestLeft = new double[peaks.length];
        }
        int depth = 0;
        int next = 0;
        for (int i = 0; i < length && next < count; i++) {
            depth = push(values[i], depth);
            if (peaks[next] == i) {
                lowestLeft[next++] = lowest[depth - 1];
            }
        }
        depth = 0;
        next = count - 1;
        for (int i = length - 1; i >= 0 && next >= 0; i--) {
            depth = push(values[i], depth);
            if (peaks[next] == i) {
                double base = Math.max(lowestLeft[next], lowest[depth - 1]);
                if (fates[next] == Fate.KEPT && values[i] - base >= PROMINENCE) {
                    found[i] = true;
                }
                next--;
            }
        }
    }

    /** Keeps a stack of falling heights, each with the lowest value since the next higher one. */
    private int push(double value, int depth) {
        double low = value;
        int top = depth;
        while (top > 0 && heights[top - 1] <= value) {
            low = Math.min(low, lowest[--top]);
        }
        heights[top] = value;
        lowest[top] = low;
        return top + 1;
    }
}
