package io.battdat.column;

import java.math.BigInteger;
import java.util.Arrays;

/** A column of signed or unsigned 64-bit integers. */
public final class LongColumn extends Column {
    private long[] values = {};

    LongColumn(ColumnType type) {
        super(type);
    }

    /** The values, by row; longer than the rows in use. */
    public long[] values() {
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
        return (long) values.length * Long.BYTES;
    }

    @Override
    public void copyRows(int row, Column source, int sourceRow, int rowCount) {
        ensureCapacity(row + rowCount);
        System.arraycopy(((LongColumn) source).values, sourceRow, values, row, rowCount);
    }

    @Override
    public void moveRows(int fromRow, int toRow, int rowCount) {
        System.arraycopy(values, fromRow, values, toRow, rowCount);
    }

    @Override
    public Object value(int row) {
        return isUnsigned() ? unsigned(row) : (Object) values[row];
    }

    /** Whether the 64 bits of a row are an unsigned number. */
    public boolean isUnsigned() {
        return type().kind() == ColumnType.Kind.UNSIGNED_LONG;
    }

    /** The 64 bits of a row as a number from 0 to 2^64 - 1. */
    public BigInteger unsigned(int row) {
        BigInteger signed = BigInteger.valueOf(values[row]);
        return signed.signum() < 0 ? signed.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : signed;
    }
}
