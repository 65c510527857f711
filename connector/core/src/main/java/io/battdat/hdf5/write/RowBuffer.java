package io.battdat.hdf5.write;

import io.battdat.column.Column;
import io.battdat.hdf5.ElementType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows, or batches of columns, by the names of a table's columns, gathered as columns in the table's order. */
public final class RowBuffer {
    private static final int FIRST_CAPACITY = 64;

    private final String table;
    private final String[] names;
    private final ColumnFiller[] fillers;
    private final List<Column> columns = new ArrayList<>();
    /** Rows for which the columns have room. */
    private int capacity;

    private int rowCount;

    /**
     * @param table file and table, for messages
     * @param types by the columns' names, in the table's order
     */
    public RowBuffer(String table, Map<String, ElementType> types) {
        this.table = table;
        this.names = types.keySet().toArray(String[]::new);
        this.fillers = new ColumnFiller[names.length];
        for (int i = 0; i < names.length; i++) {
            fillers[i] = new ColumnFiller(table, names[i], types.get(names[i]));
            columns.add(fillers[i].column());
        }
    }

    /**
     * Adds a row.
     *
     * @param tableRow number that it will have in the table, for messages
     * @throws WriteException if names or a value do not fit; the row is not added then
     */
    public void add(Map<String, ?> row, long tableRow) {
        if (row.size() != names.length) {
            throw differentNames(table + ", row " + tableRow, List.of(names), row.keySet());
        }
        makeRoom();
        for (int i = 0; i < names.length; i++) {
            Object value = row.get(names[i]);
            if (value == null && !row.containsKey(names[i])) {
                throw differentNames(table + ", row " + tableRow, List.of(names), row.keySet());
            }
            fillers[i].set(rowCount, value, tableRow);
        }
        rowCount++;
    }

    /** As {@link #add}, the values in the order of the columns. */
    void addValues(Object[] values, long tableRow) {
        makeRoom();
        for (int i = 0; i < fillers.length; i++) {
            fillers[i].set(rowCount, values[i], tableRow);
        }
        rowCount++;
    }

    private void makeRoom() {
        if (rowCount == capacity) {
            capacity = Math.max(FIRST_CAPACITY, 2 * capacity);
            for (ColumnFiller filler : fillers) {
                filler.ensureCapacity(capacity);
            }
        }
    }

    /**
     * Adds rows by their columns to a buffer without any.
     *
     * @param batch arrays or lists, each with a value for each row
     */
    public void addAll(Map<String, ?> batch, int count, long tableRow) {
        checkNames(table, List.of(names), batch.keySet());
        for (int i = 0; i < names.length; i++) {
            fillers[i].setAll(batch.get(names[i]), count, tableRow);
        }
        rowCount = count;
    }

    /** Rows gathered. */
    public int rowCount() {
        return rowCount;
    }

    /** The columns, in the table's order; the same objects at any time. */
    public List<Column> columns() {
        return columns;
    }

    /** Forgets all rows. */
    public void clear() {
        rowCount = 0;
        for (ColumnFiller filler : fillers) {
            filler.clear();
        }
    }

    /** @throws WriteException if the names differ from the table's; it says which are missing and which unknown */
    public static void checkNames(String place, List<String> expected, Set<String> found) {
        if (found.size() != expected.size() || !found.containsAll(expected)) {
            throw differentNames(place, expected, found);
        }
    }

    private static WriteException differentNames(String place, List<String> expected, Set<String> found) {
        Set<String> missing = new LinkedHashSet<>(expected);
        missing.removeAll(found);
        Set<String> unknown = new LinkedHashSet<>(found);
        expected.forEach(unknown::remove);
        List<String> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add("missing columns: " + String.join(", ", missing));
        }
        if (!unknown.isEmpty()) {
            problems.add("unknown columns: " + String.join(", ", unknown));
        }
        return new WriteException(place + ": its columns are not the table's; " + String.join("; ", problems)
                + ". The table's columns are: " + String.join(", ", expected));
    }
}
