package io.battdat.spark.read;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.StructColumn;
import io.battdat.column.TextColumn;
import java.math.BigDecimal;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column of battdat-core as Spark reads it, without a copy. There is a class for each type, so that the getter in
 * Spark's generated loop has one implementation and is inlined.
 */
abstract class CoreVector extends ReadOnlyVector {
    private CoreVector(DataType type) {
        super(type);
    }

    /** Takes the buffers that hold the rows of the batch: a column that grew has new ones. */
    abstract void startBatch();

    static CoreVector of(Column column, DataType type) {
        if (column instanceof BooleanColumn values) {
            return new BooleanVector(values, type);
        } else if (column instanceof ByteColumn values) {
            return new ByteVector(values, type);
        } else if (column instanceof ShortColumn values) {
            return new ShortVector(values, type);
        } else if (column instanceof IntColumn values) {
            return new IntVector(values, type);
        } else if (column instanceof LongColumn values) {
            return values.type().kind() == ColumnType.Kind.UNSIGNED_LONG
                    ? new UnsignedLongVector(values, type)
                    : new LongVector(values, type);
        } else if (column instanceof FloatColumn values) {
            return new FloatVector(values, type);
        } else if (column instanceof DoubleColumn values) {
            return new DoubleVector(values, type);
        } else if (column instanceof TextColumn values) {
            return new TextVector(values, type);
        }
        return column instanceof StructColumn values
                ? new RecordVector(values, (StructType) type)
                : new ArrayVector((ArrayColumn) column, (ArrayType) type);
    }

    private static final class BooleanVector extends CoreVector {
        private final BooleanColumn column;
        private boolean[] values;

        BooleanVector(BooleanColumn column, DataType type) {
            super(type);
            this.column = column;
        }

        @Override
        void startBatch() {
            values = column.values();
        }

        @Override
        public boolean getBoolean(int rowId) {
            return values[rowId];
        }
    }

    private static final class ByteVector extends CoreVector {
        private final ByteColumn column;
        private byte[] values;

        ByteVector(ByteColumn column, DataType type) {
            super(type);
            this.column = column;
        }

        @Override
        void startBatch() {
            values = column.values();
        }

        @Override
        public byte getByte(int rowId) {
            return values[rowId];
        }
    }

    private static final class ShortVector extends CoreVector {
        private final ShortColumn column;
        private short[] values;

        ShortVector(ShortColumn column, DataType type) {
            super(type);
            this.column = column;
        }

        @Override
        void startBatch() {
            values = column.values();
        }

        @Override
        public short getShort(int rowId) {
            return values[rowId];
        }
    }

    private static final class IntVector extends CoreVector {
        private final IntColumn column;
        private int[] values;

        IntVector(IntColumn column, DataType type) {
            super(type);
            this.column = column;
        }

        @Override
        void startBatch() {
            values = column.values();
        }

        @Override
        public int getInt(int rowId) {
            return values[rowId];
        }
    }

    private static final class LongVector extends CoreVector {
        private final LongColumn column;
        private long[] values;

        LongVector(LongColumn column, DataType type) {
            super(type);
            this.column = column;
        }

        @Override
        void startBatch() {
            values = column.values();
        }

        @Override
        public long getLong(int rowId) {
            return values[rowId];
        }
    }

    private static final class UnsignedLongVector extends CoreVector {
        private final LongColumn column;

        UnsignedLongVector(LongColumn column, DataType type) {
            super(type);
            this.column = column;
        }

        @Override
        void startBatch() {
            // values are taken from the column one by one
        }

        @Override
        public Decimal getDecimal(int rowId, int precision, int scale) {
            return Decimal.apply(new BigDecimal(column.unsigned(rowId)), precision, scale);
        }
    }

    private static final class FloatVector extends CoreVector {
        private final FloatColumn column;
        private float[] values;

        FloatVector(FloatColumn column, DataType type) {
            super(type);
            this.column = column;
        }

        @Override
        void startBatch() {
            values = column.values();
        }

        @Override
        public float getFloat(int rowId) {
            return values[rowId];
        }
    }

    private static final class DoubleVector extends CoreVector {
        private final DoubleColumn column;
        private double[] values;

        DoubleVector(DoubleColumn column, DataType type) {
            super(type);
            this.column = column;
        }

        @Override
        void startBatch() {
            values = column.values();
        }

        @Override
        public double getDouble(int rowId) {
            return values[rowId];
        }
    }

    private static final class TextVector extends CoreVector {
        private final TextColumn column;

        TextVector(TextColumn column, DataType type) {
            super(type);
            this.column = column;
        }

        @Override
        void startBatch() {
            // texts are taken from the column one by one
        }

        @Override
        public UTF8String getUTF8String(int rowId) {
            return UTF8String.fromBytes(column.bytes(), column.start(rowId), column.length(rowId));
        }
    }

    private static final class ArrayVector extends CoreVector {
        private final int length;
        private final CoreVector elements;

        ArrayVector(ArrayColumn column, ArrayType type) {
            super(type);
            this.length = column.length();
            this.elements = CoreVector.of(column.elements(), type.elementType());
        }

        @Override
        void startBatch() {
            elements.startBatch();
        }

        @Override
        public ColumnarArray getArray(int rowId) {
            return new ColumnarArray(elements, rowId * length, length);
        }

        @Override
        public ColumnVector getChild(int ordinal) {
            return elements;
        }
    }

    private static final class RecordVector extends CoreVector {
        private final CoreVector[] fields;

        RecordVector(StructColumn column, StructType type) {
            super(type);
            this.fields = new CoreVector[column.fields().size()];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = CoreVector.of(column.fields().get(i), type.fields()[i].dataType());
            }
        }

        @Override
        void startBatch() {
            for (CoreVector field : fields) {
                field.startBatch();
            }
        }

        @Override
        public ColumnVector getChild(int ordinal) {
            return fields[ordinal];
        }
    }
}
