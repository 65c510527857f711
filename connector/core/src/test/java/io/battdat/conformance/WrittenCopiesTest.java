package io.battdat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.metadata.ColumnSchema;
import io.battdat.streaming.HDF5Writer;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy of each table that is read, made by {@link HDF5Writer}, holds what Python found in the original. */
class WrittenCopiesTest {
    private static final int COMPLEVEL = 5;

    @TempDir
    private Path folder;

    static List<ExpectedTable> tables() {
        return ReadableTables.small();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void holdsWhatPythonFoundInTheOriginal(ExpectedTable table) throws IOException {
        Path copy = folder.resolve("copy.h5");
        Optional<ColumnSchema> schema;
        String metadata;
        try (BattdatFile file = BattdatFile.open(table.file().path())) {
            TableInfo info = file.table(table.prefix(), table.name());
            List<Integer> members = ReadableTables.members(table, info);
            if (members.isEmpty()) {
                return;
            }
            schema = file.columnSchema(table.prefix(), table.name());
            metadata = file.metadata(table.prefix()).toJson();
            TableContents contents = TableContents.read(file.input(), info, members);
            HDF5Writer writer = HDF5Writer.open(copy)
                    .mode(WriteMode.CREATE)
                    .prefix(table.prefix())
                    .table(table.name())
                    .metadata(file.metadata(table.prefix()))
                    .complevel(COMPLEVEL);
            schema.ifPresent(writer::schema);
            Map<String, Column> columns = new LinkedHashMap<>();
            for (int member : members) {
                Member column = info.layout().members().get(member);
                writer.column(column.name(), column.type());
                columns.put(column.name(), contents.column(member));
            }
            try (writer) {
                writer.writeColumns(columns, 0, contents.rowCount());
            }
        }
        try (BattdatFile file = BattdatFile.open(copy)) {
            TableInfo info = file.table(table.prefix(), table.name());
            assertThat(info.rowCount()).isEqualTo(table.rowCount());
            assertThat(file.metadata(table.prefix()).toJson()).isEqualTo(metadata);
            if (schema.isPresent()) {
                assertThat(file.columnSchema(table.prefix(), table.name())).isEqualTo(schema);
            }
            TableContents contents = TableContents.readAll(file, info);
            IntStream.range(0, info.layout().members().size()).forEach(member -> new ExpectedValues(
                            table.column(info.layout().members().get(member).name()),
                            contents.column(member),
                            contents.rowCount())
                    .check());
        }
    }
}
