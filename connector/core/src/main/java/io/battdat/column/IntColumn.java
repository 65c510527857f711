package io.battdat.column;

import java.util.Arrays;

/** A column of {@code int} values. */
public final class IntColumn extends Column {
    private int[] values = {};

    IntColumn() {
        super(ColumnType.INT);
    }

    /** The values, by row; longer than the rows in use. */
    public int[] values() {
        return values;
    }

    @Override
    public void ensureCapacity(int rows) {
        if (rows > values.length) {
            values = Arrays.copyOf(values, grownLength(values.length, rows));
        }
    }

    @Override
    public long heldBytes() {
        return (long) values.length * Integer.BYTES;
    }

    @Override
    public void copyRows(int row, Column source, int sourceRow, int rowCount) {
        ensureCapacity(row + rowCount);
        System.arraycopy(((IntColumn) source).values, sourceRow, values, row, rowCount);
    }

    @Override
    public void moveRows(int fromRow, int toRow, int rowCount) {
        System.arraycopy(values, fromRow, values, toRow, rowCount);
    }

    @Override
    public Integer value(int row) {
        return values[row];
    }
}
