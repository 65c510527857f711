package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.MissingTableException;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.hdf5.zones.ZoneMap;
import io.battdat.metadata.ColumnInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.DataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {
    private static final ColumnSchema NO_SCHEMA = ColumnSchema.builder().build();

    @TempDir
    private Path folder;

    @AfterEach
    void nothingLeaks() throws IOException {
        assertThat(Handle.openCount()).as("handles that were not closed").isZero();
        assertThat(NativeHdf5.openObjects()).as("objects open in the library").isZero();
    }

    private static TableOptions options(int level, int chunkRows) {
        return new TableOptions(NO_SCHEMA, new Compression(level), 0, OptionalInt.of(chunkRows));
    }

    @ParameterizedTest
    @CsvSource({"0,100", "0,7", "5,100", "5,7", "9,1", "1,1000"})
    void everyTypeComesBack(int level, int chunkRows) throws IOException {
        Path path = folder.resolve("every.h5");
        List<Map<String, Object>> rows = Rows.everyType(0, 253);
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table =
                        TableWriter.create(file, "/", "raw_data", Rows.everyType(), options(level, chunkRows))) {
            table.append(Rows.columns(Rows.everyType(), rows), 0, 253);
        }
        assertThat(Rows.read(path, "/", "raw_data")).isEqualTo(rows);
    }

    @Test
    void bitsOfFloatsAreKept() throws IOException {
        Path path = folder.resolve("bits.h5");
        long payload = 0x7FF8_0000_0000_1234L;
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.FLOAT64));
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(file, "/", "t", spec, options(5, 10))) {
            table.append(Rows.columns(spec, List.of(Map.of("x", Double.longBitsToDouble(payload)))), 0, 1);
        }
        double value = (double) Rows.read(path, "/", "t").get(0).get("x");
        assertThat(Double.doubleToRawLongBits(value)).isEqualTo(payload);
    }

    @Test
    void bigEndianTablesAreAppendedTo() throws IOException {
        Path path = folder.resolve("big.h5");
        Map<String, ElementType> columns = new LinkedHashMap<>();
        for (ElementType.NumberFormat format : ElementType.NumberFormat.values()) {
            columns.put(format.name(), new ElementType.Number(format, true));
        }
        TableSpec spec = new TableSpec(columns);
        List<Map<String, Object>> rows = IntStream.range(0, 20)
                .mapToObj(i -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    columns.forEach((name, type) -> row.put(name, i + (name.startsWith("F") ? 0.5 : 0)));
                    return row;
                })
                .toList();
        for (int part = 0; part < 2; part++) {
            try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND);
                    TableWriter table = part == 0
                            ? TableWriter.create(file, "/", "t", spec, options(5, 7))
                            : TableWriter.open(file, "/", "t")) {
                table.append(Rows.columns(spec, rows), part * 10, 10);
            }
        }
        List<Map<String, Object>> found = Rows.read(path, "/", "t");
        for (int i = 0; i < rows.size(); i++) {
            for (String name : columns.keySet()) {
                assertThat(((Number) found.get(i).get(name)).doubleValue())
                        .isEqualTo(((Number) rows.get(i).get(name)).doubleValue());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void rowsReachTheDiskByChunks(int level) throws IOException {
        Path path = folder.resolve("steps.h5");
        List<Column> columns = Rows.columns(Rows.everyType(), Rows.everyType(0, 100));
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE)) {
            TableWriter table = TableWriter.create(file, "/", "t", Rows.everyType(), options(level, 30));
            assertThat(table.append(columns, 0, 29)).isZero();
            assertThat(table.append(columns, 29, 1)).isEqualTo(30);
            assertThat(table.append(columns, 30, 65)).isEqualTo(60);
            assertThat(table.flush()).isEqualTo(5);
            assertThat(table.flush()).isZero();
            assertThat(table.append(columns, 95, 5)).isZero();
            assertThat(table.rowCount()).isEqualTo(100);
            table.close();
            WriteStatistics statistics = table.statistics();
            assertThat(statistics.rows()).isEqualTo(100);
            assertThat(statistics.chunks()).as("the last chunk twice").isEqualTo(5);
            assertThat(statistics.rawBytes())
                    .isEqualTo(5L * 30 * Rows.everyType().layout().rowBytes());
            if (level == 0) {
                assertThat(statistics.storedBytes()).isEqualTo(statistics.rawBytes());
            } else {
                assertThat(statistics.storedBytes()).isBetween(1L, statistics.rawBytes() / 2);
            }
        }
        assertThat(Rows.read(path, "/", "t")).isEqualTo(Rows.everyType(0, 100));
    }

    @ParameterizedTest
    @CsvSource({"0,10", "5,10", "5,1000", "0,1"})
    void appendingContinuesAChunkThatIsNotFull(int level, int chunkRows) throws IOException {
        Path path = folder.resolve("append.h5");
        int[] ends = {0, 3, 10, 11, 11, 47, 60};
        for (int i = 0; i + 1 < ends.length; i++) {
            try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND);
                    TableWriter table = i == 0
                            ? TableWriter.create(file, "/", "t", Rows.everyType(), options(level, chunkRows))
                            : TableWriter.open(file, "/", "t")) {
                int count = ends[i + 1] - ends[i];
                table.append(Rows.columns(Rows.everyType(), Rows.everyType(ends[i], count)), 0, count);
            }
            assertThat(Rows.read(path, "/", "t")).isEqualTo(Rows.everyType(0, ends[i + 1]));
        }
    }

    @Test
    void chunksThatDoNotShrinkGrowByAFewBytes() throws IOException {
        Path path = folder.resolve("noise.h5");
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT64));
        java.util.Random random = new java.util.Random(7);
        List<Map<String, Long>> rows = IntStream.range(0, 50)
                .mapToObj(i -> Map.of("x", random.nextLong()))
                .toList();
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(file, "/", "t", spec, options(9, 5))) {
            table.append(Rows.columns(spec, rows), 0, 50);
        }
        try (BattdatFile file = BattdatFile.open(path)) {
            TableInfo table = file.table("/", "t");
            assertThat(table.chunks().filterMask(0)).as("no filter was skipped").isZero();
        }
        assertThat(Rows.read(path, "/", "t")).isEqualTo(rows);
    }

    /** What stands past the last row means nothing, but old rows there would be stored, and sent, with the file. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void nothingIsStoredPastTheLastRow(int level) throws IOException {
        Path path = folder.resolve("past.h5");
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT64));
        List<Map<String, Long>> rows = IntStream.range(0, 13)
                .mapToObj(i -> Map.of("x", 0x0101010101010101L * (i + 1)))
                .toList();
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(file, "/", "t", spec, options(level, 10))) {
            table.append(Rows.columns(spec, rows), 0, 13);
        }
        try (BattdatFile file = BattdatFile.open(path)) {
            TableInfo table = file.table("/", "t");
            TableInfo whole = new TableInfo(
                    table.file(),
                    table.prefix(),
                    table.name(),
                    20,
                    table.layout(),
                    table.filters(),
                    table.chunkRows(),
                    table.chunks(),
                    table.fillRow());
            try (TableReader reader = new TableReader(file.input(), whole, List.of(0), 13, 20)) {
                assertThat(reader.next()).isTrue();
                for (int row = 0; row < 7; row++) {
                    assertThat(reader.column(0).value(row)).isEqualTo(0L);
                }
            }
        }
    }

    @Test
    void severalTablesGrowSideBySide() throws IOException {
        Path path = folder.resolve("two.h5");
        TableSpec spec = Rows.everyType();
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter a = TableWriter.create(file, "cell_a", "raw_data", spec, options(5, 10));
                TableWriter b = TableWriter.create(file, "cell_b", "raw_data", spec, options(0, 7))) {
            for (int i = 0; i < 90; i += 9) {
                a.append(Rows.columns(spec, Rows.everyType(i, 9)), 0, 9);
                b.append(Rows.columns(spec, Rows.everyType(2 * i, 9)), 0, 9);
            }
        }
        assertThat(Rows.read(path, "cell_a", "raw_data")).isEqualTo(Rows.everyType(0, 90));
        assertThat(Rows.read(path, "cell_b", "raw_data")).hasSize(90).contains(Rows.everyType(162 + 8));
    }

    @ParameterizedTest
    @CsvSource({"0,10", "5,10", "5,64"})
    void longerTextsWidenTheColumn(int level, int chunkRows) throws IOException {
        Path path = folder.resolve("wide.h5");
        Map<String, ElementType> columns = new LinkedHashMap<>();
        columns.put("number", StorageTypes.INT32);
        columns.put("text", StorageTypes.text(3));
        columns.put("pair", StorageTypes.array(StorageTypes.text(2), 2));
        columns.put("flag", StorageTypes.BOOL);
        TableSpec spec = new TableSpec(columns);
        List<Map<String, Object>> rows = IntStream.range(0, 200)
                .mapToObj(i -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("number", i);
                    row.put("text", "é".repeat(i / 20));
                    row.put("pair", List.of("a".repeat(i / 50), i + ""));
                    row.put("flag", i % 2 == 0);
                    return row;
                })
                .toList();
        ColumnSchema schema = ColumnSchema.builder()
                .addColumn("number", ColumnInfo.of(DataType.INTEGER, "counts"))
                .build();
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE)) {
            TableOptions options = new TableOptions(schema, new Compression(level), 0, OptionalInt.of(chunkRows));
            TableWriter table = TableWriter.create(file, "/", "t", spec, options);
            for (int i = 0; i < 200; i += 8) {
                table.append(Rows.columns(spec, rows.subList(i, i + 8)), 0, 8);
            }
            table.close();
            assertThat(table.layout().members().get(1).type().bytes()).isBetween(18, 27);
        }
        assertThat(Rows.read(path, "/", "t")).isEqualTo(rows);
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.columnSchema("/", "t")).contains(schema);
            assertThat(file.tableNames()).as("no trace of the narrow one").hasSize(1);
            int chunks = (int) file.table("/", "t").chunkCount();
            assertThat(ZoneMap.read(file, file.table("/", "t")).zones()).hasSize(level > 0 ? chunks : 0);
        }
    }

    /** Python may store a chunk without deflate; one of ours in its place goes through all filters, whatever its size. */
    @Test
    void aChunkThatSkippedAFilterIsReplaced() throws IOException {
        Python.assumeAvailable();
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT8));
        List<Map<String, Byte>> rows = IntStream.range(0, 20)
                .mapToObj(i -> Map.of("x", (byte) (i * i)))
                .toList();
        boolean sameSize = false;
        for (int chunkRows = 20; chunkRows < 60; chunkRows++) {
            Path path = folder.resolve("masked-" + chunkRows + ".h5");
            TableOptions options =
                    new TableOptions(ColumnSchema.builder().build(), new Compression(5), 0, OptionalInt.of(chunkRows));
            try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                    TableWriter table = TableWriter.create(file, "/", "t", spec, options)) {
                table.append(Rows.columns(spec, rows), 0, 15);
            }
            try (BattdatFile file = BattdatFile.open(path)) {
                // the next rows may add some bytes to the stream
                if (Math.abs(file.table("/", "t").chunks().storedBytes(0) - chunkRows) > 8) {
                    continue;
                }
            }
            Python.run(
                    path,
                    """
                    with h5py.File(path, 'r+') as f:
                        d = f['t']
                        raw = bytes(i * i %% 256 for i in range(15)) + bytes(%d - 15)
                        d.resize((0,))  # or the old chunk's mask may stay
                        d.resize((15,))
                        d.id.write_direct_chunk((0,), raw, 2)
                    """
                            .formatted(chunkRows));
            assertThat(Rows.read(path, "/", "t")).isEqualTo(rows.subList(0, 15));
            try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND);
                    TableWriter table = TableWriter.open(file, "/", "t")) {
                table.append(Rows.columns(spec, rows), 15, 5);
            }
            assertThat(Rows.read(path, "/", "t")).isEqualTo(rows);
            try (BattdatFile file = BattdatFile.open(path)) {
                sameSize |= file.table("/", "t").chunks().storedBytes(0) == chunkRows;
            }
        }
        assertThat(sameSize).as("a new chunk of the size of the old one").isTrue();
    }

    @Test
    void noiseThatWouldGrowIsReadBackWhileItIsWritten() throws IOException {
        Path path = folder.resolve("noise.h5");
        TableSpec spec = new TableSpec(Map.of("s", StorageTypes.text(1)));
        TableOptions options =
                new TableOptions(ColumnSchema.builder().build(), new Compression(5), 0, OptionalInt.of(1));
        List<Map<String, String>> rows = List.of(Map.of("s", "a"), Map.of("s", "b"), Map.of("s", "longer"));
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(file, "/", "t", spec, options)) {
            for (Map<String, String> row : rows) {
                table.append(Rows.columns(spec, List.of(row)), 0, 1);
            }
        }
        assertThat(Rows.read(path, "/", "t")).isEqualTo(rows);
    }

    @Test
    void textsOfAnExistingTableWiden() throws IOException {
        Path path = folder.resolve("later.h5");
        TableSpec spec = new TableSpec(Map.of("state", StorageTypes.text(4)));
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(file, "c", "t", spec, options(5, 4))) {
            table.append(Rows.columns(spec, List.of(Map.of("state", "rest"), Map.of("state", ""))), 0, 2);
        }
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND);
                TableWriter table = TableWriter.open(file, "c", "t")) {
            table.append(Rows.columns(spec, List.of(Map.of("state", "discharging"))), 0, 1);
        }
        assertThat(Rows.read(path, "c", "t"))
                .extracting(row -> row.get("state"))
                .containsExactly("rest", "", "discharging");
    }

    @Test
    void refusesValuesThatDoNotFitBeforeItTakesAny() throws IOException {
        Path path = folder.resolve("refused.h5");
        TableSpec spec = new TableSpec(Map.of("u8", StorageTypes.UINT8));
        Column values = Column.create(ColumnType.SHORT, 3);
        ((io.battdat.column.ShortColumn) values).values()[2] = 256;
        Column texts = Column.create(ColumnType.TEXT, 1);
        ((TextColumn) texts).put(0, "x\0".getBytes(StandardCharsets.UTF_8), 0, 2);
        Column halves = Column.create(ColumnType.FLOAT, 1);
        ((io.battdat.column.FloatColumn) halves).values()[0] = 65_520;
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE)) {
            TableWriter table = TableWriter.create(file, "/", "t", spec, options(0, 10));
            assertThatThrownBy(() -> table.append(List.of(values), 0, 3))
                    .isInstanceOf(WriteException.class)
                    .hasMessageContaining("table t, column u8, row 2: the value 256 is outside 0 to 255");
            assertThatThrownBy(() -> table.append(List.of(texts), 0, 1))
                    .hasMessageContaining("the table holds short, the values are text");
            assertThatThrownBy(() -> table.append(List.of(values, values), 0, 1))
                    .hasMessageContaining("1 columns, not 2");
            assertThat(table.append(List.of(values), 0, 2)).isZero();
            table.close();
            TableSpec text = new TableSpec(Map.of("s", StorageTypes.text(4)));
            try (TableWriter other = TableWriter.create(file, "/", "texts", text, options(0, 10))) {
                assertThatThrownBy(() -> other.append(List.of(texts), 0, 1))
                        .hasMessageContaining("column s, row 0: the text ends with a NUL");
            }
            TableSpec half = new TableSpec(Map.of("h", StorageTypes.FLOAT16));
            try (TableWriter other = TableWriter.create(file, "/", "halves", half, options(0, 10))) {
                assertThatThrownBy(() -> other.append(List.of(halves), 0, 1))
                        .hasMessageContaining("outside -65504.0 to");
            }
        }
        assertThat(Rows.read(path, "/", "t")).hasSize(2);
    }

    @Test
    void refusesTablesThatAreThereOrNotThereOrOpenTwice() throws IOException {
        Path path = folder.resolve("there.h5");
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT8));
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE)) {
            try (TableWriter table = TableWriter.create(file, "c", "t", spec, options(0, 10))) {
                assertThatThrownBy(() -> TableWriter.open(file, "c", "t"))
                        .hasMessageContaining("is being written already");
                table.flush();
            }
            assertThatThrownBy(() -> TableWriter.create(file, "c", "t", spec, options(0, 10)))
                    .isInstanceOf(WriteException.class)
                    .hasMessageContaining("table c/t exists already");
            assertThatThrownBy(() -> TableWriter.open(file, "c", "u"))
                    .isInstanceOf(MissingTableException.class)
                    .hasMessageContaining("c/t");
            assertThatThrownBy(() -> TableWriter.create(file, "c/t", "u", spec, options(0, 10)))
                    .isInstanceOf(IOException.class);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("was not written");
        }
    }

    @Test
    void refusesChunksOutOfProportion() throws IOException {
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT64));
        try (Hdf5OutputFile file = Hdf5OutputFile.open(folder.resolve("chunk.h5"), WriteMode.CREATE)) {
            assertThatThrownBy(() -> TableWriter.create(file, "/", "t", spec, options(0, 1 << 28)))
                    .isInstanceOf(WriteException.class)
                    .hasMessageContaining("chunkRows");
            assertThatThrownBy(() -> TableWriter.create(file, "/", "t", spec, options(0, 0)))
                    .hasMessageContaining("chunks of 0 rows");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a/b", "_i_x", "_v_x", "_f_x", "a\0b", "\uD800", "_p_q", "battdat.zones"})
    void refusesNamesThatPyTablesCannotOpen(String name) throws IOException {
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT8));
        try (Hdf5OutputFile file = Hdf5OutputFile.open(folder.resolve("names.h5"), WriteMode.CREATE)) {
            assertThatThrownBy(() -> TableWriter.create(file, "/", name, spec, options(0, 10)))
                    .isInstanceOf(WriteException.class)
                    .hasMessageContaining("this name cannot be used");
        }
    }

    @Test
    void refusesColumnNamesThatPyTablesCannotOpen() {
        for (String name : List.of("", "a/b", "_v_x", "__x__", "_f_x", ".")) {
            assertThatThrownBy(() -> new TableSpec(Map.of(name, StorageTypes.INT8)))
                    .hasMessageContaining("column '" + name + "': this name cannot be used");
        }
        assertThatThrownBy(() -> new TableSpec(Map.of())).hasMessageContaining("at least one column");
    }

    @Test
    void filtersAreThoseOfPyTables() {
        assertThat(Compression.NONE.filters(56)).isEmpty();
        assertThat(new Compression(5).filters(56))
                .extracting(FilterSpec::id)
                .containsExactly(FilterSpec.SHUFFLE, FilterSpec.DEFLATE);
        assertThatThrownBy(() -> Compression.of("blosc:zstd", 5))
                .isInstanceOf(WriteException.class)
                .hasMessageContaining("Choose zlib");
        assertThatThrownBy(() -> Compression.of("zlib", 10)).hasMessageContaining("0 (no compression) to 9");
    }
}
