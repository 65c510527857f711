package io.battdat.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.UnsupportedFormatException;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.write.FailureMode;
import io.battdat.hdf5.write.Hdf5OutputFile;
import io.battdat.hdf5.write.NativeHdf5;
import io.battdat.hdf5.write.Python;
import io.battdat.hdf5.write.Rows;
import io.battdat.hdf5.write.StorageTypes;
import io.battdat.hdf5.write.WriteException;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.ColumnInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.DataType;
import io.battdat.metadata.StandardSchemas;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HDF5WriterTest {
    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void path() {
        path = folder.resolve("cell.h5");
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        assertThat(NativeHdf5.openObjects()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .as("temporary files")
                    .isEmpty();
        }
    }

    private static Map<String, Object> row(int i) {
        return Map.of("test_time", i * 0.5, "current", -0.1 * i, "voltage", 3.7, "cycle_number", i / 10);
    }

    /** A map that may hold null. */
    private static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    private List<Map<String, Object>> read() throws IOException {
        return Rows.read(path, "/", "raw_data");
    }

    private List<Object> read(String column) throws IOException {
        return read().stream().map(row -> row.get(column)).toList();
    }

    private Map<String, String> types() throws IOException {
        try (BattdatFile file = BattdatFile.open(path)) {
            Map<String, String> types = new LinkedHashMap<>();
            for (Member member : file.table("/", "raw_data").layout().members()) {
                types.put(
                        member.name(), member.type().columnType().orElseThrow().toString());
            }
            return types;
        }
    }

    @Test
    void theExampleOfTheIssueWorks() throws IOException {
        BatteryMetadata metadata = BatteryMetadata.builder().name("cell 1").build();
        try (HDF5Writer w = HDF5Writer.open(path)
                .metadata(metadata)
                .schema(StandardSchemas.RAW_DATA)
                .complevel(5)
                .bufferSize(32768)) {
            assertThat(w.writeRow(Map.of("test_time", 0.0, "current", 1.0, "voltage", 3.5)))
                    .isZero();
        }
        assertThat(read()).containsExactly(Map.of("test_time", 0.0, "current", 1.0, "voltage", 3.5));
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.metadata()).isEqualTo(metadata);
            assertThat(file.columnSchema("/", "raw_data")).contains(StandardSchemas.RAW_DATA);
            assertThat(file.table("/", "raw_data").filters()).hasSize(2);
        }
    }

    @Test
    void rowsAreCountedAsTheyReachTheDisk() throws IOException {
        List<Long> written = new ArrayList<>();
        try (HDF5Writer w = HDF5Writer.open(path).mode(WriteMode.CREATE).bufferSize(3)) {
            for (int i = 0; i < 7; i++) {
                written.add(w.writeRow(row(i)));
            }
            assertThat(w.flush()).isEqualTo(1);
            assertThat(w.flush()).isZero();
            assertThat(w.statistics().rows()).isEqualTo(7);
            assertThat(path).as("not seen before it is closed").doesNotExist();
        }
        assertThat(written).containsExactly(0L, 0L, 3L, 0L, 0L, 3L, 0L);
        assertThat(read()).hasSize(7);
    }

    @Test
    void aFullBufferWritesWholeChunks() throws IOException {
        long written = 0;
        try (HDF5Writer w = HDF5Writer.open(path).bufferSize(100).chunkRows(30)) {
            for (int i = 0; i < 100; i++) {
                written += w.writeRow(row(i));
            }
            assertThat(written).isEqualTo(90);
            for (int i = 100; i < 200; i++) {
                written += w.writeRow(row(i));
            }
            assertThat(written).isEqualTo(180);
        }
        assertThat(read()).hasSize(200);
        assertThat(read("test_time").get(199)).isEqualTo(99.5);
    }

    @Test
    void columnsFollowTheSchemaThenTheFirstRow() throws IOException {
        try (HDF5Writer w = HDF5Writer.open(path).column("mine", StorageTypes.INT8)) {
            w.writeRow(row("zeta", 1, "voltage", 3.5, "alpha", "x", "cycle_number", 1, "mine", 4, "test_time", 1));
        }
        assertThat(types())
                .containsExactly(
                        Map.entry("mine", "byte"),
                        Map.entry("cycle_number", "long"),
                        // an integer, but the schema says float
                        Map.entry("test_time", "double"),
                        Map.entry("voltage", "double"),
                        Map.entry("zeta", "long"),
                        Map.entry("alpha", "text"));
    }

    @Test
    void typesComeFromTheFirstRows() throws IOException {
        BigInteger beyond = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        try (HDF5Writer w = HDF5Writer.open(path).schema(ColumnSchema.builder().build())) {
            w.writeRow(row(
                    "ints",
                    1,
                    "mixed",
                    1,
                    "floats",
                    1f,
                    "unsigned",
                    beyond,
                    "flag",
                    true,
                    "text",
                    "a",
                    "vector",
                    new double[] {1, 2},
                    "list",
                    List.of(List.of(1, 2), List.of(3, 4)),
                    "enum",
                    DataType.STATE,
                    "nullable",
                    null));
            w.writeRow(row(
                    "ints",
                    2L,
                    "mixed",
                    1.5,
                    "floats",
                    2f,
                    "unsigned",
                    3,
                    "flag",
                    false,
                    "text",
                    "longer é",
                    "vector",
                    List.of(3, 4.5),
                    "list",
                    new int[][] {{5, 6}, {7, 8}},
                    "enum",
                    "x",
                    "nullable",
                    new BigDecimal("2.5")));
        }
        assertThat(types())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ints",
                        "long",
                        "mixed",
                        "double",
                        "floats",
                        "float",
                        "unsigned",
                        "unsigned long",
                        "flag",
                        "boolean",
                        "text",
                        "text",
                        "vector",
                        "array of 2 double",
                        "list",
                        "array of 2 array of 2 long",
                        "enum",
                        "text",
                        "nullable",
                        "double"));
        Map<String, Object> second = read().get(1);
        assertThat(second)
                .containsEntry("ints", 2L)
                .containsEntry("mixed", 1.5)
                .containsEntry("text", "longer é")
                .containsEntry("vector", List.of(3.0, 4.5))
                .containsEntry("list", List.of(List.of(5L, 6L), List.of(7L, 8L)))
                .containsEntry("nullable", 2.5);
        assertThat(read().get(0))
                .containsEntry("unsigned", beyond)
                .containsEntry("enum", "STATE")
                .containsEntry("nullable", Double.NaN);
    }

    @Test
    void textsAreNeverCut() throws IOException {
        try (HDF5Writer w = HDF5Writer.open(path).bufferSize(2).complevel(5)) {
            for (String text : List.of("a", "", "rest", "discharging", "", "Ω".repeat(40), "b")) {
                w.writeRow(row("test_time", 1.0, "state", text));
            }
        }
        assertThat(read("state")).containsExactly("a", "", "rest", "discharging", "", "Ω".repeat(40), "b");
    }

    @Test
    void appendingIsTheDefault() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (HDF5Writer w = HDF5Writer.open(path)) {
                w.writeRow(row(i));
                w.writeRow(row(i + 10));
            }
        }
        assertThat(read("test_time")).containsExactly(0.0, 5.0, 0.5, 5.5, 1.0, 6.0);
        assertThatThrownBy(() -> {
                    try (HDF5Writer w = HDF5Writer.open(path).mode(WriteMode.CREATE)) {
                        w.writeRow(row(1));
                    }
                })
                .isInstanceOf(FileAlreadyExistsException.class);
        try (HDF5Writer w = HDF5Writer.open(path).mode(WriteMode.TRUNCATE)) {
            w.writeRow(row(7));
        }
        assertThat(read()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"/, raw_data", "cell_a, raw_data", "cell_a, cycle_stats", "lab, raw_data", "/, _eis_data"})
    void addsNoRowsToTablesOfOldReleases(String prefix, String table) throws IOException {
        Files.copy(SampleFolder.fixture("pandas-prefixes"), path);
        byte[] before = Files.readAllBytes(path);
        BatteryMetadata other = BatteryMetadata.builder().name("b").build();

        assertThatThrownBy(() -> {
                    try (HDF5Writer w =
                            HDF5Writer.open(path).prefix(prefix).table(table).metadata(other)) {
                        w.writeRow(row(1));
                    }
                })
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContainingAll(path.toString(), "before 0.4", "write it to a new file")
                .hasNoSuppressedExceptions();
        assertThat(path).hasBinaryContent(before);
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(path));
    }

    @Test
    void addsTablesBesideThoseOfOldReleases() throws IOException {
        Files.copy(SampleFolder.fixture("pandas-prefixes"), path);
        try (HDF5Writer w = HDF5Writer.open(path).prefix("cell_b")) {
            w.writeRow(row(1));
        }
        assertThat(Rows.read(path, "cell_b", "raw_data")).hasSize(1);
        assertThat(Rows.read(path, "cell_a", "raw_data")).hasSize(30);
    }

    @Test
    void severalTablesAndCellsShareAnOpenFile() throws IOException {
        BatteryMetadata other = BatteryMetadata.builder().name("b").build();
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE)) {
            try (HDF5Writer a = HDF5Writer.over(file).prefix("cell_a").complevel(1);
                    HDF5Writer b = HDF5Writer.over(file).prefix("cell_b").metadata(other);
                    HDF5Writer stats = HDF5Writer.over(file).prefix("cell_a").table("cycle_stats")) {
                for (int i = 0; i < 5; i++) {
                    a.writeRow(row(i));
                    b.writeRow(row(2 * i));
                    stats.writeRow(Map.of("cycle_number", i, "V_maximum", 4.2));
                }
            }
            assertThat(path).doesNotExist();
        }
        assertThat(Rows.read(path, "cell_a", "raw_data")).hasSize(5);
        assertThat(Rows.read(path, "cell_b", "raw_data")).hasSize(5);
        assertThat(Rows.read(path, "cell_a", "cycle_stats")).hasSize(5);
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.columnSchema("cell_a", "cycle_stats")).contains(StandardSchemas.CYCLE_STATS);
            assertThat(file.metadata("cell_b").name()).contains("b");
        }
    }

    @Test
    void aTableOfAnotherNameDescribesItself() throws IOException {
        try (HDF5Writer w = HDF5Writer.open(path).table("notes").prefix("deep/er")) {
            w.writeRow(Map.of("n", 1));
        }
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.columnSchema("deep/er", "notes").orElseThrow().columns())
                    .containsEntry("n", ColumnInfo.of(DataType.INTEGER, ""));
        }
    }

    @Test
    void aSchemaGivenForATableThatIsThereReplacesItsOwn() throws IOException {
        try (HDF5Writer w = HDF5Writer.open(path)) {
            w.writeRow(row(1));
        }
        ColumnSchema schema = StandardSchemas.RAW_DATA.toBuilder()
                .addColumn("extra", ColumnInfo.of(DataType.OTHER, "é"))
                .build();
        try (HDF5Writer w = HDF5Writer.open(path).schema(schema)) {
            w.writeRow(row(2));
        }
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.columnSchema("/", "raw_data")).contains(schema);
        }
    }

    @Test
    void withoutRowsThereIsMetadataAndNoTable() throws IOException {
        HDF5Writer.open(path).close();
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.tableNames()).isEmpty();
            assertThat(file.metadata()).isEqualTo(BatteryMetadata.builder().build());
        }
        HDF5Writer.open(path)
                .column("x", ColumnType.DOUBLE)
                .column("s", ColumnType.TEXT)
                .close();
        assertThat(types()).containsOnlyKeys("x", "s");
        assertThat(read()).isEmpty();
    }

    @Test
    void differentNamesAreNamed() throws IOException {
        try (HDF5Writer w = HDF5Writer.open(path).bufferSize(2)) {
            w.writeRow(Map.of("a", 1, "b", 2));
            assertThatThrownBy(() -> w.writeRow(Map.of("a", 1, "c", 2)))
                    .isInstanceOf(WriteException.class)
                    .hasMessageContaining("table raw_data, row 1")
                    .hasMessageContaining("missing columns: b; unknown columns: c");
            w.writeRow(Map.of("a", 1, "b", 3));
            assertThatThrownBy(() -> w.writeRow(Map.of("a", 1)))
                    .hasMessageContaining("row 2")
                    .hasMessageContaining("missing columns: b")
                    .hasMessageNotContaining("unknown");
            assertThatThrownBy(() -> w.writeRow(Map.of("a", 1, "b", 2, "d", 3)))
                    .hasMessageContaining("unknown columns: d")
                    .hasMessageNotContaining("missing");
            assertThatThrownBy(() -> w.writeColumns(Map.of("a", new int[1])))
                    .hasMessageContaining("missing columns: b");
            assertThatThrownBy(() -> w.writeColumns(Map.of("a", Column.create(ColumnType.LONG, 1)), 0, 1))
                    .hasMessageContaining("missing columns: b");
            w.writeRow(Map.of("a", 1, "b", 4));
        }
        assertThat(read("b")).containsExactly(2L, 3L, 4L);
    }

    @Test
    void valuesThatDoNotFitAreNamedAndTheRestIsWritten() throws IOException {
        try (HDF5Writer w = HDF5Writer.open(path)
                .schema(ColumnSchema.builder().build())
                .bufferSize(1)
                .column("i8", StorageTypes.INT8)
                .column("u64", StorageTypes.UINT64)
                .column("i64", StorageTypes.INT64)
                .column("f32", StorageTypes.FLOAT32)
                .column("f64", StorageTypes.FLOAT64)
                .column("flag", StorageTypes.BOOL)
                .column("text", ColumnType.TEXT)
                .column("vector", StorageTypes.array(StorageTypes.FLOAT64, 2))) {
            Map<String, Object> good = row(
                    "i8",
                    -128,
                    "u64",
                    1,
                    "i64",
                    1e18,
                    "f32",
                    0.1,
                    "f64",
                    1,
                    "flag",
                    true,
                    "text",
                    "a",
                    "vector",
                    Arrays.asList(1.0, null));
            w.writeRow(good);
            refused(w, good, "i8", 128, "128 is outside -128 to 127");
            refused(w, good, "i8", 1.5, "1.5 is no integer");
            refused(w, good, "i8", Double.NaN, "NaN is no integer");
            refused(w, good, "i8", null, "the value is null, which only float columns can hold");
            refused(w, good, "i8", "7", "expected an integer, found String 7");
            refused(w, good, "u64", -1, "-1 is outside 0 to 18446744073709551615");
            refused(w, good, "i64", 1e19, "is outside -9223372036854775808 to 9223372036854775807");
            refused(w, good, "i64", BigInteger.ONE.shiftLeft(63), "is outside");
            refused(w, good, "f32", 1e39, "beyond the range of float32");
            refused(w, good, "f32", 16_777_217, "the integer 16777217 is not held exactly");
            refused(w, good, "f64", (1L << 53) + 1, "the integer 9007199254740993 is not held exactly");
            refused(w, good, "f64", true, "expected a number, found Boolean true");
            refused(w, good, "flag", 1, "expected true or false, found Integer 1");
            refused(w, good, "flag", null, "the value is null");
            refused(w, good, "text", null, "the value is null");
            refused(w, good, "text", 5, "expected a text, found Integer 5");
            refused(w, good, "text", "a\uD800", "half a surrogate pair");
            refused(w, good, "text", "a\0", "ends with a NUL");
            refused(w, good, "vector", List.of(1.0), "an array of 2 values, found one of 1");
            refused(w, good, "vector", 1.0, "expected an array of 2 values, found Double 1.0");
            refused(w, good, "vector", null, "found null");
            w.writeRow(good);
        }
        assertThat(read()).hasSize(2);
        assertThat(read().get(1))
                .containsEntry("i8", (byte) -128)
                .containsEntry("i64", 1_000_000_000_000_000_000L)
                .containsEntry("f32", 0.1f)
                .containsEntry("text", "a")
                .containsEntry("vector", List.of(1.0, Double.NaN));
    }

    private static void refused(
            HDF5Writer writer, Map<String, Object> good, String column, Object value, String message) {
        Map<String, Object> row = new HashMap<>(good);
        row.put(column, value);
        assertThatThrownBy(() -> writer.writeRow(row))
                .isInstanceOf(WriteException.class)
                .hasMessageContaining("table raw_data, column " + column + ", row 1: ")
                .hasMessageContaining(message);
    }

    @Test
    void firstRowsThatFitNoTypeAreNamedAndLeaveNoFile() {
        Map<String, List<Map<String, Object>>> cases = new LinkedHashMap<>();
        cases.put("values of different kinds", List.of(row("x", 1), row("x", "a")));
        cases.put("nothing but null", List.of(row("x", null), row("x", null)));
        cases.put("row 1 of the first ones: the value is null", List.of(row("x", 1), row("x", null)));
        cases.put("values of java.time.Instant are not written", List.of(row("x", java.time.Instant.EPOCH)));
        cases.put("an array of 2 values, found one of 1", List.of(row("x", new int[2]), row("x", new int[1])));
        cases.put("empty arrays", List.of(row("x", new int[0])));
        cases.put("does not fit into 64 bits", List.of(row("x", BigInteger.TEN.pow(30))));
        cases.put("not held exactly", List.of(row("x", 0.5), row("x", Long.MAX_VALUE)));
        cases.put(
                "negative numbers and numbers beyond int64",
                List.of(row("x", -1), row("x", BigInteger.ONE.shiftLeft(63))));
        cases.forEach((message, rows) -> {
            assertThatThrownBy(() -> {
                        try (HDF5Writer w = HDF5Writer.open(path)) {
                            for (Map<String, Object> row : rows) {
                                w.writeRow(row);
                            }
                        }
                    })
                    .as(message)
                    .isInstanceOf(WriteException.class)
                    .hasMessageContaining("column x")
                    .hasMessageContaining(message);
            assertThat(path).doesNotExist();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "_v_x", "", "__x__"})
    void illegalColumnNamesAreRefused(String name) {
        assertThatThrownBy(() -> {
                    try (HDF5Writer w = HDF5Writer.open(path)) {
                        w.writeRow(Map.of(name, 1));
                    }
                })
                .isInstanceOf(WriteException.class)
                .hasMessageContaining("column '" + name + "': this name cannot be used");
    }

    @Test
    void optionsAreChecked() throws IOException {
        HDF5Writer writer = HDF5Writer.open(path);
        assertThatThrownBy(() -> writer.complevel(10)).hasMessageContaining("levels go from 0");
        assertThatThrownBy(() -> writer.complib("lzo")).hasMessageContaining("Choose zlib");
        assertThatThrownBy(() -> writer.bufferSize(0)).hasMessageContaining("at least one row");
        writer.column("a", ColumnType.INT);
        assertThatThrownBy(() -> writer.column("a", ColumnType.INT)).hasMessageContaining("declared twice");
        writer.writeRow(Map.of("a", 1));
        assertThatThrownBy(() -> writer.complevel(1)).isInstanceOf(IllegalStateException.class);
        writer.close();
        writer.close();
        assertThatThrownBy(() -> writer.writeRow(Map.of("a", 1))).hasMessageContaining("closed");
        assertThatThrownBy(() -> {
                    try (HDF5Writer w = HDF5Writer.open(path).prefix("a//b")) {
                        w.writeRow(Map.of("a", 1));
                    }
                })
                .hasMessageContaining("prefix ''");
    }

    @Test
    void abortLeavesTheFileAsItWas() throws IOException {
        HDF5Writer first = HDF5Writer.open(path).bufferSize(2);
        for (int i = 0; i < 5; i++) {
            first.writeRow(row(i));
        }
        first.abort();
        first.close();
        assertThat(path).doesNotExist();
        try (HDF5Writer w = HDF5Writer.open(path)) {
            w.writeRow(row(1));
        }
        byte[] before = Files.readAllBytes(path);
        HDF5Writer second = HDF5Writer.open(path);
        second.writeRow(row(2));
        second.flush();
        second.abort();
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        HDF5Writer.open(folder.resolve("never.h5")).abort();
        assertThat(folder.resolve("never.h5")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAFailureTheFileIsKeptOrDiscardedAsChosen(boolean inColumns) throws IOException {
        for (FailureMode mode : FailureMode.values()) {
            Path target = folder.resolve(mode + ".h5");
            try (HDF5Writer writer = HDF5Writer.open(target)
                    .onFailure(mode)
                    .column("x", StorageTypes.INT8)
                    .bufferSize(2)) {
                for (int i = 0; i < 5; i++) {
                    writer.writeRow(Map.of("x", i));
                }
                assertThatThrownBy(() -> {
                            if (inColumns) {
                                writer.writeColumns(Map.of("x", new int[] {5, 300}));
                            } else {
                                writer.writeRow(Map.of("x", 300));
                            }
                        })
                        .isInstanceOf(WriteException.class);
            }
            if (mode == FailureMode.KEEP) {
                assertThat(Rows.read(target, "/", "raw_data")).hasSize(5);
            } else {
                assertThat(target).doesNotExist();
            }
        }
    }

    @Test
    void abortOverAnOpenFileKeepsWhatReachedTheDisk() throws IOException {
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE)) {
            HDF5Writer writer = HDF5Writer.over(file).bufferSize(4).chunkRows(10);
            for (int i = 0; i < 6; i++) {
                writer.writeRow(row(i));
            }
            writer.abort();
        }
        assertThat(read()).hasSize(4);
    }

    @Test
    void columnsAreWrittenAtOnce() throws IOException {
        int rows = 5_000;
        double[] time = new double[rows];
        int[] cycle = new int[rows];
        float[] temperature = new float[rows];
        short[] small = new short[rows];
        byte[] tiny = new byte[rows];
        long[] large = new long[rows];
        boolean[] flag = new boolean[rows];
        String[] state = new String[rows];
        double[][] vector = new double[rows][];
        List<Integer> boxed = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            time[i] = i / 3.0;
            cycle[i] = i / 100;
            temperature[i] = i / 7f;
            small[i] = (short) i;
            tiny[i] = (byte) i;
            large[i] = Long.MAX_VALUE - i;
            flag[i] = i % 2 == 0;
            state[i] = "s" + i;
            vector[i] = new double[] {i, -i};
            boxed.add(i);
        }
        Map<String, Object> batch = row(
                "test_time",
                time,
                "cycle_number",
                cycle,
                "temperature",
                temperature,
                "small",
                small,
                "tiny",
                tiny,
                "large",
                large,
                "flag",
                flag,
                "state",
                state,
                "vector",
                vector,
                "boxed",
                boxed);
        long written = 0;
        try (HDF5Writer w = HDF5Writer.open(path).complevel(5).chunkRows(700)) {
            written += w.writeColumns(batch);
            state[0] = "a much longer text";
            written += w.writeColumns(batch);
            w.writeRow(row(
                    "test_time",
                    1.0,
                    "cycle_number",
                    2,
                    "temperature",
                    3f,
                    "small",
                    4,
                    "tiny",
                    5,
                    "large",
                    6,
                    "flag",
                    true,
                    "state",
                    "last",
                    "vector",
                    List.of(1, 2),
                    "boxed",
                    3));
            written += w.flush();
        }
        assertThat(written).isEqualTo(2L * rows + 1);
        assertThat(types())
                .containsEntry("cycle_number", "int")
                .containsEntry("temperature", "float")
                .containsEntry("small", "short")
                .containsEntry("tiny", "byte")
                .containsEntry("boxed", "long");
        List<Map<String, Object>> found = read();
        for (int i = 0; i < 2 * rows; i++) {
            int k = i % rows;
            assertThat(found.get(i))
                    .containsEntry("test_time", time[k])
                    .containsEntry("cycle_number", cycle[k])
                    .containsEntry("temperature", temperature[k])
                    .containsEntry("large", large[k])
                    .containsEntry("state", i == rows ? "a much longer text" : "s" + k)
                    .containsEntry("vector", List.of(vector[k][0], vector[k][1]));
        }
        assertThat(found.get(2 * rows)).containsEntry("state", "last");
    }

    @Test
    void batchesOfUnequalOrWrongColumnsAreRefused() throws IOException {
        try (HDF5Writer w = HDF5Writer.open(path)) {
            w.writeColumns(Map.of("a", new int[] {1, 2}));
            Map<String, Object> unequal = row("a", new int[2], "b", new int[3]);
            assertThatThrownBy(() -> w.writeColumns(unequal))
                    .hasMessageContaining("column b has 3 rows, column a has 2");
            assertThatThrownBy(() -> w.writeColumns(Map.of("a", 5)))
                    .hasMessageContaining("expected an array or a list");
            assertThatThrownBy(() -> w.writeColumns(Map.of())).hasMessageContaining("no columns");
            assertThatThrownBy(() -> w.writeColumns(Map.of("a", new long[] {1, 2, 1L << 40})))
                    .hasMessageContaining("column a, row 4: 1099511627776 is outside");
            assertThatThrownBy(() -> w.writeColumns(Map.of("a", new int[][] {{1}})))
                    .hasMessageContaining("column a, row 2: expected an integer, found int[]");
            w.writeColumns(Map.of("a", List.of(3, 4L)));
        }
        assertThat(read("a")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void columnObjectsAreWrittenWithoutACopy() throws IOException {
        Column number = Column.create(ColumnType.DOUBLE, 100);
        Column text = Column.create(ColumnType.TEXT, 100);
        for (int i = 0; i < 100; i++) {
            ((DoubleColumn) number).values()[i] = i;
            byte[] bytes = ("text " + i).getBytes(StandardCharsets.UTF_8);
            ((TextColumn) text).put(i, bytes, 0, bytes.length);
        }
        Map<String, Column> batch = new LinkedHashMap<>();
        batch.put("number", number);
        batch.put("text", text);
        try (HDF5Writer w = HDF5Writer.open(path).chunkRows(40)) {
            assertThat(w.writeColumns(batch, 0, 90)).isEqualTo(80);
            assertThat(w.writeColumns(batch, 95, 5)).isZero();
        }
        assertThat(read("number")).hasSize(95).endsWith(95.0, 96.0, 97.0, 98.0, 99.0);
        assertThat(read("text")).startsWith("text 0").endsWith("text 99");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void pythonReadsAndAppends(int level) throws IOException {
        Python.assumeAvailable();
        try (HDF5Writer w = HDF5Writer.open(path)
                .metadata(BatteryMetadata.builder().name("Ünïcödé").build())
                .complevel(level)
                .bufferSize(70)) {
            for (int i = 0; i < 200; i++) {
                w.writeRow(row(
                        "test_time",
                        i * 0.5,
                        "voltage",
                        i % 7 == 0 ? null : 3.0 + i,
                        "cycle_number",
                        i / 50,
                        "ΔT (°C)",
                        (float) i,
                        "state",
                        i < 100 ? "rest" : "discharging"));
            }
        }
        Python.run(
                path,
                """
                with tables.open_file(path, 'a') as f:
                    t = f.root.raw_data
                    assert t.dtype == np.dtype([('state', 'S11'), ('cycle_number', 'i8'), ('test_time', 'f8'),
                        ('voltage', 'f8'), ('ΔT (°C)', 'f4')]) or t.dtype['state'].itemsize >= 11, t.dtype
                    a = t.read()
                    i = np.arange(200)
                    np.testing.assert_array_equal(a['voltage'], np.where(i %% 7 == 0, np.nan, 3.0 + i))
                    np.testing.assert_array_equal(a['ΔT (°C)'], i)
                    np.testing.assert_array_equal(a['cycle_number'], i // 50)
                    assert (a['state'] == np.where(i < 100, b'rest', b'discharging')).all()
                    assert json.loads(f.root._v_attrs.metadata)['name'] == 'Ünïcödé'
                    assert json.loads(f.root._v_attrs.json_schema)['title'] == 'BatteryMetadata'
                    assert json.loads(t.attrs.metadata)['test_time']['units'] == 's'
                    t.append(a[:10])
                    assert t.filters.complevel == %d
                """
                        .formatted(level));
        try (HDF5Writer w = HDF5Writer.open(path)) {
            w.writeRow(row(
                    "test_time", 1, "voltage", 2, "cycle_number", 3, "ΔT (°C)", 4, "state", "a longer text than any"));
        }
        Python.run(
                path,
                """
                with tables.open_file(path) as f:
                    t = f.root.raw_data
                    assert t.nrows == 211 and t.attrs.NROWS == 211
                    assert t[210]['state'] == b'a longer text than any' and t[209]['state'] == b'rest'
                with h5py.File(path) as f:
                    assert f['raw_data'][150]['state'] == b'discharging'
                """);
        try (BattdatFile file = BattdatFile.open(path)) {
            TableInfo table = file.table("/", "raw_data");
            assertThat(table.rowCount()).isEqualTo(211);
        }
    }
}
