package io.battdat.column;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A column of structs: one column for each field, all with the same rows. */
public final class StructColumn extends Column {
    private final List<Column> fields;

    StructColumn(ColumnType type) {
        super(type);
        List<Column> columns = new ArrayList<>();
        type.fields().forEach(field -> columns.add(Column.create(field.type(), 0)));
        this.fields = List.copyOf(columns);
    }

    /** The fields, in the order of {@link ColumnType#fields()}. */
    public List<Column> fields() {
        return fields;
    }

    @Override
    public void ensureCapacity(int rows) {
        fields.forEach(field -> field.ensureCapacity(rows));
    }

    @Override
    public long heldBytes() {
        return fields.stream().mapToLong(Column::heldBytes).sum();
    }

    @Override
    public void copyRows(int row, Column source, int sourceRow, int rowCount) {
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).copyRows(row, ((StructColumn) source).fields.get(i), sourceRow, rowCount);
        }
    }

    @Override
    public void moveRows(int fromRow, int toRow, int rowCount) {
        fields.forEach(field -> field.moveRows(fromRow, toRow, rowCount));
    }

    /** The values by the names of the fields, in their order; unmodifiable. */
    @Override
    public Map<String, Object> value(int row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            values.put(type().fields().get(i).name(), fields.get(i).value(row));
        }
        return Collections.unmodifiableMap(values);
    }
}
