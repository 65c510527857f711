package io.battdat.spark.files;

import io.battdat.BattdatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A layout with types: the partition columns, and a row of their values for each directory. */
final class PartitionColumns {
    private final StructType schema;
    private final Map<Path, InternalRow> rows;

    private PartitionColumns(StructType schema, Map<Path, InternalRow> rows) {
        this.schema = schema;
        this.rows = rows;
    }

    /** Columns that the user's schema has take its name and type; the type of each other one is inferred. */
    static PartitionColumns of(PartitionLayout layout, StructType userSchema, ListingOptions options) {
        StructField[] fields = new StructField[layout.columnNames().size()];
        for (int column = 0; column < fields.length; column++) {
            fields[column] = field(layout, column, userSchema, options);
        }
        Map<Path, InternalRow> rows = new HashMap<>();
        layout.rawValues().forEach((directory, values) -> rows.put(directory, row(directory, values, fields, options)));
        return new PartitionColumns(new StructType(fields), rows);
    }

    StructType schema() {
        return schema;
    }

    /** The values of the files in a directory that belongs to the layout. */
    InternalRow row(Path directory) {
        return rows.get(directory);
    }

    private static StructField field(
            PartitionLayout layout, int column, StructType userSchema, ListingOptions options) {
        String name = layout.columnNames().get(column);
        // Always nullable: a null partition may be added at any time.
        return userField(name, userSchema, options)
                .map(field -> new StructField(field.name(), field.dataType(), true, field.metadata()))
                .orElseGet(() -> DataTypes.createStructField(name, inferredType(layout, column, options), true));
    }

    private static Optional<StructField> userField(String name, StructType userSchema, ListingOptions options) {
        for (StructField field : userSchema.fields()) {
            if (options.caseSensitive()
                    ? field.name().equals(name)
                    : field.name().equalsIgnoreCase(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private static DataType inferredType(PartitionLayout layout, int column, ListingOptions options) {
        return layout.rawValues().values().stream()
                .map(values -> values.get(column))
                .distinct()
                .map(value -> PartitionType.infer(value, options))
                .reduce(DataTypes.NullType, PartitionType::wider);
    }

    private static InternalRow row(
            Path directory, List<String> rawValues, StructField[] fields, ListingOptions options) {
        List<Object> values = new ArrayList<>(fields.length);
        for (int column = 0; column < fields.length; column++) {
            values.add(value(directory, rawValues.get(column), fields[column], options));
        }
        return new GenericInternalRow(values.toArray());
    }

    private static Object value(Path directory, String rawValue, StructField field, ListingOptions options) {
        try {
            return PartitionValue.parse(rawValue, field.dataType(), options.timeZone());
        } catch (IllegalArgumentException e) {
            if (!options.validatePartitionValues()) {
                return null;
            }
            throw new BattdatException(
                    "Directory " + directory + ": value '" + rawValue + "' of partition column '" + field.name()
                            + "' is not of type " + field.dataType().simpleString() + ": " + e.getMessage()
                            + ". Give the column another type in the schema (string holds every value), or set"
                            + " spark.sql.sources.validatePartitionColumns=false to read such values as null.",
                    e);
        }
    }
}
