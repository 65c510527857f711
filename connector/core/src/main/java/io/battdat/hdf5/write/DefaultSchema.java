package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.metadata.ColumnInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.DataType;
import io.battdat.metadata.StandardSchemas;
import java.util.Map;

/** The column schema of a table for which none is given. */
public final class DefaultSchema {
    private DefaultSchema() {}

    /** battdat's own for a table of that name, or else one that says no more than the table itself. */
    public static ColumnSchema of(String table, Map<String, ElementType> columns) {
        return StandardSchemas.forTable(table).orElseGet(() -> plain(columns));
    }

    private static ColumnSchema plain(Map<String, ElementType> columns) {
        ColumnSchema.Builder builder = ColumnSchema.builder();
        columns.forEach((name, type) -> builder.addColumn(name, ColumnInfo.of(dataType(type), "")));
        return builder.build();
    }

    private static DataType dataType(ElementType type) {
        if (!(type instanceof ElementType.Number number)) {
            return DataType.OTHER;
        }
        return switch (number.format()) {
            case FLOAT16, FLOAT32, FLOAT64 -> DataType.FLOAT;
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> DataType.INTEGER;
        };
    }
}
