package io.battdat.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows of a cell on a cycler: constant-current and constant-voltage charge, rest, discharge, rest; noisy values in the
 * steps of the cycler's converters. The same kind of values as {@code python/make_table.py} makes, and so the same
 * compression; not the same digits.
 */
final class CyclerRows {
    static final int ROWS_PER_CYCLE = 2000;

    /** Columns, in order; each has eight bytes. */
    static final List<String> COLUMNS =
            List.of("cycle_number", "step_index", "test_time", "current", "voltage", "temperature", "time");

    /** The first columns are int64, the others float64. */
    static final int INTEGER_COLUMNS = 2;

    private static final int[] STEP_ROWS = {800, 300, 100, 700, 100};
    private static final double SECONDS_PER_ROW = 4.5;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double START_TIME = 1_700_000_000;
    private static final double VOLTAGE_STEP = 5.0 / 65_536;
    private static final double CURRENT_STEP = 10.0 / 32_768;
    private static final double TEMPERATURE_STEP = 1.0 / 16;

    private final SplittableRandom random;
    private final int[] step = new int[ROWS_PER_CYCLE];
    private final double[] current = new double[ROWS_PER_CYCLE];
    private final double[] voltage = new double[ROWS_PER_CYCLE];
    private final double[] warming = new double[ROWS_PER_CYCLE];

    /** The same seed makes the same rows, if they are asked for in order. */
    CyclerRows(long seed) {
        random = new SplittableRandom(seed);
        int row = 0;
        for (int i = 0; i < STEP_ROWS.length; i++) {
            for (int r = 0; r < STEP_ROWS[i]; r++, row++) {
                profile(row, i, (double) r / STEP_ROWS[i]);
            }
        }
        warm();
    }

    /** Current and voltage of a fresh cell without noise, where a step is {@code done} from 0 to 1. */
    private void profile(int row, int stepIndex, double done) {
        step[row] = stepIndex;
        double charge =
                switch (stepIndex) {
                    case 0 -> 0.02 + 0.83 * done;
                    case 1 -> 0.85 + 0.15 * (1 - Math.exp(-4 * done));
                    case 2 -> 1;
                    case 3 -> 1 - 0.98 * done;
                    default -> 0.02;
                };
        current[row] = switch (stepIndex) {
            case 0 -> 3.0;
            case 1 -> 3.0 * Math.exp(-3 * done);
            case 3 -> -3.6;
            default -> 0;
        };
        double openCircuit = 3.44 + 0.60 * charge + 0.145 * Math.pow(charge, 4) - 0.62 * Math.exp(-26 * charge);
        voltage[row] = stepIndex == 1 ? 4.2 : Math.min(openCircuit + 0.035 * current[row], 4.2);
    }

    /** Warmth above ambient follows the losses slowly; the second round begins as warm as the first ends. */
    private void warm() {
        double warmth = 0;
        for (int row = 0; row < 2 * ROWS_PER_CYCLE; row++) {
            double losses = 4 * Math.pow(current[row % ROWS_PER_CYCLE] / 3.6, 2);
            warmth += (losses - warmth) / 120;
            warming[row % ROWS_PER_CYCLE] = warmth;
        }
    }

    /** Appends a row to a little-endian buffer. */
    void put(long row, ByteBuffer target) {
        long cycle = row / ROWS_PER_CYCLE;
        int place = (int) (row % ROWS_PER_CYCLE);
        double aging = 1 - 0.2 * cycle / (cycle + 3000.0);
        double testTime = Math.rint((row * SECONDS_PER_ROW + random.nextDouble(0.5)) * 100) / 100;
        double measuredCurrent = current[place] * aging + noise(4e-4);
        double measuredVoltage = voltage[place] + (1 - aging) * 0.02 * current[place] + noise(1e-4);
        double ambient = 25 + 2 * Math.sin(testTime * 2 * Math.PI / SECONDS_PER_DAY);
        double measuredTemperature = ambient + warming[place] + noise(0.05);
        target.putLong(cycle);
        target.putLong(step[place]);
        target.putDouble(testTime);
        target.putDouble(current[place] == 0 ? 0 : rounded(measuredCurrent, CURRENT_STEP));
        target.putDouble(rounded(measuredVoltage, VOLTAGE_STEP));
        target.putDouble(rounded(measuredTemperature, TEMPERATURE_STEP));
        target.putDouble(START_TIME + testTime);
    }

    private double noise(double deviation) {
        return random.nextGaussian(0, deviation);
    }

    private static double rounded(double value, double step) {
        return Math.rint(value / step) * step;
    }
}
