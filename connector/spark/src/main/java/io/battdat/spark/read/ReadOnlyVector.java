package io.battdat.spark.read;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/** A vector without nulls over memory that others own; a subclass overrides the getter of its type. */
abstract class ReadOnlyVector extends ColumnVector {
    ReadOnlyVector(DataType type) {
        super(type);
    }

    private UnsupportedOperationException wrongType() {
        return new UnsupportedOperationException("a vector of " + dataType().simpleString() + " has no such value");
    }

    @Override
    public void close() {
        // the reader owns the memory
    }

    @Override
    public boolean hasNull() {
        return false;
    }

    @Override
    public int numNulls() {
        return 0;
    }

    @Override
    public boolean isNullAt(int rowId) {
        return false;
    }

    @Override
    public boolean getBoolean(int rowId) {
        throw wrongType();
    }

    @Override
    public byte getByte(int rowId) {
        throw wrongType();
    }

    @Override
    public short getShort(int rowId) {
        throw wrongType();
    }

    @Override
    public int getInt(int rowId) {
        throw wrongType();
    }

    @Override
    public long getLong(int rowId) {
        throw wrongType();
    }

    @Override
    public float getFloat(int rowId) {
        throw wrongType();
    }

    @Override
    public double getDouble(int rowId) {
        throw wrongType();
    }

    @Override
    public ColumnarArray getArray(int rowId) {
        throw wrongType();
    }

    @Override
    public ColumnarMap getMap(int rowId) {
        throw wrongType();
    }

    @Override
    public Decimal getDecimal(int rowId, int precision, int scale) {
        throw wrongType();
    }

    @Override
    public UTF8String getUTF8String(int rowId) {
        throw wrongType();
    }

    @Override
    public byte[] getBinary(int rowId) {
        throw wrongType();
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        throw wrongType();
    }
}
