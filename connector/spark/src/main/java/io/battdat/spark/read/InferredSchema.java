package io.battdat.spark.read;

import io.battdat.BattdatException;
import io.battdat.spark.ReadConf;
import io.battdat.spark.ReadOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table.
 *
 * @param columns what the table stores
 * @param origin where they come from, for messages: a file, or the user's schema
 */
record InferredSchema(StructType columns, String origin) {
    /**
     * The table's columns, then those for the cell's name and metadata, then the partition columns. Where a partition
     * column has the name of a stored one it takes its place, as in Spark's file sources.
     */
    StructType withAddedColumns(Archive archive) {
        ReadConf conf = archive.conf();
        List<StructField> fields = new ArrayList<>();
        for (StructField field : columns.fields()) {
            fields.add(find(archive.partitionSchema(), field.name(), conf.caseSensitive(), field));
        }
        addText(fields, ReadOption.CELL_COLUMN, conf.cellColumn(), "Name of the cell", conf);
        addText(fields, ReadOption.METADATA_COLUMN, conf.metadataColumn(), "Battery metadata of the cell, as JSON", conf);
        for (StructField field : archive.partitionSchema().fields()) {
            if (fields.stream().noneMatch(named(field.name(), conf.caseSensitive()))) {
                fields.add(field);
            }
        }
        return new StructType(fields.toArray(new StructField[0]));
    }

    private void addText(
            List<StructField> fields, ReadOption option, String name, String comment, ReadConf conf) {
        if (name == null) {
            return;
        }
        if (fields.stream().anyMatch(named(name, conf.caseSensitive()))) {
            throw new BattdatException("option " + option.key() + ": the table already has a column " + name + " ("
                    + origin + "). Choose another name");
        }
        fields.add(DataTypes.createStructField(name, DataTypes.StringType, true).withComment(comment));
    }

    private static StructField find(StructType schema, String name, boolean caseSensitive, StructField otherwise) {
        for (StructField field : schema.fields()) {
            if (named(name, caseSensitive).test(field)) {
                return field;
            }
        }
        return otherwise;
    }

    static Predicate<StructField> named(String name, boolean caseSensitive) {
        return field -> caseSensitive ? field.name().equals(name) : field.name().equalsIgnoreCase(name);
    }
}
