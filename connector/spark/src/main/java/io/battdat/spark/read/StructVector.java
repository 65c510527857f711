package io.battdat.spark.read;

import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** A struct whose fields are vectors. */
final class StructVector extends ReadOnlyVector {
    private final ColumnVector[] fields;

    StructVector(ColumnVector[] fields, StructType type) {
        super(type);
        this.fields = fields;
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        return fields[ordinal];
    }
}
