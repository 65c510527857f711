package io.battdat.spark.read;

import io.battdat.MissingTableException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.spark.ReadConf;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the schema of a table: that of the first file that has it, or, if asked for, of all files together. */
final class SchemaInference {
    /** Files whose tables a message about a missing one lists. */
    private static final int FILES_IN_MESSAGE = 3;

    private SchemaInference() {}

    static InferredSchema infer(Archive archive) {
        if (archive.conf().mergeSchema()) {
            Optional<InferredSchema> merged = MergedSchema.of(archive);
            if (merged.isPresent()) {
                return merged.get();
            }
        }
        Search<InferredSchema> search =
                search(archive, (file, table) -> new InferredSchema(TableSchema.of(file, table), table.file()));
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
}
