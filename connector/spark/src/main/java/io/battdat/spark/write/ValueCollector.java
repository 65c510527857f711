package io.battdat.spark.write;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.StructColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.write.ColumnPlace;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Puts values of one type into a column. Null is NaN in a float column, and an error in any other. */
interface ValueCollector {
    /**
     * Puts a value.
     *
     * @param ordinal of the value in its row, struct or array
     * @param position where in the column, which has room for it
     * @return about how many bytes of memory it takes
     */
    long put(SpecializedGetters values, int ordinal, int position, long tableRow);

    /** Forgets the texts so far. */
    default void clear() {}

    /** @param column of the type that stores Spark's type */
    static ValueCollector of(ColumnPlace place, DataType type, Column column) {
        if (type instanceof ArrayType array) {
            ArrayColumn arrays = (ArrayColumn) column;
            return new ArrayCollector(place, arrays.length(), of(place, array.elementType(), arrays.elements()));
        } else if (type instanceof StructType struct) {
            return new StructCollector(place, struct, (StructColumn) column);
        }
        return switch (column.type().kind()) {
            case DOUBLE -> {
                boolean isTime = type.equals(DataTypes.TimestampType) || type.equals(DataTypes.TimestampNTZType);
                yield isTime ? seconds((DoubleColumn) column) : doubles((DoubleColumn) column);
            }
            case FLOAT -> floats((FloatColumn) column);
            case TEXT -> new TextCollector(place, (TextColumn) column);
            default -> notNull(place, exact(place, column));
        };
    }

    private static ValueCollector doubles(DoubleColumn column) {
        return (values, ordinal, position, tableRow) -> {
            column.values()[position] = values.isNullAt(ordinal) ? Double.NaN : values.getDouble(ordinal);
            return Double.BYTES;
        };
    }

    /** Timestamps, which Spark gives in microseconds. */
    private static ValueCollector seconds(DoubleColumn column) {
        return (values, ordinal, position, tableRow) -> {
            column.values()[position] = values.isNullAt(ordinal) ? Double.NaN : values.getLong(ordinal) / 1e6;
            return Double.BYTES;
        };
    }

    private static ValueCollector floats(FloatColumn column) {
        return (values, ordinal, position, tableRow) -> {
            column.values()[position] = values.isNullAt(ordinal) ? Float.NaN : values.getFloat(ordinal);
            return Float.BYTES;
        };
    }

    private static ValueCollector notNull(ColumnPlace place, ValueCollector collector) {
        return (values, ordinal, position, tableRow) -> {
            if (values.isNullAt(ordinal)) {
                throw nullRefused(place, tableRow);
            }
            return collector.put(values, ordinal, position, tableRow);
        };
    }

    static RuntimeException nullRefused(ColumnPlace place, long tableRow) {
        return place.refusal(
                tableRow,
                "the value is null, which only float columns can hold (as NaN). Fill it"
                        + " (DataFrame.na.fill, coalesce), cast the column to double if it is a number, or leave it out");
    }

    /** Of integers and booleans. */
    private static ValueCollector exact(ColumnPlace place, Column column) {
        if (column instanceof BooleanColumn booleans) {
            return (values, ordinal, position, tableRow) -> {
                booleans.values()[position] = values.getBoolean(ordinal);
                return 1;
            };
        } else if (column instanceof ByteColumn bytes) {
            return (values, ordinal, position, tableRow) -> {
                bytes.values()[position] = values.getByte(ordinal);
                return Byte.BYTES;
            };
        } else if (column instanceof ShortColumn shorts) {
            return (values, ordinal, position, tableRow) -> {
                shorts.values()[position] = values.getShort(ordinal);
                return Short.BYTES;
            };
        } else if (column instanceof IntColumn ints) {
            return (values, ordinal, position, tableRow) -> {
                ints.values()[position] = values.getInt(ordinal);
                return Integer.BYTES;
            };
        }
        LongColumn longs = (LongColumn) column;
        return switch (column.type().kind()) {
            case LONG ->
                (values, ordinal, position, tableRow) -> {
                    longs.values()[position] = values.getLong(ordinal);
                    return Long.BYTES;
                };
            case UNSIGNED_LONG -> new UnsignedCollector(place, longs);
            default -> throw new IllegalStateException("no single value: " + column.type());
        };
    }
}
