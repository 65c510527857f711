package io.battdat.column;

import java.util.Arrays;

/** A column of {@code double} values. */
public final class DoubleColumn extends Column {
    private double[] values = {};

    DoubleColumn() {
        super(ColumnType.DOUBLE);
    }

    /** The values, by row; longer than the rows in use. */
    public double[] values() {
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
        return (long) values.length * Double.BYTES;
    }

    @Override
    public void copyRows(int row, Column source, int sourceRow, int rowCount) {
        ensureCapacity(row + rowCount);
        System.arraycopy(((DoubleColumn) source).values, sourceRow, values, row, rowCount);
    }

    @Override
    public void moveRows(int fromRow, int toRow, int rowCount) {
        System.arraycopy(values, fromRow, values, toRow, rowCount);
    }

    @Override
    public Double value(int row) {
        return values[row];
    }
}
