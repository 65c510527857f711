package io.battdat.postprocess;

import java.util.function.Consumer;

/**
 * Summarises the cycles of one cell from its rows, which come in the order of time, as {@code CapacityPerCycle} and
 * {@code CycleTimesSummarizer} do (battdat/postprocess/integral.py and timing.py):
 *
 * <ul>
 *   <li>Charge and energy are integrals of current and power by trapezoids, from the first row of the cycle to the first
 *       row of the next one.
 *   <li>If the charge falls further below its start than it rises above it, the cycle started charged: the discharge
 *       capacity is the way down to the lowest point, the charge capacity the way from there to the end. Else the charge
 *       capacity is the way up to the highest point, and the discharge capacity the way from there.
 *   <li>Both need three rows, that of the next cycle included.
 * </ul>
 *
 * <p>A cycle is handed on when the first row of the next one has come, the last one by {@link #finish}.
 */
public final class CycleSummarizer {
    private static final int FEWEST_ROWS = 3;
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double PERCENT = 100;

    private final Consumer<CycleSummary> summaries;

    private boolean started;
    private long cycle;
    private long rows;
    private double earliest;
    private double latest;
    private double highestVoltage;
    private double lowestVoltage;

    private double lastTime;
    private double lastCurrent;
    private double lastPower;

    private final Integral charge = new Integral();
    private final Integral energy = new Integral();
    private final Flow in = new Flow();
    private final Flow out = new Flow();

    /** @param summaries takes the cycles, in order */
    public CycleSummarizer(Consumer<CycleSummary> summaries) {
        this.summaries = summaries;
    }

    /**
     * Adds a row.
     *
     * @param cycleNumber never falls
     * @param testTime in s
     * @param current in A, positive while charging
     * @param voltage in V
     * @throws IllegalArgumentException if the cycle number falls
     */
    public void add(long cycleNumber, double testTime, double current, double voltage) {
        add(cycleNumber, testTime, current, voltage, null);
    }

    /**
     * Adds a row of a table that has {@code cycled_charge} and {@code cycled_energy}, which are used in place of the
     * integrals, as battdat does; all rows must have them. battdat starts them anew in the first row of the next cycle,
     * which counts as the last one of this cycle.
     *
     * @param cycledCharge since the beginning of the cycle, in A-hr
     * @param cycledEnergy since the beginning of the cycle, in W-hr
     */
    public void add(
            long cycleNumber,
            double testTime,
            double current,
            double voltage,
            double cycledCharge,
            double cycledEnergy) {
        add(cycleNumber, testTime, current, voltage, new double[] {cycledCharge, cycledEnergy});
    }

    private void add(long cycleNumber, double testTime, double current, double voltage, double[] cycled) {
        double power = current * voltage;
        if (started) {
            if (cycleNumber < cycle) {
                throw new IllegalArgumentException("cycle " + cycleNumber + " comes after cycle " + cycle);
            }
            integrate(testTime, current, power, cycled);
            rows++;
            if (cycleNumber != cycle) {
                summaries.accept(summary(cycleNumber == cycle + 1 ? testTime : latest));
            }
        }
        if (!started || cycleNumber != cycle) {
            begin(cycleNumber, testTime, voltage, cycled);
        } else {
            earliest = Math.min(earliest, testTime);
            latest = Math.max(latest, testTime);
            highestVoltage = Math.max(highestVoltage, voltage);
            lowestVoltage = Math.min(lowestVoltage, voltage);
        }
        lastTime = testTime;
        lastCurrent = current;
        lastPower = power;
    }

    private void integrate(double testTime, double current, double power, double[] cycled) {
        double seconds = testTime - lastTime;
        double charged = seconds * (current + lastCurrent) / 2;
        double gained = seconds * (power + lastPower) / 2;
        if (cycled == null) {
            charge.add(charged);
            energy.add(gained);
        } else {
            charge.set(cycled[0] * SECONDS_PER_HOUR);
            energy.set(cycled[1] * SECONDS_PER_HOUR);
        }
        if (charged > 0) {
            in.add(seconds, charged, gained);
        } else if (charged < 0) {
            out.add(seconds, charged, gained);
        }
    }

    private void begin(long cycleNumber, double testTime, double voltage, double[] cycled) {
        started = true;
        cycle = cycleNumber;
        rows = 1;
        earliest = testTime;
        latest = testTime;
        highestVoltage = voltage;
        lowestVoltage = voltage;
        charge.clear();
        energy.clear();
        in.clear();
        out.clear();
        if (cycled != null) {
            charge.set(cycled[0] * SECONDS_PER_HOUR);
            energy.set(cycled[1] * SECONDS_PER_HOUR);
        }
    }

    /** Hands on the last cycle; nothing may be added after that. */
    public void finish() {
        if (started) {
            summaries.accept(summary(latest));
            started = false;
        }
    }

    private CycleSummary summary(double end) {
        double capacityCharge = Double.NaN;
        double capacityDischarge = Double.NaN;
        double energyCharge = Double.NaN;
        double energyDischarge = Double.NaN;
        double span = Double.NaN;
        if (rows >= FEWEST_ROWS) {
            span = (charge.highest - charge.lowest) / SECONDS_PER_HOUR;
            if (-charge.lowest > charge.highest) {
                capacityDischarge = -charge.lowest;
                capacityCharge = charge.value - charge.lowest;
                energyDischarge = -energy.lowest;
                energyCharge = energy.value + energyDischarge;
            } else {
                capacityCharge = charge.highest;
                capacityDischarge = charge.highest - charge.value;
                energyCharge = energy.highest;
                energyDischarge = energyCharge - energy.value;
            }
        }
        return new CycleSummary(
                cycle,
                earliest,
                end - earliest,
                energyCharge / SECONDS_PER_HOUR,
                capacityCharge / SECONDS_PER_HOUR,
                energyDischarge / SECONDS_PER_HOUR,
                capacityDischarge / SECONDS_PER_HOUR,
                span,
                PERCENT * ratio(capacityDischarge, capacityCharge),
                ratio(energyDischarge, energyCharge),
                ratio(out.energy, out.charge),
                ratio(in.energy, in.charge),
                highestVoltage,
                lowestVoltage,
                ratio(out.charge, out.seconds),
                ratio(in.charge, in.seconds));
    }

    /** NaN where there is nothing to divide by: a cycle without charge has no efficiency. */
    private static double ratio(double numerator, double denominator) {
        return denominator == 0 ? Double.NaN : numerator / denominator;
    }

    /** A running integral with its extremes; the zero before the first value does not count for these. */
    private static final class Integral {
        private double value;
        private double highest = Double.NEGATIVE_INFINITY;
        private double lowest = Double.POSITIVE_INFINITY;

        void add(double change) {
            set(value + change);
        }

        void set(double newValue) {
            value = newValue;
            highest = Math.max(highest, newValue);
            lowest = Math.min(lowest, newValue);
        }

        void clear() {
            value = 0;
            highest = Double.NEGATIVE_INFINITY;
            lowest = Double.POSITIVE_INFINITY;
        }
    }

    /** Charge that flows in one direction. */
    private static final class Flow {
        private double seconds;
        private double charge;
        private double energy;

        void add(double time, double charged, double gained) {
            seconds += time;
            charge += charged;
            energy += gained;
        }

        void clear() {
            seconds = 0;
            charge = 0;
            energy = 0;
        }
    }
}
