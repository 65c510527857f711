package io.battdat.column;

import java.util.Arrays;

/** A column of {@code float} values. */
public final class FloatColumn extends Column {
    private float[] values = {};

    FloatColumn() {
        super(ColumnType.FLOAT);
    }

    /** The values, by row; longer than the rows in use. */
    public float[] values() {
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
        return (long) values.length * Float.BYTES;
    }

    @Override
    public void copyRows(int row, Column source, int sourceRow, int rowCount) {
        ensureCapacity(row + rowCount);
        System.arraycopy(((FloatColumn) source).values, sourceRow, values, row, rowCount);
    }

    @Override
    public void moveRows(int fromRow, int toRow, int rowCount) {
        System.arraycopy(values, fromRow, values, toRow, rowCount);
    }

    @Override
    public Float value(int row) {
        return values[row];
    }
}
