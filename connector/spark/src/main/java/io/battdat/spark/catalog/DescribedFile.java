package io.battdat.spark.catalog;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.BattdatFile.TableName;
import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.metadata.ColumnInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.spark.SparkTypes;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A file as {@link Description}s tell of it. */
final class DescribedFile {
    private DescribedFile() {}

    static List<Row> cells(ListedFile file, BattdatFile opened) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String prefix : opened.prefixes()) {
            Optional<String> json = opened.storedMetadataJson(prefix);
            Object[] battery =
                    BatteryColumns.values(json.isEmpty() ? Optional.empty() : Optional.of(opened.metadata(prefix)));
            rows.add(row(file, opened, prefix, Stream.concat(Stream.of(battery), Stream.of(json.orElse(null)))));
        }
        return rows;
    }

    static List<Row> tables(ListedFile file, BattdatFile opened) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (TableName name : opened.tableNames()) {
            TableInfo table = opened.table(name.prefix(), name.name());
            rows.add(row(
                    file,
                    opened,
                    name.prefix(),
                    Stream.of(
                            name.name(),
                            table.rowCount(),
                            table.layout().members().size(),
                            table.chunkRows(),
                            storedBytes(table.chunks()),
                            table.filters().stream()
                                    .map(DescribedFile::filterName)
                                    .toList())));
        }
        return rows;
    }

    private static long storedBytes(ChunkIndex chunks) {
        long bytes = 0;
        for (int i = 0; i < chunks.size(); i++) {
            bytes += chunks.storedBytes(i);
        }
        return bytes;
    }

    private static String filterName(FilterSpec filter) {
        return switch (filter.id()) {
            case FilterSpec.DEFLATE -> "zlib";
            case FilterSpec.SHUFFLE -> "shuffle";
            case FilterSpec.FLETCHER32 -> "fletcher32";
            default -> filter.name().isEmpty() ? "filter " + filter.id() : filter.name();
        };
    }

    static List<Row> columns(ListedFile file, BattdatFile opened) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (TableName name : opened.tableNames()) {
            List<Member> members =
                    opened.table(name.prefix(), name.name()).layout().members();
            Optional<ColumnSchema> schema = opened.columnSchema(name.prefix(), name.name());
            for (int i = 0; i < members.size(); i++) {
                Member member = members.get(i);
                Optional<ColumnInfo> info = schema.flatMap(columns -> columns.column(member.name()));
                rows.add(row(
                        file,
                        opened,
                        name.prefix(),
                        Stream.of(
                                name.name(),
                                member.name(),
                                i,
                                SparkTypes.of(member.type()).simpleString(),
                                info.map(ColumnInfo::description).orElse(null),
                                info.flatMap(ColumnInfo::units).orElse(null),
                                info.map(ColumnInfo::monotonic).orElse(null),
                                info.map(ColumnInfo::required).orElse(null))));
            }
        }
        return rows;
    }

    private static Row row(ListedFile file, BattdatFile opened, String prefix, Stream<?> values) throws IOException {
        return RowFactory.create(Stream.concat(Stream.of(opened.cellName(prefix), file.path(), prefix), values)
                .toArray());
    }
}
