package io.battdat.hdf5.zones;

import io.battdat.predicate.ValueRange;

/** What is known of the values of a column that have been added, in the order of their rows. */
public final class ColumnExtent {
    private final ZoneColumn.Kind kind;
    /** Of integers; unsigned ones with the highest bit flipped, which makes signed order of theirs. */
    private long least = Long.MAX_VALUE;

    private long greatest = Long.MIN_VALUE;
    private double leastReal = Double.POSITIVE_INFINITY;
    private double greatestReal = Double.NEGATIVE_INFINITY;
    private boolean holdsNan;
    private boolean ascending = true;

    public ColumnExtent(ZoneColumn.Kind kind) {
        this.kind = kind;
    }

    /**
     * Adds values.
     *
     * @param bits the 64 bits that stand for each value, as the kind says
     * @param from the first of them
     * @param to the one after the last
     */
    public void add(long[] bits, int from, int to) {
        switch (kind) {
            case SIGNED -> addIntegers(bits, from, to, 0);
            case UNSIGNED -> addIntegers(bits, from, to, Long.MIN_VALUE);
            case REAL -> addReals(bits, from, to);
        }
    }

    private void addIntegers(long[] bits, int from, int to, long flipped) {
        long minimum = least;
        long maximum = greatest;
        boolean ordered = ascending;
        for (int i = from; i < to; i++) {
            long value = bits[i] ^ flipped;
            ordered &= value >= maximum;
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
        least = minimum;
        greatest = maximum;
        ascending = ordered;
    }

    private void addReals(long[] bits, int from, int to) {
        double minimum = leastReal;
        double maximum = greatestReal;
        boolean nan = holdsNan;
        boolean ordered = ascending;
        for (int i = from; i < to; i++) {
            double value = Double.longBitsToDouble(bits[i]);
            ordered &= value >= maximum; // never true of NaN
            if (value < minimum) {
                minimum = value;
            }
            if (value > maximum) {
                maximum = value;
            }
            nan |= value != value;
        }
        leastReal = minimum;
        greatestReal = maximum;
        holdsNan = nan;
        ascending = ordered;
    }

    /** The 64 bits of the smallest value, NaN left out; of nothing but NaN, infinity. */
    public long minimum() {
        return bits(least, leastReal);
    }

    /** The 64 bits of the largest value, NaN left out; of nothing but NaN, negative infinity. */
    public long maximum() {
        return bits(greatest, greatestReal);
    }

    private long bits(long integer, double real) {
        return switch (kind) {
            case SIGNED -> integer;
            case UNSIGNED -> integer ^ Long.MIN_VALUE;
            case REAL -> Double.doubleToRawLongBits(real);
        };
    }

    /** What the values are between; there must be some. */
    public ValueRange range() {
        return kind.range(minimum(), maximum(), holdsNan);
    }

    public boolean holdsNan() {
        return holdsNan;
    }

    /** Whether no value is smaller than the one before it, and none is NaN. */
    public boolean isAscending() {
        return ascending;
    }
}
