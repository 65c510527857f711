package io.battdat.hdf5.read;

import java.util.Arrays;

/** Rows that were chosen, as runs in ascending order, and how far they have been taken. */
final class RowSelection {
    private long[] firstRows = new long[16];
    private long[] endRows = new long[16];
    private int size;
    private int current;
    /** The next row to take, within the current run. */
    private long next;

    void clear() {
        size = 0;
        current = 0;
    }

    /** Adds rows behind those that are there. */
    void add(long firstRow, long endRow) {
        if (size > 0 && endRows[size - 1] == firstRow) {
            endRows[size - 1] = endRow;
            return;
        }
        if (size == firstRows.length) {
            firstRows = Arrays.copyOf(firstRows, 2 * size);
            endRows = Arrays.copyOf(endRows, 2 * size);
        }
        firstRows[size] = firstRow;
        endRows[size] = endRow;
        if (size == 0) {
            next = firstRow;
        }
        size++;
    }

    boolean hasNext() {
        return current < size;
    }

    /** The next row to take. */
    long next() {
        return next;
    }

    /** The row after the last of the run that the next row is in. */
    long endOfRun() {
        return endRows[current];
    }

    /** The row after the last of all. */
    long end() {
        return endRows[size - 1];
    }

    /**
     * The row after the last of those that are worth taking together: runs with so few rows between them that these are
     * better taken and dropped.
     *
     * @param maxRows rows to take at most, those to drop included
     */
    long endOfSpan(int maxRows, int maxGap) {
        long limit = next + maxRows;
        long end = endRows[current];
        for (int i = current + 1; i < size && firstRows[i] - end <= maxGap && firstRows[i] < limit; i++) {
            end = endRows[i];
        }
        return Math.min(end, limit);
    }

    /** Goes on with the first row from there on. */
    void skipTo(long row) {
        while (current < size && endRows[current] <= row) {
            current++;
        }
        if (current < size) {
            next = Math.max(row, firstRows[current]);
        }
    }
}
