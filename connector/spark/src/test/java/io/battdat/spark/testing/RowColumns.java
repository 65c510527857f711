package io.battdat.spark.testing;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Row;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The way back: values of Spark's rows in core's columns, so that core's tests' tools can compare them. */
public final class RowColumns {
    private RowColumns() {}

    /** One column of rows that were collected; its type must be the one that Spark has for {@code type}. */
    public static Column of(List<Row> rows, int ordinal, ColumnType type) {
        Column column = Column.create(type, rows.size());
        for (int row = 0; row < rows.size(); row++) {
            put(column, row, rows.get(row).get(ordinal));
        }
        return column;
    }

    private static void put(Column column, int row, Object value) {
        if (column instanceof BooleanColumn target) {
            target.values()[row] = (Boolean) value;
        } else if (column instanceof ByteColumn target) {
            target.values()[row] = (Byte) value;
        } else if (column instanceof ShortColumn target) {
            target.values()[row] = (Short) value;
        } else if (column instanceof IntColumn target) {
            target.values()[row] = (Integer) value;
        } else if (column instanceof LongColumn target) {
            target.values()[row] = value instanceof BigDecimal unsigned
                    ? unsigned.toBigIntegerExact().longValue()
                    : (Long) value;
        } else if (column instanceof FloatColumn target) {
            target.values()[row] = (Float) value;
        } else if (column instanceof DoubleColumn target) {
            target.values()[row] = (Double) value;
        } else if (column instanceof TextColumn target) {
            byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
            target.put(row, text, 0, text.length);
        } else if (column instanceof StructColumn target) {
            for (int i = 0; i < target.fields().size(); i++) {
                put(target.fields().get(i), row, ((Row) value).get(i));
            }
        } else {
            putArray((ArrayColumn) column, row, CollectionConverters.asJava((Seq<?>) value));
        }
    }

    private static void putArray(ArrayColumn column, int row, List<?> values) {
        if (values.size() != column.length()) {
            throw new IllegalStateException("an array of " + values.size() + " for one of " + column.length());
        }
        for (int i = 0; i < values.size(); i++) {
            put(column.elements(), row * column.length() + i, values.get(i));
        }
    }
}
