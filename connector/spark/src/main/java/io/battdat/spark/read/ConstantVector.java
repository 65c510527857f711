package io.battdat.spark.read;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** The same value in every row, or null. */
final class ConstantVector extends ReadOnlyVector {
    private final Object value;

    /** @param value as Catalyst holds values of that type; null for nulls */
    ConstantVector(Object value, DataType type) {
        super(type);
        this.value = value;
    }

    @Override
    public boolean hasNull() {
        return value == null;
    }

    @Override
    public int numNulls() {
        return value == null ? Integer.MAX_VALUE : 0;
    }

    @Override
    public boolean isNullAt(int rowId) {
        return value == null;
    }

    @Override
    public boolean getBoolean(int rowId) {
        return (Boolean) value;
    }

    @Override
    public byte getByte(int rowId) {
        return (Byte) value;
    }

    @Override
    public short getShort(int rowId) {
        return (Short) value;
    }

    @Override
    public int getInt(int rowId) {
        return (Integer) value;
    }

    @Override
    public long getLong(int rowId) {
        return (Long) value;
    }

    @Override
    public float getFloat(int rowId) {
        return (Float) value;
    }

    @Override
    public double getDouble(int rowId) {
        return (Double) value;
    }

    @Override
    public Decimal getDecimal(int rowId, int precision, int scale) {
        return (Decimal) value;
    }

    @Override
    public UTF8String getUTF8String(int rowId) {
        return (UTF8String) value;
    }
}
