package io.battdat.column;

import java.util.Arrays;

/** A column of {@code short} values. */
public final class ShortColumn extends Column {
    private short[] values = {};

    ShortColumn() {
        super(ColumnType.SHORT);
    }

    /** The values, by row; longer than the rows in use. */
    public short[] values() {
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
        return (long) values.length * Short.BYTES;
    }

    @Override
    public void copyRows(int row, Column source, int sourceRow, int rowCount) {
        ensureCapacity(row + rowCount);
        System.arraycopy(((ShortColumn) source).values, sourceRow, values, row, rowCount);
    }

    @Override
    public void moveRows(int fromRow, int toRow, int rowCount) {
        System.arraycopy(values, fromRow, values, toRow, rowCount);
    }

    @Override
    public Short value(int row) {
        return values[row];
    }
}
