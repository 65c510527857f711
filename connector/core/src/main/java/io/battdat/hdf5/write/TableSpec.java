package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a table that is to be created, in order.
 *
 * @param columns names and types
 */
public record TableSpec(Map<String, ElementType> columns) {
    public TableSpec {
        columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        if (columns.isEmpty()) {
            throw new WriteException("a table needs at least one column");
        }
        columns.keySet().forEach(Names::checkColumn);
        columns.forEach(TableSpec::checkType);
    }

    private static void checkType(String name, ElementType type) {
        if (!StorageTypes.isWritten(type)) {
            throw new WriteException(
                    "column " + name + ": columns of type " + type + " are not written. Leave the column out");
        }
    }

    /** The row: members one behind the other without gaps, as PyTables has them. */
    RecordLayout layout() {
        List<Member> members = new ArrayList<>();
        int offset = 0;
        for (Map.Entry<String, ElementType> column : columns.entrySet()) {
            members.add(new Member(column.getKey(), offset, column.getValue()));
            offset = Math.addExact(offset, column.getValue().bytes());
        }
        return new RecordLayout(offset, members);
    }
}
