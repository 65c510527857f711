package io.battdat.hdf5.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a table that follow one another.
 *
 * @param firstRow from 0
 * @param endRow the row after the last
 * @param isProven whether all of them are known to match the predicate that the table is read with
 */
public record RowRun(long firstRow, long endRow, boolean isProven) implements Serializable {
    public RowRun {
        if (firstRow < 0 || endRow < firstRow) {
            throw new IllegalArgumentException("rows " + firstRow + " to " + endRow);
        }
    }

    public long rowCount() {
        return endRow - firstRow;
    }

    /** The rows of all runs. */
    public static long rowCount(List<RowRun> runs) {
        return runs.stream().mapToLong(RowRun::rowCount).sum();
    }

    /** The parts of runs that lie from {@code firstRow} up to but not including {@code endRow}. */
    public static List<RowRun> within(List<RowRun> runs, long firstRow, long endRow) {
        List<RowRun> within = new ArrayList<>();
        for (RowRun run : runs) {
            long first = Math.max(firstRow, run.firstRow);
            long end = Math.min(endRow, run.endRow);
            if (first < end) {
                within.add(new RowRun(first, end, run.isProven));
            }
        }
        return within;
    }
}
