package io.battdat.hdf5.filter;

import java.util.BitSet;

/** Which bytes of a table's rows are looked at. A filter that can leave the others out may give anything for them. */
public final class RowBytes {
    private final int rowBytes;
    /** Null stands for all: a row's size as a damaged file has it is nothing to make bits for. */
    private final BitSet needed;

    private RowBytes(int rowBytes, BitSet needed) {
        this.rowBytes = rowBytes;
        this.needed = needed;
    }

    /** All bytes of rows of that size. */
    public static RowBytes all(int rowBytes) {
        return new RowBytes(rowBytes, null);
    }

    /**
     * Some bytes of rows.
     *
     * @param rowBytes size of the rows
     * @param needed positions within a row
     */
    public static RowBytes of(int rowBytes, BitSet needed) {
        return new RowBytes(rowBytes, (BitSet) needed.clone());
    }

    /** Size of a row. */
    int size() {
        return rowBytes;
    }

    boolean isNeeded(int position) {
        return needed == null || needed.get(position);
    }

    /** The first needed position from there on; -1 for none. */
    int next(int position) {
        if (needed == null) {
            return position < rowBytes ? position : -1;
        }
        return needed.nextSetBit(position);
    }

    /** The position behind the needed ones that follow a needed one without a gap. */
    int endOfRun(int position) {
        return needed == null ? rowBytes : needed.nextClearBit(position);
    }

    /** The position behind the last needed one. */
    int end() {
        return needed == null ? rowBytes : needed.length();
    }
}
