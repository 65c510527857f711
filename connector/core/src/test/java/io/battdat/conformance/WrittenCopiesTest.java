package io.battdat.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.write.StorageTypes;
import io.battdat.hdf5.write.WriteException;
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
        return ReadableTables.small().stream()
                .filter(table -> refusal(table).isEmpty())
                .toList();
    }

    static List<ExpectedTable> tablesThatPythonDoesNotOpen() {
        return ReadableTables.small().stream()
                .filter(table -> refusal(table).isPresent())
                .toList();
    }

    /** What is in a table that h5py made and PyTables does not open, and which is not written, therefore. */
    private static Optional<String> refusal(ExpectedTable table) {
        if (table.columns().stream().anyMatch(column -> column.name().equals("."))) {
            return Optional.of("column '.': this name cannot be used: PyTables does not open it");
        }
        boolean arrayOfStructs = table.columns().stream()
                .flatMap(column -> column.type().stream())
                .anyMatch(StorageTypes::hasArrayOfStructs);
        return arrayOfStructs ? Optional.of("PyTables opens no table with arrays of structs") : Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("tablesThatPythonDoesNotOpen")
    void refusesWhatPythonWouldNotOpen(ExpectedTable table) {
        assertThatThrownBy(() -> copy(table))
                .isInstanceOf(WriteException.class)
                .hasMessageContaining(refusal(table).orElseThrow());

        assertThat(folder.resolve("copy.h5")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void holdsWhatPythonFoundInTheOriginal(ExpectedTable table) throws IOException {
        Optional<Original> written = copy(table);
        if (written.isEmpty()) {
            return;
        }
        Original original = written.get();
        try (BattdatFile file = BattdatFile.open(folder.resolve("copy.h5"))) {
            TableInfo info = file.table(table.prefix(), table.name());
            assertThat(info.rowCount()).isEqualTo(table.rowCount());
            assertThat(file.metadata(table.prefix()).toJson()).isEqualTo(original.metadata);
            if (original.schema.isPresent()) {
                assertThat(file.columnSchema(table.prefix(), table.name())).isEqualTo(original.schema);
            }
            TableContents contents = TableContents.readAll(file, info);
            IntStream.range(0, info.layout().members().size()).forEach(member -> new ExpectedValues(
                            table.column(info.layout().members().get(member).name()),
                            contents.column(member),
                            contents.rowCount())
                    .check());
        }
    }

    private record Original(String metadata, Optional<ColumnSchema> schema) {}

    /** Writes what is read of a table; empty if that is nothing. */
    private Optional<Original> copy(ExpectedTable table) throws IOException {
        Path copy = folder.resolve("copy.h5");
        try (BattdatFile file = BattdatFile.open(table.file().path())) {
            TableInfo info = file.table(table.prefix(), table.name());
            List<Integer> members = ReadableTables.members(table, info);
            if (members.isEmpty()) {
                return Optional.empty();
            }
            Original original = new Original(
                    file.metadata(table.prefix()).toJson(), file.columnSchema(table.prefix(), table.name()));
            TableContents contents = TableContents.read(file.input(), info, members);
            HDF5Writer writer = HDF5Writer.open(copy)
                    .mode(WriteMode.CREATE)
                    .prefix(table.prefix())
                    .table(table.name())
                    .metadata(file.metadata(table.prefix()))
                    .complevel(COMPLEVEL);
            original.schema.ifPresent(writer::schema);
            Map<String, Column> columns = new LinkedHashMap<>();
            for (int member : members) {
                Member column = info.layout().members().get(member);
                declare(writer, column);
                columns.put(column.name(), contents.column(member));
            }
            try (writer) {
                writer.writeColumns(columns, 0, contents.rowCount());
            }
            return Optional.of(original);
        }
    }

    /** As it is stored in the original; PyTables has no texts of variable length. */
    private static void declare(HDF5Writer writer, Member column) {
        if (StorageTypes.isWritten(column.type())) {
            writer.column(column.name(), column.type());
        } else {
            writer.column(column.name(), column.type().columnType().orElseThrow());
        }
    }
}
