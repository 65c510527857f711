package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.BattdatFile.TableName;
import io.battdat.hdf5.TableInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What converted files hold, read by nothing of the converter. */
final class ConvertedFiles {
    private ConvertedFiles() {}

    /** The rows of each column of a table. */
    static Map<String, List<Object>> columns(BattdatFile file, TableName name) throws IOException {
        TableInfo info = file.table(name.prefix(), name.name());
        TableContents contents = TableContents.readAll(file, info);
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        for (int member : contents.members()) {
            List<Object> values = new ArrayList<>();
            for (int row = 0; row < contents.rowCount(); row++) {
                values.add(contents.column(member).value(row));
            }
            columns.put(info.layout().members().get(member).name(), values);
        }
        return columns;
    }

    /** Tables, values, metadata and schemas are the same. */
    static void assertSame(Path expected, Path converted) throws IOException {
        assertSameTables(expected, converted);
        try (BattdatFile before = BattdatFile.open(expected);
                BattdatFile after = BattdatFile.open(converted)) {
            for (String prefix : before.prefixes()) {
                if (before.storedMetadataJson(prefix).isPresent()) {
                    assertThat(after.metadata(prefix).toJson())
                            .as(expected + " metadata of " + prefix)
                            .isEqualTo(before.metadata(prefix).toJson());
                }
            }
        }
    }

    /** Tables, values and schemas are the same. */
    static void assertSameTables(Path expected, Path converted) throws IOException {
        try (BattdatFile before = BattdatFile.open(expected);
                BattdatFile after = BattdatFile.open(converted)) {
            assertThat(after.tableNames()).as("tables of " + converted).isEqualTo(before.tableNames());
            for (TableName table : before.tableNames()) {
                assertThat(columns(after, table)).as(expected + " " + table).isEqualTo(columns(before, table));
                Optional<ColumnSchema> schema = before.columnSchema(table.prefix(), table.name());
                if (schema.isPresent()) {
                    assertThat(after.columnSchema(table.prefix(), table.name())).isEqualTo(schema);
                }
            }
        }
    }

    /** Files below a directory, hidden ones left out, by their relative paths. */
    static List<String> visible(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString())
                    .filter(path -> !path.startsWith("_") && !path.contains("/.") && !path.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
