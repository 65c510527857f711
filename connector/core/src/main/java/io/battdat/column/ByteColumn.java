package io.battdat.column;

import java.util.Arrays;

/** A column of {@code byte} values. */
public final class ByteColumn extends Column {
    private byte[] values = {};

    ByteColumn() {
        super(ColumnType.BYTE);
    }

    /** The values, by row; longer than the rows in use. */
    public byte[] values() {
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
        return (long) values.length * Byte.BYTES;
    }

    @Override
    public void copyRows(int row, Column source, int sourceRow, int rowCount) {
        ensureCapacity(row + rowCount);
        System.arraycopy(((ByteColumn) source).values, sourceRow, values, row, rowCount);
    }

    @Override
    public void moveRows(int fromRow, int toRow, int rowCount) {
        System.arraycopy(values, fromRow, values, toRow, rowCount);
    }

    @Override
    public Byte value(int row) {
        return values[row];
    }
}
