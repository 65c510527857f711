package io.battdat.streaming;

import io.battdat.MissingTableException;
import io.battdat.column.BooleanColumn;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.metadata.ColumnSchema;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * Some rows of a table, column by column; from {@link BattdatStreams#cycles} the rows of one cycle.
 *
 * <p>It belongs to whoever got it: nothing overwrites it, and it outlives its file. Methods that give a whole column as
 * an array copy it ({@link #column(String)} does not), and widen as the getters of {@link BattdatRecord} do, with the
 * same exceptions. Units are those of the column schema.
 */
public final class ColumnarTable {
    private final TableColumns columns;
    private final Values values;
    private final long firstRow;
    private final int rowCount;
    private final Optional<ColumnSchema> schema;

    /** Takes over {@code data}, of which nothing else may keep hold. */
    ColumnarTable(TableColumns columns, Column[] data, long firstRow, int rowCount, Optional<ColumnSchema> schema) {
        this.columns = columns;
        this.values = new Values(columns, data);
        this.firstRow = firstRow;
        this.rowCount = rowCount;
        this.schema = schema;
    }

    /** Path of the table in the file, such as {@code raw_data} or {@code cell_a/raw_data}. */
    public String path() {
        return columns.table();
    }

    public int rowCount() {
        return rowCount;
    }

    /** Number of the first of these rows in the file's table, from 0. */
    public long firstRow() {
        return firstRow;
    }

    /** The columns' names, in the order of the file or in the order in which they were asked for. */
    public List<String> columnNames() {
        return columns.names();
    }

    public boolean hasColumn(String name) {
        return columns.contains(name);
    }

    /**
     * The type that a column's values have here.
     *
     * @throws MissingTableException if there is no such column; the message lists those there are
     */
    public ColumnType columnType(String name) {
        return columns.type(columns.position(name));
    }

    /** Descriptions and units of the columns; only known in a {@link BatteryDataset}, since it is read with that. */
    public Optional<ColumnSchema> schema() {
        return schema;
    }

    /** As {@link BattdatRecord#getDouble(String)}, of all rows. */
    public double[] doubles(String name) {
        int position = columns.position(name);
        if (values.column(position) instanceof DoubleColumn column) {
            return Arrays.copyOf(column.values(), rowCount);
        }
        double[] all = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
            all[row] = values.doubleAt(position, row);
        }
        return all;
    }

    /** As {@link BattdatRecord#getFloat(String)}, of all rows. */
    public float[] floats(String name) {
        int position = columns.position(name);
        if (values.column(position) instanceof FloatColumn column) {
            return Arrays.copyOf(column.values(), rowCount);
        }
        float[] all = new float[rowCount];
        for (int row = 0; row < rowCount; row++) {
            all[row] = values.floatAt(position, row);
        }
        return all;
    }

    /** As {@link BattdatRecord#getLong(String)}, of all rows. */
    public long[] longs(String name) {
        int position = columns.position(name);
        if (values.column(position) instanceof LongColumn column
                && column.type().equals(ColumnType.LONG)) {
            return Arrays.copyOf(column.values(), rowCount);
        }
        long[] all = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            all[row] = values.longAt(position, row);
        }
        return all;
    }

    /** As {@link BattdatRecord#getInt(String)}, of all rows. */
    public int[] ints(String name) {
        int position = columns.position(name);
        if (values.column(position) instanceof IntColumn column) {
            return Arrays.copyOf(column.values(), rowCount);
        }
        int[] all = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            all[row] = values.intAt(position, row);
        }
        return all;
    }

    /** As {@link BattdatRecord#getBoolean(String)}, of all rows. */
    public boolean[] booleans(String name) {
        int position = columns.position(name);
        if (values.column(position) instanceof BooleanColumn column) {
            return Arrays.copyOf(column.values(), rowCount);
        }
        throw columns.refusal(position, Getter.BOOLEAN);
    }

    /** As {@link BattdatRecord#getString(String)}, of all rows. */
    public String[] strings(String name) {
        int position = columns.position(name);
        String[] all = new String[rowCount];
        for (int row = 0; row < rowCount; row++) {
            all[row] = values.stringAt(position, row);
        }
        return all;
    }

    /** The values of a column of any type, as {@link BattdatRecord#get(String)} gives them: an unmodifiable view. */
    public List<Object> values(String name) {
        Column column = column(name);
        return new View<>(rowCount, column::value);
    }

    /**
     * A column itself, without a copy; its arrays may be longer than {@link #rowCount}. Writing to them changes this
     * table and its records, and nothing else.
     */
    public Column column(String name) {
        return values.column(columns.position(name));
    }

    /** A row by its number in this table, from 0. */
    public BattdatRecord row(int row) {
        return new BattdatRecord(this, Objects.checkIndex(row, rowCount));
    }

    /** All rows: an unmodifiable view. */
    public List<BattdatRecord> rows() {
        return new View<>(rowCount, this::row);
    }

    @Override
    public String toString() {
        return path() + ": rows " + firstRow + " to " + (firstRow + rowCount - 1) + ", columns "
                + String.join(", ", columnNames());
    }

    int position(String name) {
        return columns.position(name);
    }

    Values values() {
        return values;
    }

    private interface ByRow<T> {
        T get(int row);
    }

    private static final class View<T> extends AbstractList<T> implements RandomAccess {
        private final int size;
        private final ByRow<T> items;

        View(int size, ByRow<T> items) {
            this.size = size;
            this.items = items;
        }

        @Override
        public T get(int row) {
            return items.get(Objects.checkIndex(row, size));
        }

        @Override
        public int size() {
            return size;
        }
    }
}
