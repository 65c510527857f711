package io.battdat.spark.read;

import io.battdat.MissingTableException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.spark.ColumnFacts;
import io.battdat.spark.ReadConf;
import io.battdat.spark.SparkTypes;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Finds the table in the first file that has it, and turns its layout and column schema into a Spark schema. */
final class SchemaInference {
    /** Files whose tables a message about a missing one lists. */
    private static final int FILES_IN_MESSAGE = 3;

    private SchemaInference() {}

    static InferredSchema infer(Archive archive) {
        Search<InferredSchema> search = search(archive, (file, table) -> {
            Optional<ColumnSchema> schema = file.columnSchema(table.prefix(), table.name());
            return new InferredSchema(schema(table, schema), table.file());
        });
        return search.found().orElseThrow(() -> missing(archive, search.withoutTable()));
    }

    /**
     * Makes sure that some file has the table, for a read with a schema that the user gave: there may be no files, or
     * none that can be read, if such are to be skipped.
     */
    static void requireTable(Archive archive) {
        Search<TableInfo> search = search(archive, (file, table) -> table);
        if (search.found().isEmpty() && !search.withoutTable().isEmpty()) {
            throw missing(archive, search.withoutTable());
        }
    }

    @FunctionalInterface
    private interface TableFunction<T> {
        T apply(BattdatFile file, TableInfo table) throws IOException;
    }

    /**
     * What a search came to.
     *
     * @param found of the first table found
     * @param withoutTable what some of the files hold that lack the table
     */
    private record Search<T>(Optional<T> found, List<String> withoutTable) {}

    private static <T> Search<T> search(Archive archive, TableFunction<T> function) {
        FileProblems problems = FileProblems.of(archive.conf());
        List<String> withoutTable = new ArrayList<>();
        for (ListedFile file : archive.files()) {
            try (BattdatFile opened = FilePlanner.open(file, archive.configuration())) {
                List<TableInfo> tables = tables(opened, archive.conf());
                if (!tables.isEmpty()) {
                    return new Search<>(Optional.of(function.apply(opened, tables.get(0))), withoutTable);
                }
                if (withoutTable.size() < FILES_IN_MESSAGE) {
                    withoutTable.add(describe(opened));
                }
            } catch (IOException | RuntimeException e) {
                try {
                    problems.skipOrThrow(file, e);
                } catch (IOException storage) {
                    throw new UncheckedIOException(storage);
                }
            }
        }
        return new Search<>(Optional.empty(), withoutTable);
    }

    /** The tables of a file that a read asks for: of one cell, or of every cell; empty if it has none. */
    static List<TableInfo> tables(BattdatFile file, ReadConf conf) throws IOException {
        if (conf.prefix() == null) {
            return file.tables(conf.table());
        }
        return file.hasTable(conf.prefix(), conf.table())
                ? List.of(file.table(conf.prefix(), conf.table()))
                : List.of();
    }

    private static String describe(BattdatFile file) throws IOException {
        List<String> paths = file.tableNames().stream()
                .map(table ->
                        BattdatFile.ROOT.equals(table.prefix()) ? table.name() : table.prefix() + "/" + table.name())
                .toList();
        return file.location() + " holds " + (paths.isEmpty() ? "no tables" : String.join(", ", paths));
    }

    private static MissingTableException missing(Archive archive, List<String> withoutTable) {
        ReadConf conf = archive.conf();
        String table = "table " + conf.table() + (conf.prefix() == null ? "" : " under prefix " + conf.prefix());
        if (archive.files().isEmpty()) {
            return new MissingTableException("there are no files to read at " + String.join(", ", archive.paths())
                    + " (left out: " + archive.listed().filteredFiles().describe()
                    + "). Check the path, or give a schema to read it all the same");
        }
        return new MissingTableException("none of the " + archive.files().size() + " files at "
                + String.join(", ", archive.paths()) + " has a " + table
                + (withoutTable.isEmpty() ? ", or could be read" : ": " + String.join("; ", withoutTable))
                + ". Choose a table with option table, and a cell with option prefix");
    }

    private static StructType schema(TableInfo table, Optional<ColumnSchema> schema) {
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
