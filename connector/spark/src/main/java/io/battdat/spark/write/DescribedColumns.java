package io.battdat.spark.write;

import io.battdat.column.ColumnType;
import io.battdat.metadata.ColumnInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.DataType;
import io.battdat.metadata.StandardSchemas;
import io.battdat.spark.ColumnFacts;
import java.util.Map;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the columns of a new table mean: the schema that they were read with, else battdat's own for the table, and on top
 * what the columns say.
 */
final class DescribedColumns {
    private DescribedColumns() {}

    /** The schema of a table: columns that battdat has predefined stay apart from the others, as in Python. */
    static ColumnSchema schema(String table, StructType columns) {
        ColumnSchema base = ColumnFacts.schema(table, columns)
                .or(() -> StandardSchemas.forTable(table))
                .orElseGet(() -> ColumnSchema.builder().build());
        Map<String, ColumnInfo> declared = base.declaredColumns();
        ColumnSchema.Builder schema = base.toBuilder();
        for (StructField field : columns.fields()) {
            ColumnInfo known = base.column(field.name()).orElseGet(() -> ColumnInfo.of(type(table, field), ""));
            ColumnInfo info = ColumnFacts.read(field, known);
            if (declared.containsKey(field.name())) {
                schema.addDeclaredColumn(field.name(), info);
            } else {
                schema.addColumn(field.name(), info);
            }
        }
        return schema.build();
    }

    private static DataType type(String table, StructField field) {
        ColumnType type = StoredColumns.stored(table, field.name(), field.dataType());
        while (type.kind() == ColumnType.Kind.ARRAY) {
            type = type.element();
        }
        return switch (type.kind()) {
            case FLOAT, DOUBLE -> DataType.FLOAT;
            case BYTE, SHORT, INT, LONG, UNSIGNED_LONG -> DataType.INTEGER;
            default -> DataType.OTHER;
        };
    }
}
