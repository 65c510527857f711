package io.battdat.streaming;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.ColumnType.Kind;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.StructColumn;
import io.battdat.column.TextColumn;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Single values of columns by their positions. A getter takes every column whose type it widens without loss, and
 * throws {@link WrongColumnTypeException} for any other: by the type, not by the value, so that code that works on one
 * row works on all.
 */
final class Values {
    private final TableColumns columns;
    private final Column[] data;

    Values(TableColumns columns, Column[] data) {
        this.columns = columns;
        this.data = data;
    }

    Column column(int position) {
        return data[position];
    }

    Object objectAt(int position, int row) {
        return data[position].value(row);
    }

    boolean booleanAt(int position, int row) {
        if (data[position] instanceof BooleanColumn column) {
            return column.values()[row];
        }
        throw columns.refusal(position, Getter.BOOLEAN);
    }

    int intAt(int position, int row) {
        Column column = data[position];
        if (isIntOrLess(column)) {
            return intOf(column, row);
        }
        throw columns.refusal(position, Getter.INT);
    }

    long longAt(int position, int row) {
        Column column = data[position];
        if (column instanceof LongColumn longs && longs.type().kind() == Kind.LONG) {
            return longs.values()[row];
        }
        if (isIntOrLess(column)) {
            return intOf(column, row);
        }
        throw columns.refusal(position, Getter.LONG);
    }

    BigInteger bigIntegerAt(int position, int row) {
        Column column = data[position];
        if (column instanceof LongColumn longs) {
            return longs.type().kind() == Kind.LONG ? BigInteger.valueOf(longs.values()[row]) : longs.unsigned(row);
        }
        if (isIntOrLess(column)) {
            return BigInteger.valueOf(intOf(column, row));
        }
        throw columns.refusal(position, Getter.BIG_INTEGER);
    }

    float floatAt(int position, int row) {
        Column column = data[position];
        if (column instanceof FloatColumn floats) {
            return floats.values()[row];
        }
        // a float has 24 bits for the digits: not every int fits
        if (column instanceof ShortColumn || column instanceof ByteColumn) {
            return intOf(column, row);
        }
        throw columns.refusal(position, Getter.FLOAT);
    }

    double doubleAt(int position, int row) {
        Column column = data[position];
        if (column instanceof DoubleColumn doubles) {
            return doubles.values()[row];
        }
        if (column instanceof FloatColumn floats) {
            return floats.values()[row];
        }
        // a double has 53 bits for the digits: not every long fits
        if (isIntOrLess(column)) {
            return intOf(column, row);
        }
        throw columns.refusal(position, Getter.DOUBLE);
    }

    String stringAt(int position, int row) {
        if (data[position] instanceof TextColumn column) {
            return column.value(row);
        }
        throw columns.refusal(position, Getter.STRING);
    }

    List<Object> listAt(int position, int row) {
        if (data[position] instanceof ArrayColumn column) {
            return column.value(row);
        }
        throw columns.refusal(position, Getter.LIST);
    }

    Map<String, Object> structAt(int position, int row) {
        if (data[position] instanceof StructColumn column) {
            return column.value(row);
        }
        throw columns.refusal(position, Getter.STRUCT);
    }

    private static boolean isIntOrLess(Column column) {
        return column instanceof IntColumn || column instanceof ShortColumn || column instanceof ByteColumn;
    }

    private static int intOf(Column column, int row) {
        if (column instanceof IntColumn ints) {
            return ints.values()[row];
        }
        return column instanceof ShortColumn shorts ? shorts.values()[row] : ((ByteColumn) column).values()[row];
    }
}
