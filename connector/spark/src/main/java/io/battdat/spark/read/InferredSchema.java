package io.battdat.spark.read;

import io.battdat.BattdatException;
import io.battdat.spark.ReadConf;
import io.battdat.spark.ReadOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        return withAddedColumns(archive, false);
    }

    /** The same for a user's schema, which may have the added columns already: it may be that of an earlier read. */
    StructType withMissingColumns(Archive archive) {
        return withAddedColumns(archive, true);
    }

    private StructType withAddedColumns(Archive archive, boolean mayHaveThem) {
        ReadConf conf = archive.conf();
        List<StructField> fields = new ArrayList<>();
        for (StructField field : columns.fields()) {
            fields.add(find(archive.partitionSchema(), field.name(), conf.caseSensitive(), field));
        }
        addText(archive, fields, ReadOption.CELL_COLUMN, conf.cellColumn(), "Name of the cell", mayHaveThem);
        addText(
                archive,
                fields,
                ReadOption.METADATA_COLUMN,
                conf.metadataColumn(),
                "Battery metadata of the cell, as JSON",
                mayHaveThem);
        for (StructField field : archive.partitionSchema().fields()) {
            if (fields.stream().noneMatch(named(field.name(), conf.caseSensitive()))) {
                fields.add(field);
            }
        }
        return new StructType(fields.toArray(new StructField[0]));
    }

    private void addText(
            Archive archive,
            List<StructField> fields,
            ReadOption option,
            String name,
            String comment,
            boolean mayHaveIt) {
        if (name == null) {
            return;
        }
        Predicate<StructField> sameName = named(name, archive.conf().caseSensitive());
        if (Arrays.stream(archive.partitionSchema().fields()).anyMatch(sameName)) {
            throw new BattdatException("option " + option.key() + ": the directories already make a column " + name
                    + ". Choose another name");
        }
        Optional<StructField> present = fields.stream().filter(sameName).findFirst();
        if (present.isEmpty()) {
            fields.add(DataTypes.createStructField(name, DataTypes.StringType, true)
                    .withComment(comment));
        } else if (!mayHaveIt) {
            throw new BattdatException("option " + option.key() + ": the table already has a column " + name + " ("
                    + origin + "). Choose another name");
        } else if (!present.get().dataType().equals(DataTypes.StringType)) {
            throw new BattdatException("option " + option.key() + ": column " + name + " is a string, and "
                    + present.get().dataType().simpleString() + " in " + origin + ". Make it a string there");
        }
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
