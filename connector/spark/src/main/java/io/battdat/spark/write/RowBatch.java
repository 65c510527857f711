package io.battdat.spark.write;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.write.WriteException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Spark's rows, collected in columns. The lengths of arrays are those of a table's first row. */
final class RowBatch {
    /** Long texts and arrays fill the memory before there are many rows. */
    private static final long MOST_BYTES = 64 << 20;

    private final ColumnCollector[] collectors;
    private final String[] names;
    private final int capacity;
    private int rowCount;
    private long bytes;

    RowBatch(String table, StructType stored, int capacity) {
        this.capacity = capacity;
        this.names = stored.fieldNames();
        this.collectors = new ColumnCollector[names.length];
        for (int i = 0; i < names.length; i++) {
            StructField field = stored.fields()[i];
            collectors[i] = new ColumnCollector(table, field.name(), field.dataType(), i);
        }
    }

    /** Forgets what the table before had. */
    void startTable() {
        clear();
        for (ColumnCollector collector : collectors) {
            collector.forgetShape();
        }
    }

    /** The column types of the table, known from its first row on; before, of columns that are no arrays. */
    Map<String, ColumnType> types() {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            types.put(names[i], collectors[i].type());
        }
        return types;
    }

    /** Makes the shapes of arrays those of this row, if it is the table's first. */
    void learnShapes(InternalRow row, long tableRow) {
        for (ColumnCollector collector : collectors) {
            collector.learnShape(row, tableRow);
        }
    }

    /**
     * Adds a row.
     *
     * @param tableRow its number in the table, for messages
     * @throws WriteException if a value cannot be stored
     */
    void add(InternalRow row, long tableRow) {
        for (ColumnCollector collector : collectors) {
            bytes += collector.put(row, rowCount, tableRow);
        }
        rowCount++;
    }

    boolean isFull() {
        return rowCount == capacity || bytes >= MOST_BYTES;
    }

    int rowCount() {
        return rowCount;
    }

    Map<String, Column> columns() {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            columns.put(names[i], collectors[i].column());
        }
        return columns;
    }

    void clear() {
        rowCount = 0;
        bytes = 0;
        for (ColumnCollector collector : collectors) {
            collector.clear();
        }
    }
}
