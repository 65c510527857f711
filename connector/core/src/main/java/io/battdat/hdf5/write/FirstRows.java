package io.battdat.hdf5.write;

import io.battdat.column.Column;
import io.battdat.hdf5.ElementType;
import io.battdat.metadata.ColumnSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The first rows of a new table, from which its columns are found. */
public final class FirstRows {
    private final String table;
    private final Map<String, ElementType> declared;
    private final ColumnSchema schema;
    private final List<Object[]> rows = new ArrayList<>();
    private List<String> names;

    /**
     * @param table file and table, for messages
     * @param declared columns whose types are given
     * @param schema what is known about columns
     */
    public FirstRows(String table, Map<String, ElementType> declared, ColumnSchema schema) {
        this.table = table;
        this.declared = new LinkedHashMap<>(declared);
        this.schema = schema;
    }

    /** Adds a row; its map may change afterwards. */
    public void add(Map<String, ?> row) {
        if (names == null) {
            names = ordered(row.keySet());
        } else {
            RowBuffer.checkNames(table + ", row " + rows.size(), names, row.keySet());
        }
        Object[] values = new Object[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(names.get(i));
        }
        rows.add(values);
    }

    /** Declared columns first, then those that the schema knows, in its order, then the others in theirs. */
    private List<String> ordered(Collection<String> found) {
        if (found.isEmpty()) {
            throw new WriteException(table + ": a row needs at least one column");
        }
        Set<String> ordered = new LinkedHashSet<>(declared.keySet());
        schema.columns().keySet().stream().filter(found::contains).forEach(ordered::add);
        ordered.addAll(found);
        ordered.forEach(Names::checkColumn);
        List<String> names = List.copyOf(ordered);
        if (!declared.isEmpty()) {
            RowBuffer.checkNames(table + ", row 0", names, Set.copyOf(found));
        }
        return names;
    }

    /** Rows added. */
    public int rowCount() {
        return rows.size();
    }

    /** The types of the columns of these rows, in the table's order. */
    public Map<String, ElementType> types() {
        Map<String, ElementType> types = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            List<Object> values = new ArrayList<>(rows.size());
            rows.forEach(row -> values.add(row[column]));
            types.put(names.get(i), type(names.get(i), values));
        }
        return types;
    }

    /** The types of the columns of a batch, in the table's order. */
    public Map<String, ElementType> typesOf(Map<String, ?> batch) {
        Map<String, ElementType> types = new LinkedHashMap<>();
        ordered(batch.keySet()).forEach(name -> types.put(name, type(name, batch.get(name))));
        return types;
    }

    /** As {@link #typesOf(Map)}; texts as wide as the longest of these rows. */
    public Map<String, ElementType> typesOf(Map<String, ? extends Column> batch, int firstRow, int rowCount) {
        Map<String, ElementType> types = typesOf(batch);
        TableSpec spec = new TableSpec(types);
        spec.layout().members().forEach(member -> {
            ColumnCheck check = new ColumnCheck(table, member);
            TextWidths widths = TextWidths.of(member.type());
            List<Integer> longest = check.longestTexts(batch.get(member.name()), firstRow, rowCount);
            types.put(member.name(), widths.wideEnough(longest, false));
        });
        return types;
    }

    private ElementType type(String name, Object values) {
        ElementType type = declared.get(name);
        return type != null
                ? type
                : TypeInference.of(
                        table + ", column " + name,
                        Optional.ofNullable(schema.columns().get(name)),
                        values);
    }

    /** Moves the rows to the buffer of the table, which has these columns. */
    public void moveTo(RowBuffer buffer) {
        for (int row = 0; row < rows.size(); row++) {
            buffer.addValues(rows.get(row), row);
        }
        rows.clear();
    }
}
