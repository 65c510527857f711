package io.battdat.hdf5.zones;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;

/** What is known of the values of each column in a run of zones. A value is 64 bits, as its {@link ZoneColumn} says. */
public final class ZoneValues implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int firstZone;
    private final int zoneCount;
    private final long[][] minimums;
    private final long[][] maximums;
    private final BitSet[] holdsNan;
    private final BitSet[] ascending;

    /** @param firstZone the number of the first zone of the run in the table */
    public ZoneValues(int firstZone, int zoneCount, int columns) {
        this.firstZone = firstZone;
        this.zoneCount = zoneCount;
        this.minimums = new long[columns][zoneCount];
        this.maximums = new long[columns][zoneCount];
        this.holdsNan = new BitSet[columns];
        this.ascending = new BitSet[columns];
        for (int column = 0; column < columns; column++) {
            holdsNan[column] = new BitSet(zoneCount);
            ascending[column] = new BitSet(zoneCount);
        }
    }

    public int firstZone() {
        return firstZone;
    }

    public int zoneCount() {
        return zoneCount;
    }

    /** Smallest value of a column in a zone, NaN left out; of nothing but NaN, infinity. */
    public long minimum(int column, int zone) {
        return minimums[column][zone - firstZone];
    }

    /** Largest value of a column in a zone, NaN left out; of nothing but NaN, negative infinity. */
    public long maximum(int column, int zone) {
        return maximums[column][zone - firstZone];
    }

    public boolean holdsNan(int column, int zone) {
        return holdsNan[column].get(zone - firstZone);
    }

    /** Whether in a zone no value is smaller than the one before it, and none is NaN. */
    public boolean isAscending(int column, int zone) {
        return ascending[column].get(zone - firstZone);
    }

    /** Puts in what is known of a column in a zone. */
    public void set(int column, int zone, long minimum, long maximum, boolean nan, boolean isAscending) {
        minimums[column][zone - firstZone] = minimum;
        maximums[column][zone - firstZone] = maximum;
        holdsNan[column].set(zone - firstZone, nan);
        ascending[column].set(zone - firstZone, isAscending);
    }

    /**
     * All zones of a table.
     *
     * @param runs each zone is in one of them
     * @throws IllegalArgumentException if a zone is missing
     */
    public static ZoneValues join(ZoneGrid grid, List<ZoneValues> runs) {
        int columns = grid.columns().size();
        ZoneValues joined = new ZoneValues(0, grid.zoneCount(), columns);
        BitSet filled = new BitSet();
        for (ZoneValues run : runs) {
            for (int zone = run.firstZone; zone < run.firstZone + run.zoneCount; zone++) {
                for (int column = 0; column < columns; column++) {
                    joined.set(
                            column,
                            zone,
                            run.minimum(column, zone),
                            run.maximum(column, zone),
                            run.holdsNan(column, zone),
                            run.isAscending(column, zone));
                }
                filled.set(zone);
            }
        }
        if (filled.cardinality() != grid.zoneCount()) {
            throw new IllegalArgumentException(
                    "of " + grid.zoneCount() + " zones " + filled.cardinality() + " are there");
        }
        return joined;
    }
}
