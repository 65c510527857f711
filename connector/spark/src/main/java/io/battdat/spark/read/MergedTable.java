package io.battdat.spark.read;

import io.battdat.MissingTableException;
import io.battdat.spark.ReadConf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of files whose contents are known, as a catalog knows them.
 *
 * @param archive the files that have the table
 * @param origin where the columns come from, for messages
 */
record MergedTable(Archive archive, StructType schema, String origin) {
    private static final String DECLARATION = "the table's declaration";

    static MergedTable of(Archive archive, List<FileContents> contents, StructType declared) {
        ReadConf conf = archive.conf();
        List<Map.Entry<String, StructType>> tables = new ArrayList<>();
        Set<String> having = new HashSet<>();
        for (FileContents file : contents) {
            file.tables().stream().filter(table -> isOf(conf, table)).forEach(table -> {
                tables.add(Map.entry(file.file().path(), table.columns()));
                having.add(file.file().path());
            });
        }
        StructType stored = withoutAdded(archive, declared);
        if (!stored.isEmpty()) {
            tables.add(Map.entry(DECLARATION, stored)); // behind the files, which know more of their columns
        }
        InferredSchema merged = MergedSchema.of(conf, tables)
                .orElseThrow(() -> new MissingTableException("none of the "
                        + archive.files().size() + " files at " + String.join(", ", archive.paths()) + " has a table "
                        + conf.table()));
        Archive narrowed = archive.ofTable(file -> having.contains(file.path()), merged);
        StructType schema = ordered(merged.withAddedColumns(narrowed), declared, conf);
        return new MergedTable(narrowed, schema, merged.origin());
    }

    private static boolean isOf(ReadConf conf, FileContents.CellTable table) {
        return table.name().equals(conf.table())
                && (conf.prefix() == null || conf.prefix().equals(table.prefix()));
    }

    /** What the declaration says of columns that are not stored is for their order only. */
    private static StructType withoutAdded(Archive archive, StructType declared) {
        ReadConf conf = archive.conf();
        List<String> added = Stream.concat(
                        Stream.of(conf.cellColumn(), conf.metadataColumn()).filter(Objects::nonNull),
                        Stream.of(archive.partitionSchema().fieldNames()))
                .toList();
        return new StructType(Arrays.stream(declared.fields())
                .filter(field -> added.stream().noneMatch(name -> InferredSchema.named(name, conf.caseSensitive())
                        .test(field)))
                .toArray(StructField[]::new));
    }

    private static StructType ordered(StructType schema, StructType declared, ReadConf conf) {
        List<StructField> fields = new ArrayList<>(List.of(schema.fields()));
        fields.sort(Comparator.comparingInt(field -> position(field, declared, conf)));
        return new StructType(fields.toArray(new StructField[0]));
    }

    /** Columns that were not declared stay in their order behind those that were. */
    private static int position(StructField field, StructType declared, ReadConf conf) {
        for (int i = 0; i < declared.length(); i++) {
            if (InferredSchema.named(field.name(), conf.caseSensitive()).test(declared.fields()[i])) {
                return i;
            }
        }
        return declared.length();
    }
}
