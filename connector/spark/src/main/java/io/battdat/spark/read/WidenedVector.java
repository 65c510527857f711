package io.battdat.spark.read;

import io.battdat.column.ColumnType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Numbers of a file as a wider type: that of a file that was read with it, or of a schema that the user gave. */
final class WidenedVector extends ReadOnlyVector {
    private final ColumnVector stored;
    private final ColumnType.Kind kind;

    /** @param kind of the stored numbers: an integer, or float */
    WidenedVector(ColumnVector stored, ColumnType.Kind kind, DataType wider) {
        super(wider);
        this.stored = stored;
        this.kind = kind;
    }

    @Override
    public short getShort(int rowId) {
        return stored.getByte(rowId);
    }

    @Override
    public int getInt(int rowId) {
        return kind == ColumnType.Kind.SHORT ? stored.getShort(rowId) : stored.getByte(rowId);
    }

    @Override
    public long getLong(int rowId) {
        return kind == ColumnType.Kind.INT ? stored.getInt(rowId) : getInt(rowId);
    }

    @Override
    public double getDouble(int rowId) {
        return switch (kind) {
            case FLOAT -> stored.getFloat(rowId);
            case LONG -> stored.getLong(rowId);
            default -> getLong(rowId);
        };
    }
}
