package io.battdat.hdf5.write;

import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Leaf;
import io.battdat.hdf5.Member;
import java.lang.reflect.Array;
import java.util.List;

/**
 * Gathers Java values in a column: one row's by {@link ValueSetter}, or those of many rows. What most values are, a
 * {@link Double} for a float64 column or a {@link Long} for an int64 one, is put without asking the setter: one class
 * for all columns, so that the compiler makes straight code of a row.
 */
final class ColumnFiller {
    private final ElementType type;
    private final Column column;
    private final ValueSetter setter;
    /** Null unless every double is stored as it is. */
    private final DoubleColumn doubles;
    /** Null unless every long is stored as it is. */
    private final LongColumn longs;
    /** The columns in it that hold texts. */
    private final List<TextColumn> texts;

    ColumnFiller(String table, String name, ElementType type) {
        ColumnPlace place = new ColumnPlace(table, name);
        this.type = type;
        this.column = Column.create(
                type.columnType()
                        .orElseThrow(
                                () -> new WriteException(table + ", column " + name + ": " + type + " is not written")),
                0);
        this.setter = ValueSetter.of(place, type, column);
        this.doubles = stores(ElementType.NumberFormat.FLOAT64) ? (DoubleColumn) column : null;
        this.longs = stores(ElementType.NumberFormat.INT64) ? (LongColumn) column : null;
        this.texts = Leaf.of(new Member(name, 0, type)).stream()
                .map(leaf -> leaf.in(column))
                .filter(TextColumn.class::isInstance)
                .map(TextColumn.class::cast)
                .toList();
    }

    Column column() {
        return column;
    }

    void ensureCapacity(int rows) {
        column.ensureCapacity(rows);
    }

    /** Forgets the texts of the rows before. */
    void clear() {
        texts.forEach(TextColumn::clear);
    }

    /**
     * Puts a row's value.
     *
     * @param tableRow number that the row will have in the table, for messages
     * @throws WriteException if the column cannot hold it
     */
    void set(int row, Object value, long tableRow) {
        if (doubles != null && value instanceof Double number) {
            doubles.values()[row] = number;
        } else if (longs != null && value instanceof Long number) {
            longs.values()[row] = number;
        } else {
            setter.set(row, value, tableRow);
        }
    }

    /** Puts the values of rows from 0 on: an array of primitives or objects, or a list. */
    void setAll(Object values, int count, long tableRow) {
        ensureCapacity(count);
        if (copyAll(values, count)) {
            return;
        }
        for (int i = 0; i < count; i++) {
            Object value = values instanceof List<?> list ? list.get(i) : Array.get(values, i);
            set(i, value, tableRow + i);
        }
    }

    /** Copies an array of the very primitives that the column stores. */
    private boolean copyAll(Object values, int count) {
        if (values instanceof double[] && doubles != null) {
            System.arraycopy(values, 0, doubles.values(), 0, count);
        } else if (values instanceof float[] && stores(ElementType.NumberFormat.FLOAT32)) {
            System.arraycopy(values, 0, ((FloatColumn) column).values(), 0, count);
        } else if (values instanceof long[] && longs != null) {
            System.arraycopy(values, 0, longs.values(), 0, count);
        } else if (values instanceof int[] && stores(ElementType.NumberFormat.INT32)) {
            System.arraycopy(values, 0, ((IntColumn) column).values(), 0, count);
        } else if (values instanceof short[] && stores(ElementType.NumberFormat.INT16)) {
            System.arraycopy(values, 0, ((ShortColumn) column).values(), 0, count);
        } else if (values instanceof byte[] && column instanceof ByteColumn bytes) {
            System.arraycopy(values, 0, bytes.values(), 0, count);
        } else if (values instanceof boolean[] && column instanceof BooleanColumn booleans) {
            System.arraycopy(values, 0, booleans.values(), 0, count);
        } else {
            return false;
        }
        return true;
    }

    private boolean stores(ElementType.NumberFormat format) {
        return type instanceof ElementType.Number number && number.format() == format;
    }
}
