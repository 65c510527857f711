package io.battdat.spark;

import io.battdat.metadata.ColumnInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.DataType;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a column schema says of a column, as metadata of a Spark column: {@code description}, {@code units},
 * {@code monotonic}, {@code required} and {@code type} one by one, and {@code comment}, for {@code DESCRIBE} and catalogs,
 * with the units in brackets behind the description. The first column of a table also has all of the schema, which may
 * describe columns that the table does not have, so that it can be written again as it was.
 */
public final class ColumnFacts {
    private static final String COMMENT = "comment";
    private static final String DESCRIPTION = "description";
    private static final String UNITS = "units";
    private static final String MONOTONIC = "monotonic";
    private static final String REQUIRED = "required";
    private static final String TYPE = "type";
    private static final String SCHEMA_TABLE = "columnSchemaOf";
    private static final String SCHEMA = "columnSchema";

    private ColumnFacts() {}

    public static Metadata toMetadata(ColumnInfo info) {
        MetadataBuilder metadata = new MetadataBuilder()
                .putString(COMMENT, comment(info.description(), info.units()))
                .putString(DESCRIPTION, info.description())
                .putBoolean(MONOTONIC, info.monotonic())
                .putBoolean(REQUIRED, info.required())
                .putString(TYPE, info.type().jsonText());
        info.units().ifPresent(units -> metadata.putString(UNITS, units));
        return metadata.build();
    }

    /** The metadata of a column with the whole schema of its table beside it. */
    public static Metadata withSchema(Metadata metadata, String table, ColumnSchema schema) {
        return new MetadataBuilder()
                .withMetadata(metadata)
                .putString(SCHEMA_TABLE, table)
                .putString(SCHEMA, schema.toJson())
                .build();
    }

    /** The schema that the columns came with, if they are of a table of that name. */
    public static Optional<ColumnSchema> schema(String table, StructType columns) {
        return Arrays.stream(columns.fields())
                .map(StructField::metadata)
                .filter(metadata -> text(metadata, SCHEMA_TABLE).equals(Optional.of(table)))
                .flatMap(metadata -> text(metadata, SCHEMA).stream())
                .findFirst()
                .map(ColumnSchema::fromJson);
    }

    /**
     * What a column says of itself. What the column does not say stays as in {@code known}. A comment that is not the
     * one made of description and units is newer than they are: it becomes the description.
     */
    public static ColumnInfo read(StructField field, ColumnInfo known) {
        Metadata metadata = field.metadata();
        Optional<String> description = text(metadata, DESCRIPTION);
        Optional<String> units = text(metadata, UNITS);
        Optional<String> comment = text(metadata, COMMENT)
                .filter(text -> description.isEmpty() || !text.equals(comment(description.get(), units)));
        return new ColumnInfo(
                flag(metadata, REQUIRED).orElse(known.required()),
                text(metadata, TYPE).flatMap(DataType::ofJsonText).orElse(known.type()),
                comment.or(() -> description).orElse(known.description()),
                // a description that was read came with its units, if it has any
                units.or(() -> description.isPresent() ? Optional.empty() : known.units()),
                flag(metadata, MONOTONIC).orElse(known.monotonic()),
                known.extraFields());
    }

    private static String comment(String description, Optional<String> units) {
        return description + units.map(unit -> " (" + unit + ")").orElse("");
    }

    private static Optional<String> text(Metadata metadata, String key) {
        try {
            return metadata.contains(key) ? Optional.of(metadata.getString(key)) : Optional.empty();
        } catch (ClassCastException e) {
            return Optional.empty(); // somebody else's key of that name
        }
    }

    private static Optional<Boolean> flag(Metadata metadata, String key) {
        try {
            return metadata.contains(key) ? Optional.of(metadata.getBoolean(key)) : Optional.empty();
        } catch (ClassCastException e) {
            return Optional.empty();
        }
    }
}
