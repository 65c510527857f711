package io.battdat.streaming;

import io.battdat.MissingTableException;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and types of the columns that are handed out; one object for all batches or cycles of a table. */
final class TableColumns {
    private final String file;
    private final String table;
    private final List<String> names;
    private final List<ColumnType> types;
    private final Map<String, Integer> positions;

    /**
     * @param file the file's location, for messages
     * @param table the table's path in it
     */
    TableColumns(String file, String table, List<String> names, List<ColumnType> types) {
        this.file = file;
        this.table = table;
        this.names = List.copyOf(names);
        this.types = List.copyOf(types);
        Map<String, Integer> byName = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byName.putIfAbsent(names.get(i), i);
        }
        this.positions = Collections.unmodifiableMap(byName);
    }

    String table() {
        return table;
    }

    List<String> names() {
        return names;
    }

    ColumnType type(int position) {
        return types.get(position);
    }

    boolean contains(String name) {
        return positions.containsKey(name);
    }

    /** The position of a column, or an exception that lists those there are. */
    int position(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new MissingTableException(file + ": table " + table + ": there is no column " + name
                    + " among those read. They are: " + String.join(", ", names) + ".");
        }
        return position;
    }

    /** An empty column for each of these. */
    Column[] createColumns() {
        return types.stream().map(type -> Column.create(type, 0)).toArray(Column[]::new);
    }

    /** What to throw for a column whose values a getter does not give without loss. */
    WrongColumnTypeException refusal(int position, Getter getter) {
        ColumnType type = types.get(position);
        Getter fitting = Getter.of(type);
        return new WrongColumnTypeException(file + ": table " + table + ": column " + names.get(position)
                + " is of type " + type + ", whose values " + getter.recordMethod() + " and " + getter.tableMethod()
                + " do not all hold. Use " + fitting.recordMethod() + " (of a record) or " + fitting.tableMethod()
                + " (of a table).");
    }
}
