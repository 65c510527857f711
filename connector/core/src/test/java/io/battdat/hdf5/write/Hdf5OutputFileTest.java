package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.StandardSchemas;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Hdf5OutputFileTest {
    private static final TableSpec SPEC = new TableSpec(Map.of("x", StorageTypes.INT64));

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void path() {
        path = folder.resolve("cell é.h5");
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        assertThat(Handle.openCount()).isZero();
        assertThat(NativeHdf5.openObjects()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> !file.equals(path)))
                    .as("temporary files")
                    .isEmpty();
        }
    }

    private static BatteryMetadata named(String name) {
        return BatteryMetadata.builder().name(name).build();
    }

    private static void addTable(Hdf5OutputFile file, String prefix, String name, long value) throws IOException {
        TableOptions options = new TableOptions(StandardSchemas.RAW_DATA, Compression.NONE, 0, OptionalInt.of(10));
        try (TableWriter table = TableWriter.create(file, prefix, name, SPEC, options)) {
            table.append(Rows.columns(SPEC, List.of(Map.of("x", value))), 0, 1);
        }
    }

    private void write(WriteMode mode, String table, long value) throws IOException {
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, mode, named("n" + value))) {
            addTable(file, "/", table, value);
        }
    }

    @Test
    void createMakesNewFilesOnly() throws IOException {
        write(WriteMode.CREATE, "t", 1);
        assertThatThrownBy(() -> write(WriteMode.CREATE, "t", 2))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("choose TRUNCATE or APPEND");
        assertThat(Rows.read(path, "/", "t")).containsExactly(Map.of("x", 1L));
    }

    @Test
    void truncateReplacesAndAppendAdds() throws IOException {
        write(WriteMode.APPEND, "t", 1);
        write(WriteMode.APPEND, "u", 2);
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.tableNames()).hasSize(2);
            assertThat(file.metadata().name()).contains("n2");
        }
        write(WriteMode.TRUNCATE, "v", 3);
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.tableNames())
                    .extracting(BattdatFile.TableName::name)
                    .containsExactly("v");
        }
    }

    /** Else a file could hold two tables of one name. */
    @Test
    void tablesOfOldReleasesAreNeitherMadeAnewNorAppendedTo() throws IOException {
        Files.copy(SampleFolder.fixture("pandas-prefixes"), path);
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND)) {
            assertThat(file.hasTable("cell_a", "raw_data")).isTrue();
            assertThat(file.hasTable("cell_b", "raw_data")).isFalse();
            assertThatThrownBy(() -> addTable(file, "cell_a", "raw_data", 1))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContainingAll(path.toString(), "table cell_a/raw_data", "before 0.4");
            assertThatThrownBy(() -> TableWriter.open(file, "cell_a", "raw_data"))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContainingAll(path.toString(), "table cell_a/raw_data", "before 0.4");
            file.abort();
        }
    }

    @Test
    void metadataOfACellStandsInItsGroupAndInARootWithout() throws IOException {
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE, "a", Optional.of(named("first")))) {
            addTable(file, "a", "t", 1);
            file.setMetadata("b/c", named("second"));
            addTable(file, "b/c", "t", 2);
        }
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.metadata().name()).contains("first");
            assertThat(file.metadata("a").name()).contains("first");
            assertThat(file.metadata("b/c").name()).contains("second");
        }
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND)) {
            assertThat(file.hasTable("b/c", "t")).isTrue();
            assertThat(file.hasTable("b/d", "t")).isFalse();
            assertThat(file.hasTable("/", "t")).isFalse();
        }
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.metadata().name()).as("untouched").contains("first");
        }
    }

    @ParameterizedTest
    @EnumSource(WriteMode.class)
    void abortLeavesWhatWasThere(WriteMode mode) throws IOException {
        boolean exists = mode != WriteMode.CREATE;
        if (exists) {
            write(WriteMode.CREATE, "t", 1);
        }
        byte[] before = exists ? Files.readAllBytes(path) : null;
        Hdf5OutputFile file = Hdf5OutputFile.open(path, mode, named("x"));
        addTable(file, "/", "u", 2);
        TableWriter.create(file, "/", "open", SPEC, TableOptions.of(StandardSchemas.RAW_DATA));
        assertThat(Files.exists(path)).isEqualTo(exists);
        file.abort();
        file.abort();
        file.close();
        assertThatThrownBy(() -> addTable(file, "/", "w", 3)).hasMessageContaining("is closed");
        if (exists) {
            assertThat(Files.readAllBytes(path)).isEqualTo(before);
        } else {
            assertThat(path).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource(WriteMode.class)
    void aFailureToWriteLeavesWhatWasThere(WriteMode mode) throws IOException {
        boolean exists = mode != WriteMode.CREATE;
        if (exists) {
            write(WriteMode.CREATE, "t", 1);
        }
        byte[] before = exists ? Files.readAllBytes(path) : null;
        Hdf5OutputFile file = Hdf5OutputFile.open(path, mode, named("x"));
        addTable(file, "/", "u", 2);
        // a table is no group: the library refuses
        assertThatThrownBy(() -> addTable(file, "u", "below", 3))
                .isInstanceOf(Hdf5WriteException.class)
                .hasMessageContaining("cannot");
        assertThatThrownBy(() -> addTable(file, "/", "w", 3))
                .hasMessageContaining("nothing more is written after a failure");
        assertThatThrownBy(file::close).hasMessageContaining("was not written, and is as it was before");
        if (exists) {
            assertThat(Files.readAllBytes(path)).isEqualTo(before);
        } else {
            assertThat(path).doesNotExist();
        }
    }

    @Test
    void closeFinishesTablesThatAreOpen() throws IOException {
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE)) {
            TableWriter table = TableWriter.create(file, "/", "t", SPEC, TableOptions.of(StandardSchemas.RAW_DATA));
            table.append(Rows.columns(SPEC, List.of(Map.of("x", 7))), 0, 1);
        }
        assertThat(Rows.read(path, "/", "t")).containsExactly(Map.of("x", 7L));
    }

    @Test
    void changesOfOthersAreNotLost() throws IOException {
        write(WriteMode.CREATE, "t", 1);
        Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND);
        addTable(file, "/", "u", 2);
        write(WriteMode.APPEND, "theirs", 3);
        assertThatThrownBy(file::close)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was changed by someone else")
                .hasMessageContaining("Append again");
        try (BattdatFile read = BattdatFile.open(path)) {
            assertThat(read.hasTable("/", "theirs")).isTrue();
            assertThat(read.hasTable("/", "u")).isFalse();
        }
    }

    @Test
    void metadataBeyond64KiBIsRefusedWhereTheFileCannotHoldIt() throws IOException {
        write(WriteMode.CREATE, "t", 1);
        byte[] before = Files.readAllBytes(path);
        BatteryMetadata large =
                BatteryMetadata.builder().comments("x".repeat(70_000)).build();
        assertThatThrownBy(() -> Hdf5OutputFile.open(path, WriteMode.APPEND, large))
                .isInstanceOf(WriteException.class)
                .hasMessageContaining("an attribute ends at 64 KiB")
                .hasMessageContaining("Write a new file");
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        // a new group can hold it
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND, "cell", Optional.of(large))) {
            addTable(file, "cell", "t", 2);
        }
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.metadata("cell")).isEqualTo(large);
            assertThat(file.metadata().name()).contains("n1");
        }
    }

    @Test
    void aFileThatIsNoHdf5IsRefusedAndKept() throws IOException {
        Files.writeString(path, "not HDF5");
        assertThatThrownBy(() -> Hdf5OutputFile.open(path, WriteMode.APPEND))
                .isInstanceOf(Hdf5WriteException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("signature");
        assertThat(path).hasContent("not HDF5");
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        assertThatThrownBy(() -> Hdf5OutputFile.open(folder.resolve("none/x.h5"), WriteMode.CREATE))
                .isInstanceOfAny(Hdf5WriteException.class, NoSuchFileException.class)
                .hasMessageContaining("none/x.h5");
    }
}
