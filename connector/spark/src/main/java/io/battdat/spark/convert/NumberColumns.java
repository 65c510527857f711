package io.battdat.spark.convert;

import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.hdf5.ElementType;
import java.util.List;

/** Numbers in columns of any width. */
final class NumberColumns {
    private NumberColumns() {}

    /** @throws IllegalArgumentException if the column holds no numbers */
    static double number(Column column, int row) {
        if (column instanceof DoubleColumn doubles) {
            return doubles.values()[row];
        } else if (column instanceof FloatColumn floats) {
            return floats.values()[row];
        }
        return integer(column, row);
    }

    /** @throws IllegalArgumentException if the value is no integer */
    static long integer(Column column, int row) {
        if (column instanceof LongColumn longs) {
            return longs.values()[row];
        } else if (column instanceof IntColumn ints) {
            return ints.values()[row];
        } else if (column instanceof ShortColumn shorts) {
            return shorts.values()[row];
        } else if (column instanceof ByteColumn bytes) {
            return bytes.values()[row];
        } else if (column instanceof DoubleColumn || column instanceof FloatColumn) {
            double value = number(column, row);
            if (value == Math.rint(value) && Math.abs(value) <= 1L << 53) {
                return (long) value;
            }
            throw new IllegalArgumentException(value + " is no number of a cycle");
        }
        throw new IllegalArgumentException("a column of " + column.type() + " holds no numbers");
    }

    /** A column of int64 or float64 with these values. */
    static Column of(ElementType type, List<Number> values) {
        Column column = Column.create(type.columnType().orElseThrow(), values.size());
        for (int row = 0; row < values.size(); row++) {
            if (column instanceof LongColumn longs) {
                longs.values()[row] = values.get(row).longValue();
            } else {
                ((DoubleColumn) column).values()[row] = values.get(row).doubleValue();
            }
        }
        return column;
    }
}
