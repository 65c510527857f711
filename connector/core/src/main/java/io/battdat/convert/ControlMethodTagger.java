package io.battdat.convert;

import java.util.Arrays;

/**
 * Says how the cycler drove the cell in each row of a step: battdat's {@code AddMethod} (battdat/postprocess/tagging.py).
 * A step of charge or discharge is cut where the second derivative of its current or voltage has a peak; in each part,
 * what varies less than half as much as the other, by standard deviation after scaling to the step's range, was held
 * constant.
 */
final class ControlMethodTagger {
    /** Steps that last less are short, in seconds. */
    static final double SHORT_STEP = 30;

    /** Steps of fewer rows are not looked at. */
    private static final int FEWEST_ROWS = 5;

    /** Smallest range and deviation that is told from none. */
    private static final double SMALLEST = 1e-6;

    /** Least ratio of standard deviation to mean for which rows are not evenly spaced in time. */
    private static final double UNEVEN = 1e-6;

    private final SecondDerivative secondDerivative = new SecondDerivative();
    private final Peaks peaks = new Peaks();
    private double[] times = {};
    private double[] voltages = {};
    private double[] currents = {};
    private double[] derivative = {};
    private boolean[] cuts = {};

    /** Fills in the methods of a step's rows, from {@code start} to {@code end}. */
    void tag(
            ChargingState state,
            double[] testTime,
            double[] voltage,
            double[] current,
            int start,
            int end,
            ControlMethod[] methods) {
        int count = end - start;
        boolean brief = testTime[end - 1] - testTime[start] < SHORT_STEP;
        if (state == ChargingState.RESTING) {
            Arrays.fill(methods, start, end, brief ? ControlMethod.SHORT_REST : ControlMethod.REST);
        } else if (brief) {
            Arrays.fill(methods, start, end, count < FEWEST_ROWS ? ControlMethod.SHORT_NONREST : ControlMethod.PULSE);
        } else if (count < FEWEST_ROWS) {
            Arrays.fill(methods, start, end, ControlMethod.UNKNOWN);
        } else {
            takeStep(testTime, voltage, current, start, count);
            cut(count);
            int part = 0;
            for (int row = 1; row <= count; row++) {
                if (row == count || cuts[row]) {
                    Arrays.fill(methods, start + part, start + row, methodOfPart(part, row));
                    part = row;
                }
            }
        }
    }

    private void takeStep(double[] testTime, double[] voltage, double[] current, int start, int count) {
        if (times.length < count) {
            int length = Math.max(count, times.length + (times.length >> 1));
            times = new double[length];
            voltages = new double[length];
            currents = new double[length];
            derivative = new double[length];
            cuts = new boolean[length];
        }
        System.arraycopy(testTime, start, times, 0, count);
        System.arraycopy(voltage, start, voltages, 0, count);
        System.arraycopy(current, start, currents, 0, count);
        scale(voltages, count);
        scale(currents, count);
        Arrays.fill(cuts, 0, count, false);
    }

    private static void scale(double[] values, int count) {
        double lowest = values[0];
        for (int i = 1; i < count; i++) {
            lowest = Math.min(lowest, values[i]);
        }
        double highest = 0;
        for (int i = 0; i < count; i++) {
            values[i] -= lowest;
            highest = Math.max(highest, values[i]);
        }
        double range = Math.max(highest, SMALLEST);
        for (int i = 0; i < count; i++) {
            values[i] /= range;
        }
    }

    private void cut(int count) {
        boolean uneven = isUneven(count);
        if (uneven) {
            secondDerivative.useTimes(times, count);
        }
        for (double[] curve : new double[][] {currents, voltages}) {
            if (uneven) {
                secondDerivative.ofUneven(times, curve, count, derivative);
            } else {
                secondDerivative.ofEven(curve, count, derivative);
            }
            peaks.mark(derivative, count, cuts);
        }
    }

    private boolean isUneven(int count) {
        double mean = (times[count - 1] - times[0]) / (count - 1);
        double squares = 0;
        for (int i = 1; i < count; i++) {
            double difference = times[i] - times[i - 1] - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / (count - 1)) / mean > UNEVEN;
    }

    private ControlMethod methodOfPart(int start, int end) {
        double current = deviation(currents, start, end);
        double share = current / Math.max(current + deviation(voltages, start, end), SMALLEST);
        if (share > 0.66) {
            return ControlMethod.CONSTANT_VOLTAGE;
        }
        return share < 0.33 ? ControlMethod.CONSTANT_CURRENT : ControlMethod.OTHER;
    }

    private static double deviation(double[] values, int start, int end) {
        double sum = 0;
        for (int i = start; i < end; i++) {
            sum += values[i];
        }
        double mean = sum / (end - start);
        double squares = 0;
        for (int i = start; i < end; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return Math.sqrt(squares / (end - start));
    }
}
