package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.RecordLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The columns of a table that is to be created, in order.
 *
 * @param columns names and types
 */
public record TableSpec(Map<String, ElementType> columns) {
    public TableSpec {
        if (columns.isEmpty()) {
            throw new WriteException("a table needs at least one column");
        }
        Map<String, ElementType> packed = new LinkedHashMap<>();
        columns.forEach((name, type) -> {
            checkNames(name, name, type);
            checkType(name, type);
            packed.put(name, StorageTypes.packed(type));
        });
        columns = Collections.unmodifiableMap(packed);
    }

    private static void checkNames(String path, String name, ElementType type) {
        Names.checkColumn(path, name);
        if (StorageTypes.innermost(type) instanceof ElementType.Compound compound) {
            compound.members().forEach(member -> checkNames(path + "." + member.name(), member.name(), member.type()));
        }
    }

    private static void checkType(String name, ElementType type) {
        if (!StorageTypes.isWritten(type)) {
            throw new WriteException("column " + name + ": columns of type " + type
                    + " are not written. Leave the column out, or declare it by the type of its values");
        }
        if (StorageTypes.hasArrayOfStructs(type)) {
            throw new WriteException(
                    "column " + name + ": PyTables opens no table with arrays of structs. Make a struct"
                            + " of arrays of it, a column of each element, or rows");
        }
    }

    /** The row: members one behind the other without gaps, as PyTables has them. */
    RecordLayout layout() {
        ElementType.Compound row = StorageTypes.struct(columns);
        return new RecordLayout(row.bytes(), row.members());
    }
}
