package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.spark.ColumnFacts;
import io.battdat.spark.SparkTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The Spark schema of one table of one file: its layout, with what its column schema says. */
final class TableSchema {
    private TableSchema() {}

    static StructType of(BattdatFile file, TableInfo table) throws IOException {
        Optional<ColumnSchema> schema = file.columnSchema(table.prefix(), table.name());
        List<StructField> fields = new ArrayList<>();
        for (Member member : table.layout().members()) {
            Metadata metadata = schema.flatMap(columns -> columns.column(member.name()))
                    .map(ColumnFacts::toMetadata)
                    .orElse(Metadata.empty());
            if (fields.isEmpty() && schema.isPresent()) {
                metadata = ColumnFacts.withSchema(metadata, table.name(), schema.get());
            }
            StructField field =
                    DataTypes.createStructField(member.name(), SparkTypes.of(member.type()), true, metadata);
            fields.add(member.type()
                    .obstacle()
                    .map(other -> field.withComment(notRead(field, other)))
                    .orElse(field));
        }
        return new StructType(fields.toArray(new StructField[0]));
    }

    /** Such a column is part of the schema, so that a query that wants it learns why it cannot have it. */
    private static String notRead(StructField field, ElementType.Undecodable other) {
        String comment = field.getComment().isDefined() ? field.getComment().get() + " " : "";
        return comment + "[not read: " + other.description() + "]";
    }
}
