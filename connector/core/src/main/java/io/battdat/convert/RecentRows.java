package io.battdat.convert;

import java.util.Arrays;

/**
 * Finds rows that stand twice in a file: same voltage and current, and same test time to 0.01 s ({@code drop_cycles} in
 * battdat/utils.py). Times rise but for a tolerance, so only the rows of the last seconds are remembered: two sets of
 * them, of which the older one is forgotten when the newer one spans the tolerance.
 */
final class RecentRows {
    /** How far the clock may go back, in seconds; battdat, which looks at all rows at once, has no such limit. */
    static final double TOLERANCE = 10;

    private Table newer = new Table();
    private Table older = new Table();
    private double newerFrom = Double.NEGATIVE_INFINITY;
    private double latest = Double.NEGATIVE_INFINITY;

    /** Forgets all rows. */
    void clear() {
        newer.clear();
        older.clear();
        newerFrom = Double.NEGATIVE_INFINITY;
        latest = Double.NEGATIVE_INFINITY;
    }

    /** Latest time of all rows since {@link #clear}. */
    double latest() {
        return latest;
    }

    /** How many rows are remembered. */
    int count() {
        return newer.count + older.count;
    }

    /** Remembers a row, unless it is there; its time is no earlier than the latest less the tolerance. */
    boolean add(double time, double voltage, double current) {
        latest = Math.max(latest, time);
        if (latest > newerFrom + TOLERANCE) {
            Table forgotten = older;
            older = newer;
            newer = forgotten;
            newer.clear();
            newerFrom = latest;
        }
        double rounded = Math.rint(time * 100) / 100;
        return !older.contains(rounded, voltage, current) && newer.add(rounded, voltage, current);
    }

    /** A hash table of triples, three values a slot; an unused slot has NaN for its time. */
    private static final class Table {
        private double[] slots = newSlots(64);
        private int count;

        private static double[] newSlots(int rows) {
            double[] slots = new double[3 * rows];
            Arrays.fill(slots, Double.NaN);
            return slots;
        }

        void clear() {
            if (count > 0) {
                Arrays.fill(slots, Double.NaN);
                count = 0;
            }
        }

        boolean contains(double time, double voltage, double current) {
            return count > 0 && slots[slot(time, voltage, current)] == time;
        }

        boolean add(double time, double voltage, double current) {
            int slot = slot(time, voltage, current);
            if (slots[slot] == time) {
                return false;
            }
            slots[slot] = time;
            slots[slot + 1] = voltage;
            slots[slot + 2] = current;
            if (6 * ++count > slots.length) {
                grow();
            }
            return true;
        }

        private void grow() {
            double[] full = slots;
            slots = newSlots(2 * full.length / 3);
            for (int i = 0; i < full.length; i += 3) {
                if (full[i] == full[i]) {
                    System.arraycopy(full, i, slots, slot(full[i], full[i + 1], full[i + 2]), 3);
                }
            }
        }

        /** Where these values stand, or would. */
        private int slot(double time, double voltage, double current) {
            // adding 0.0 makes -0.0 equal to it
            long hash = Double.doubleToRawLongBits(time + 0.0) * 0x9E3779B97F4A7C15L
                    + Double.doubleToRawLongBits(voltage + 0.0) * 0xC2B2AE3D27D4EB4FL
                    + Double.doubleToRawLongBits(current + 0.0) * 0x165667B19E3779F9L;
            hash ^= hash >>> 32;
            int rows = slots.length / 3;
            int row = (int) (hash & rows - 1);
            while (true) {
                int slot = 3 * row;
                double there = slots[slot];
                if (there != there || there == time && slots[slot + 1] == voltage && slots[slot + 2] == current) {
                    return slot;
                }
                row = row + 1 & rows - 1;
            }
        }
    }
}
