package io.battdat.hdf5.write;

import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.hdf5.ElementType;

/** Setters of numbers, one for each format; the class that is met most often is looked for first. */
final class NumberSetters {
    private NumberSetters() {}

    static ValueSetter of(ColumnPlace place, ElementType.NumberFormat format, Column column) {
        NumberConversion numbers = new NumberConversion(place);
        return switch (format) {
            case FLOAT64 -> doubles(numbers, (DoubleColumn) column);
            case FLOAT32 -> {
                FloatColumn floats = (FloatColumn) column;
                yield (index, value, row) -> floats.values()[index] = numbers.toFloat(value, row);
            }
            case FLOAT16 -> {
                FloatColumn halves = (FloatColumn) column;
                yield (index, value, row) -> halves.values()[index] = numbers.toHalf(value, row);
            }
            case INT8 -> {
                ByteColumn bytes = (ByteColumn) column;
                yield (index, value, row) ->
                        bytes.values()[index] = (byte) numbers.toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE, row);
            }
            case INT16 -> shorts(numbers, column, Short.MIN_VALUE, Short.MAX_VALUE);
            case UINT8 -> shorts(numbers, column, 0, 0xFF);
            case INT32 -> ints(numbers, column, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UINT16 -> ints(numbers, column, 0, 0xFFFF);
            case INT64 -> longs(numbers, column, Long.MIN_VALUE, Long.MAX_VALUE);
            case UINT32 -> longs(numbers, column, 0, 0xFFFF_FFFFL);
            case UINT64 -> {
                LongColumn unsigned = (LongColumn) column;
                yield (index, value, row) -> unsigned.values()[index] = numbers.toUnsignedLong(value, row);
            }
        };
    }

    private static ValueSetter doubles(NumberConversion numbers, DoubleColumn column) {
        return (index, value, row) ->
                column.values()[index] = value instanceof Double number ? number : numbers.toDouble(value, row);
    }

    private static ValueSetter shorts(NumberConversion numbers, Column column, long minimum, long maximum) {
        ShortColumn shorts = (ShortColumn) column;
        return (index, value, row) -> shorts.values()[index] = (short) numbers.toLong(value, minimum, maximum, row);
    }

    private static ValueSetter ints(NumberConversion numbers, Column column, long minimum, long maximum) {
        IntColumn ints = (IntColumn) column;
        return (index, value, row) -> ints.values()[index] = (int) numbers.toLong(value, minimum, maximum, row);
    }

    private static ValueSetter longs(NumberConversion numbers, Column column, long minimum, long maximum) {
        LongColumn longs = (LongColumn) column;
        return (index, value, row) -> longs.values()[index] = numbers.toLong(value, minimum, maximum, row);
    }
}
