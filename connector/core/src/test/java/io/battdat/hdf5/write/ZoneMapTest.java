package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.zones.ZoneMap;
import io.battdat.metadata.ColumnSchema;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneMapTest {
    @TempDir
    private Path folder;

    private static TableOptions options(int level, int chunkRows) {
        return new TableOptions(ColumnSchema.builder().build(), new Compression(level), 0, OptionalInt.of(chunkRows));
    }

    /** Each zone, however the rows got into the chunk, is what a look at all the rows gives. */
    @ParameterizedTest
    @CsvSource({"1,10", "5,10", "5,37", "9,5000"})
    void zonesAreTrueOfTheRows(int level, int chunkRows) throws IOException {
        Path path = folder.resolve("zones.h5");
        for (boolean bigEndian : new boolean[] {false, true}) {
            Map<String, ElementType> columns = new LinkedHashMap<>();
            columns.put("text", StorageTypes.text(3));
            for (ElementType.NumberFormat format : ElementType.NumberFormat.values()) {
                columns.put(format.name(), new ElementType.Number(format, bigEndian));
            }
            columns.put("array", StorageTypes.array(StorageTypes.FLOAT64, 2));
            TableSpec spec = new TableSpec(columns);
            List<Map<String, Object>> rows = randomRows(columns, 400);
            int[] ends = {0, 3, 55, 56, 250, 400};
            for (int i = 0; i + 1 < ends.length; i++) {
                try (Hdf5OutputFile file = Hdf5OutputFile.open(path, i == 0 ? WriteMode.TRUNCATE : WriteMode.APPEND);
                        TableWriter table = i == 0
                                ? TableWriter.create(file, "cell", "t", spec, options(level, chunkRows))
                                : TableWriter.open(file, "cell", "t")) {
                    table.append(Rows.columns(spec, rows), ends[i], ends[i + 1] - ends[i]);
                }
            }
            List<Map<String, Object>> stored = Rows.read(path, "cell", "t");
            try (BattdatFile file = BattdatFile.open(path)) {
                TableInfo table = file.table("cell", "t");
                ZoneMap zones = ZoneMap.read(file, table);
                assertThat(zones.zones()).hasSize((int) table.chunkCount());
                assertThat(zones.column("text")).isEmpty();
                assertThat(zones.column("array")).isEmpty();
                for (int chunk = 0; chunk < table.chunkCount(); chunk++) {
                    int end = Math.min(400, (chunk + 1) * chunkRows);
                    for (ElementType.NumberFormat format : ElementType.NumberFormat.values()) {
                        check(zones, chunk, format.name(), stored.subList(chunk * chunkRows, end));
                    }
                }
            }
        }
    }

    private static List<Map<String, Object>> randomRows(Map<String, ElementType> columns, int count) {
        Random random = new Random(11);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (String name : columns.keySet()) {
                values.put(name, value(name, row, random));
            }
            rows.add(values);
        }
        return rows;
    }

    private static Object value(String name, int row, Random random) {
        if (row / 10 == 3 && !name.equals("text") && !name.equals("array")) {
            return ascending(name, row % 10); // with chunks of ten, a chunk of them
        } else if (name.equals("text")) {
            return "abc";
        } else if (name.equals("array")) {
            return List.of(1.0, 2.0);
        } else if (name.startsWith("FLOAT")) {
            // rows 10 to 19 are nothing but NaN: with chunks of ten, a chunk of them
            return row / 10 == 1 || random.nextInt(20) == 0 ? Double.NaN : (double) random.nextInt(-2000, 2000) / 8;
        }
        boolean unsigned = name.startsWith("U");
        int bits = Integer.parseInt(name.replaceAll("\\D", ""));
        BigInteger value = new BigInteger(bits, random);
        return unsigned ? value : value.subtract(BigInteger.ONE.shiftLeft(bits - 1));
    }

    /** Twice each value, over zero and, of unsigned integers, over the largest signed one. */
    private static Object ascending(String name, int place) {
        if (name.startsWith("FLOAT")) {
            return place == 5 ? -0.0 : place / 2 - 2.0;
        }
        BigInteger step = BigInteger.valueOf(place / 2 - 2);
        int bits = Integer.parseInt(name.replaceAll("\\D", ""));
        return name.startsWith("U") ? step.add(BigInteger.ONE.shiftLeft(bits - 1)) : step;
    }

    private static void check(ZoneMap zones, int chunk, String name, List<Map<String, Object>> rows) {
        int column = zones.column(name).orElseThrow();
        if (name.startsWith("FLOAT")) {
            double[] values = rows.stream()
                    .mapToDouble(row -> ((Number) row.get(name)).doubleValue())
                    .toArray();
            double minimum = Double.POSITIVE_INFINITY;
            double maximum = Double.NEGATIVE_INFINITY;
            boolean nan = false;
            for (double value : values) {
                nan |= Double.isNaN(value);
                minimum = Double.isNaN(value) ? minimum : Math.min(minimum, value);
                maximum = Double.isNaN(value) ? maximum : Math.max(maximum, value);
            }
            assertThat(zones.minimumDouble(chunk, column)).isEqualTo(minimum);
            assertThat(zones.maximumDouble(chunk, column)).isEqualTo(maximum);
            assertThat(zones.holdsNan(chunk, column)).isEqualTo(nan);
            boolean ascending = !Double.isNaN(values[0]);
            for (int i = 1; i < values.length; i++) {
                ascending &= values[i] >= values[i - 1];
            }
            assertThat(zones.isAscending(chunk, column)).isEqualTo(ascending);
        } else {
            List<BigInteger> inOrder = rows.stream()
                    .map(row -> new BigInteger(row.get(name).toString()))
                    .toList();
            List<BigInteger> values = inOrder.stream().sorted().toList();
            assertThat(zones.isAscending(chunk, column)).isEqualTo(inOrder.equals(values));
            assertThat(zones.minimumLong(chunk, column)).isEqualTo(values.get(0).longValue());
            assertThat(zones.maximumLong(chunk, column))
                    .isEqualTo(values.get(values.size() - 1).longValue());
            assertThat(zones.holdsNan(chunk, column)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // shorter, then longer again: as many rows as before, in chunks of as many rows
                "5 | t.truncate(25); t.append(np.full(15, 99, t.dtype))",
                // other values in place
                "5 | t.modify_column(start=0, stop=40, column=np.arange(1000, 1040) ** 3, colname='x')",
                // one value, by each way there is
                "5 | t.cols.x[33] = 5",
                "5 | r = t.read(35, 36); r['x'] = -8; t.modify_rows(35, 36, 1, r)",
                "0 | t.cols.x[33] = 5",
                // another table of that name
                "5 | t.remove(); f.create_table('/', 't', obj=np.full(40, 7, [('x', 'i8')]), chunkshape=(10,))",
                // another one, whose chunks have the very size of the first one's
                "0 | t.rename('u'); f.create_table('/', 't', obj=np.full(40, 7, [('x', 'i8')]), chunkshape=(10,))",
            })
    void whatPythonDidToTheTableMakesItsZonesUnknown(int level, String change) throws IOException {
        Python.assumeAvailable();
        Path path = folder.resolve("changed.h5");
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT64));
        List<Map<String, Integer>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(Map.of("x", i));
        }
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(file, "/", "t", spec, options(level, 10))) {
            table.append(Rows.columns(spec, rows), 0, 40);
        }
        Python.run(path, "with tables.open_file(path, 'a') as f:\n    t = f.root.t\n    " + change);
        List<Map<String, Object>> stored = Rows.read(path, "/", "t");
        assertThat(stored).hasSize(40);
        try (BattdatFile file = BattdatFile.open(path)) {
            ZoneMap zones = ZoneMap.read(file, file.table("/", "t"));
            assertThat(zones.covers(3)).isFalse();
            for (int chunk = 0; chunk < 4; chunk++) {
                if (zones.covers(chunk)) {
                    check(zones, chunk, "x", stored.subList(chunk * 10, chunk * 10 + 10));
                }
            }
        }
    }

    /** An edit changes the values and nothing else in the file, so that nobody could tell that a zone is stale. */
    @Test
    void chunksThatAreNotDeflatedHaveNoZones() throws IOException {
        Path path = folder.resolve("plain.h5");
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT64));
        List<Map<String, Long>> rows = new ArrayList<>();
        for (long i = 0; i < 20; i++) {
            rows.add(Map.of("x", i));
        }
        for (int level : new int[] {0, 5}) {
            try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.TRUNCATE);
                    TableWriter table = TableWriter.create(file, "/", "t", spec, options(level, 10))) {
                table.append(Rows.columns(spec, rows), 0, 20);
            }
            try (BattdatFile file = BattdatFile.open(path)) {
                TableInfo table = file.table("/", "t");
                ZoneMap zones = ZoneMap.read(file, table);
                assertThat(zones.covers(0)).isEqualTo(level == 5);
                assertThat(zones.covers(1)).isEqualTo(level == 5);
            }
        }
    }

    /** The rarest of edits: the new stream has the size of the old one, and so its place. */
    @Test
    void aDeflatedChunkOfOtherValuesAndTheSameSizeIsNoticed() throws IOException {
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT64));
        List<Map<String, Long>> rows = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 400; i++) {
            rows.add(Map.of("x", random.nextLong(997)));
        }
        List<Map<String, Long>> edited = new ArrayList<>(rows);
        Collections.swap(edited, 150, 160);
        Path path = writeInHundreds("original.h5", spec, rows);
        Path other = writeInHundreds("edited.h5", spec, edited);
        TableInfo table;
        try (BattdatFile file = BattdatFile.open(path);
                BattdatFile otherFile = BattdatFile.open(other)) {
            table = file.table("/", "t");
            ChunkIndex chunks = table.chunks();
            assertThat(ZoneMap.read(file, table).covers(1)).isTrue();
            assertThat(otherFile.table("/", "t").chunks().address(1)).isEqualTo(chunks.address(1));
            assertThat(otherFile.table("/", "t").chunks().storedBytes(1)).isEqualTo(chunks.storedBytes(1));
        }
        int from = (int) table.chunks().address(1);
        byte[] bytes = Files.readAllBytes(path);
        System.arraycopy(Files.readAllBytes(other), from, bytes, from, (int)
                table.chunks().storedBytes(1));
        Files.write(path, bytes);
        assertThat(Rows.read(path, "/", "t").get(150).get("x"))
                .isEqualTo(rows.get(160).get("x"));
        try (BattdatFile file = BattdatFile.open(path)) {
            ZoneMap zones = ZoneMap.read(file, table);
            assertThat(zones.covers(0)).isTrue();
            assertThat(zones.covers(1)).isFalse();
            assertThatThrownBy(() -> zones.minimumLong(1, 0)).hasMessageContaining("not known");
        }
        // and a writer does not take it over as its own
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND);
                TableWriter writer = TableWriter.open(file, "/", "t")) {
            writer.append(Rows.columns(spec, rows), 0, 5);
        }
        try (BattdatFile file = BattdatFile.open(path)) {
            ZoneMap zones = ZoneMap.read(file, file.table("/", "t"));
            assertThat(zones.zones().keySet()).containsExactlyInAnyOrder(0L, 2L, 3L, 4L);
        }
    }

    private Path writeInHundreds(String name, TableSpec spec, List<Map<String, Long>> rows) throws IOException {
        Path path = folder.resolve(name);
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(file, "/", "t", spec, options(5, 100))) {
            table.append(Rows.columns(spec, rows), 0, rows.size());
        }
        return path;
    }

    /** The first maps said nothing of the order of rows. */
    @Test
    void mapsOfTheFirstFormatAreReadAndProveNoOrder() throws IOException {
        Python.assumeAvailable();
        Path path = folder.resolve("first.h5");
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT64));
        List<Map<String, Integer>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(Map.of("x", i));
        }
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(file, "/", "t", spec, options(5, 10))) {
            table.append(Rows.columns(spec, rows), 0, 40);
        }
        Python.run(
                path,
                """
                from h5py import h5d, h5p, h5s, h5t
                with h5py.File(path, 'r+') as f:
                    zones = f['_i_battdat.zones']
                    now = zones['t'].id.get_type()
                    last = now.get_nmembers() - 1
                    assert now.get_member_name(last) == b'ascending'
                    first = h5t.create(h5t.COMPOUND, now.get_member_offset(last))
                    for i in range(last):
                        first.insert(now.get_member_name(i), now.get_member_offset(i), now.get_member_type(i))
                    records = np.empty(zones['t'].shape, 'V%d' % first.get_size())
                    zones['t'].id.read(h5s.ALL, h5s.ALL, records, mtype=first)
                    del zones['t']
                    space = h5s.create_simple(records.shape)
                    h5d.create(zones.id, b't', first, space).write(h5s.ALL, h5s.ALL, records, mtype=first)
                """);
        try (BattdatFile file = BattdatFile.open(path)) {
            ZoneMap zones = ZoneMap.read(file, file.table("/", "t"));
            for (int chunk = 0; chunk < 4; chunk++) {
                assertThat(zones.covers(chunk)).isTrue();
                assertThat(zones.minimumLong(chunk, 0)).isEqualTo(10L * chunk);
                assertThat(zones.maximumLong(chunk, 0)).isEqualTo(10L * chunk + 9);
                assertThat(zones.isAscending(chunk, 0)).isFalse();
            }
        }
    }

    @Test
    void aTableWithoutAMapHasNoZones() throws IOException {
        Path path = folder.resolve("none.h5");
        TableSpec spec = new TableSpec(Map.of("s", StorageTypes.text(3)));
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(file, "/", "t", spec, options(5, 10))) {
            table.append(Rows.columns(spec, List.of(Map.of("s", "abc"))), 0, 1);
        }
        try (BattdatFile file = BattdatFile.open(path)) {
            ZoneMap zones = ZoneMap.read(file, file.table("/", "t"));
            assertThat(zones.zones()).isEmpty();
            assertThat(zones.covers(0)).isFalse();
            assertThatThrownBy(() -> zones.holdsNan(0, 0)).hasMessageContaining("not known");
            assertThat(file.tableNames()).hasSize(1);
        }
    }

    @Test
    void zonesOfManyChunksAreWrittenInPieces() throws IOException {
        Path path = folder.resolve("many.h5");
        TableSpec spec = new TableSpec(Map.of("x", StorageTypes.INT64));
        List<Map<String, Long>> rows = new ArrayList<>();
        for (int i = 0; i < 25_000; i++) {
            rows.add(Map.of("x", (long) i));
        }
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(file, "/", "t", spec, options(1, 10))) {
            table.append(Rows.columns(spec, rows), 0, 25_000);
        }
        try (BattdatFile file = BattdatFile.open(path)) {
            ZoneMap zones = ZoneMap.read(file, file.table("/", "t"));
            for (int chunk = 0; chunk < 2500; chunk++) {
                assertThat(zones.covers(chunk)).isTrue();
                assertThat(zones.minimumLong(chunk, 0)).isEqualTo(10L * chunk);
                assertThat(zones.maximumLong(chunk, 0)).isEqualTo(10L * chunk + 9);
            }
        }
    }
}
