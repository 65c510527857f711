package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.ElementType;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nested columns, complex numbers, times and enums: what PyTables makes of ours, and we of theirs. */
class NestedInteropTest {
    /** The table and its rows, by PyTables. */
    private static final String EXPECTED =
            """
            class Point(tables.IsDescription):
                _v_pos = 0
                x = tables.Float64Col(pos=0)
                label = tables.StringCol(6, pos=1)
                class inner(tables.IsDescription):
                    _v_pos = 2
                    z = tables.ComplexCol(itemsize=8, pos=0)
                    flags = tables.BoolCol(shape=(2,), pos=1)

            class Row(tables.IsDescription):
                point = Point()
                n = tables.Int16Col(pos=1)
                z = tables.ComplexCol(itemsize=16, pos=2)
                zs = tables.ComplexCol(itemsize=8, shape=(2,), pos=3)
                t4 = tables.Time32Col(pos=4)
                t8 = tables.Time64Col(pos=5)
                state = tables.EnumCol({'resting': -1, 'charging': 300}, 'resting', 'int16', pos=6)

            def rows(first, count):
                return [((r + 0.5, b'' if r % 2 else b'p%d' % r, (r - 1j, (r % 2 == 0, True))), -r, r * 1j + 0.25,
                    [r, 1j * r], r, r + 0.125, 300 if r % 3 else -1) for r in range(first, first + count)]

            def make(target, count, **storage):
                with tables.open_file(target, 'w') as f:
                    f.create_table('/', 'raw_data', Row, **storage).append(rows(0, count))

            def same(path, count):
                make(path + '.wanted', count)
                with tables.open_file(path) as f, tables.open_file(path + '.wanted') as g:
                    found, wanted = f.root.raw_data, g.root.raw_data
                    assert found.nrows == count and found.attrs.NROWS == count
                    assert found.dtype == wanted.dtype, (found.dtype, wanted.dtype)
                    assert found.coldescrs.keys() == wanted.coldescrs.keys()
                    assert found.get_enum('state') == wanted.get_enum('state')
                    assert found.read().tobytes() == wanted.read().tobytes(), (found.read(), wanted.read())
                    assert found.cols.point.inner.z[:].tolist() == wanted.cols.point.inner.z[:].tolist()
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void python() throws IOException {
        Python.assumeAvailable();
    }

    @AfterEach
    void nothingLeaks() throws IOException {
        assertThat(Handle.openCount()).isZero();
        assertThat(NativeHdf5.openObjects()).isZero();
    }

    private static Map<String, ElementType> columns() {
        Map<String, ElementType> inner = new LinkedHashMap<>();
        inner.put("z", StorageTypes.complex(StorageTypes.FLOAT32));
        inner.put("flags", StorageTypes.array(StorageTypes.BOOL, 2));
        Map<String, ElementType> point = new LinkedHashMap<>();
        point.put("x", StorageTypes.FLOAT64);
        point.put("label", StorageTypes.text(6));
        point.put("inner", StorageTypes.struct(inner));
        Map<String, ElementType> columns = new LinkedHashMap<>();
        columns.put("point", StorageTypes.struct(point));
        columns.put("n", StorageTypes.INT16);
        columns.put("z", StorageTypes.complex(StorageTypes.FLOAT64));
        columns.put("zs", StorageTypes.array(StorageTypes.complex(StorageTypes.FLOAT32), 2));
        columns.put("t4", new ElementType.Time(4, false));
        columns.put("t8", new ElementType.Time(8, false));
        columns.put(
                "state",
                new ElementType.Enumeration(
                        (ElementType.Number) StorageTypes.INT16, Map.of(-1L, "resting", 300L, "charging")));
        return columns;
    }

    private static Map<String, Object> row(int r) {
        return Map.of(
                "point",
                point(r, r % 2 == 0 ? "p" + r : ""),
                "n",
                -r,
                "z",
                Map.of("re", 0.25, "im", (double) r),
                "zs",
                List.of(Map.of("re", (float) r, "im", 0f), Map.of("re", 0f, "im", (float) r)),
                "t4",
                r,
                "t8",
                r + 0.125,
                "state",
                r % 3 == 0 ? "resting" : "charging");
    }

    private static Map<String, Object> point(int r, String label) {
        Map<String, Object> inner = Map.of("z", Map.of("re", (float) r, "im", -1f), "flags", List.of(r % 2 == 0, true));
        return Map.of("x", r + 0.5, "label", label, "inner", inner);
    }

    private static void write(HDF5Writer writer, int firstRow, int count) throws IOException {
        try (writer) {
            for (int r = firstRow; r < firstRow + count; r++) {
                writer.writeRow(row(r));
            }
        }
    }

    private Path written(int rows) throws IOException {
        Path path = folder.resolve("ours.h5");
        HDF5Writer writer = HDF5Writer.open(path).complevel(5).chunkRows(20);
        columns().forEach(writer::column);
        write(writer, 0, rows);
        return path;
    }

    @Test
    void pyTablesReadsOurs() throws IOException {
        Path path = written(55);
        Python.run(path, EXPECTED + "same(path, 55)");
    }

    @Test
    void h5pyFindsTheSameTypesAndAttributesAsInTheirs() throws IOException {
        Path path = written(55);
        Python.run(
                path,
                EXPECTED
                        + """
                make(path + '.theirs', 55)
                def default(value):
                    return value.tolist() if hasattr(value, 'tolist') else value
                with h5py.File(path) as f, h5py.File(path + '.theirs') as g:
                    ours, theirs = f['raw_data'], g['raw_data']
                    assert ours.id.get_type() == theirs.id.get_type()
                    fields = [name for name in theirs.attrs if name.startswith('FIELD_')]
                    assert fields == [name for name in ours.attrs if name.startswith('FIELD_')]
                    for name in fields:
                        assert default(ours.attrs[name]) == default(theirs.attrs[name]), name
                        assert ours.attrs.get_id(name).dtype == theirs.attrs.get_id(name).dtype, name
                """);
    }

    @Test
    void pyTablesAppendsToOurs() throws IOException {
        Path path = written(55);
        Python.run(
                path,
                EXPECTED
                        + """
                with tables.open_file(path, 'a') as f:
                    f.root.raw_data.append(rows(55, 30))
                same(path, 85)
                """);
        assertThat(Rows.read(path, "/", "raw_data").get(84)).isEqualTo(read(84));
    }

    @Test
    void weAppendToTheirs() throws IOException {
        Path path = folder.resolve("theirs.h5");
        Python.run(path, EXPECTED + "make(path, 55, chunkshape=(20,), filters=tables.Filters(5, 'zlib'))");

        write(HDF5Writer.open(path), 55, 30);

        Python.run(path, EXPECTED + "same(path, 85)");
        assertThat(Rows.read(path, "/", "raw_data").get(84)).isEqualTo(read(84));
    }

    /** A row as it is read. */
    private static Map<String, Object> read(int r) {
        Map<String, Object> row = new LinkedHashMap<>(row(r));
        row.put("n", (short) -r);
        return row;
    }

    @Test
    void textsInThemBecomeWider() throws IOException {
        Path path = written(30);
        Map<String, Object> point = point(30, "longer than six bytes");
        Map<String, Object> longer = new LinkedHashMap<>(row(30));
        longer.put("point", point);

        try (HDF5Writer writer = HDF5Writer.open(path)) {
            writer.writeRow(longer);
        }

        List<? extends Map<String, ?>> rows = Rows.read(path, "/", "raw_data");
        assertThat(rows).hasSize(31);
        assertThat(rows.get(30).get("point")).isEqualTo(point);
        assertThat(rows.get(29)).isEqualTo(read(29));
        Python.run(
                path,
                """
                with tables.open_file(path) as f:
                    found = f.root.raw_data[:]
                    assert found['point']['label'][28:].tolist() == [b'p28', b'', b'longer than six bytes']
                    assert found['z'][29] == 29j + 0.25 and found['state'][29] == 300
                """);
    }
}
