package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.zones.ZoneMap;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.StandardSchemas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PyTables and h5py make of our files, and we of theirs. */
class PythonInteropTest {
    /** The rows of {@link Rows#everyType}, in numpy. */
    private static final String EXPECTED =
            """
            def expected(first, count):
                dtype = np.dtype([('i8', 'i1'), ('i16', 'i2'), ('i32', 'i4'), ('i64', 'i8'), ('u8', 'u1'), ('u16', 'u2'),
                    ('u32', 'u4'), ('u64', 'u8'), ('f16', 'f2'), ('f32', 'f4'), ('f64', 'f8'), ('flag', '?'),
                    ('text', 'S13'), ('vector', 'f8', 3), ('matrix', 'i2', (2, 3)), ('words', 'S4', 2),
                    ('flags', '?', 2)])
                rows = np.zeros(count, dtype)
                for i in range(count):
                    r = first + i
                    rows[i] = ((r + 128) % 256 - 128, -r, r * 1000, r * -10**10, r % 256, r, 3 * 10**9 + r, 2**63 + r,
                        (r % 2048) / 4, np.float32(r) / np.float32(3), r / 7.0, r % 3 == 0, b'row %d' % r,
                        (r + 0.5, np.nan, -1.0 * r), ((r, 1, 2), (3, 4, -r)),
                        (b'' if r % 2 == 0 else b'abcd', b'x%d' % (r % 100)), (r % 2 == 0, r % 5 == 0))
                    if r == 0:
                        rows[i] = (-128, -2**15, -2**31, -2**63, 0, 0, 0, 0, -65504, np.float32(1.4e-45), -0.0, True, b'',
                            *list(rows[i])[13:])
                    if r == 1:
                        rows[i] = (127, 2**15 - 1, 2**31 - 1, 2**63 - 1, 255, 65535, 2**32 - 1, 2**64 - 1, np.nan,
                            -np.inf, np.nan, False, 'Ωmega-longes'.encode(), *list(rows[i])[13:])
                return rows

            def same(found, first, count):
                wanted = expected(first, count)
                assert found.dtype == wanted.dtype, (found.dtype, wanted.dtype)
                assert len(found) == count, len(found)
                for name in wanted.dtype.names:
                    np.testing.assert_array_equal(found[name], wanted[name], err_msg=name)
                assert np.signbit(found['f64'][0]) == np.signbit(wanted['f64'][0])
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

    private static TableOptions options(int level, int chunkRows) {
        return new TableOptions(StandardSchemas.RAW_DATA, new Compression(level), 0, OptionalInt.of(chunkRows));
    }

    private Path write(String name, int level, int chunkRows, int rows) throws IOException {
        Path path = folder.resolve(name);
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table =
                        TableWriter.create(file, "/", "raw_data", Rows.everyType(), options(level, chunkRows))) {
            table.append(Rows.columns(Rows.everyType(), Rows.everyType(0, rows)), 0, rows);
        }
        return path;
    }

    private static void append(Path path, String prefix, int firstRow, int count) throws IOException {
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND);
                TableWriter table = TableWriter.open(file, prefix, "raw_data")) {
            table.append(Rows.columns(Rows.everyType(), Rows.everyType(firstRow, count)), 0, count);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,50", "5,50", "5,500", "9,1"})
    void everyTypeIsReadByPyTablesAndH5py(int level, int chunkRows) throws IOException {
        Path path = write("ours.h5", level, chunkRows, 201);
        Python.run(
                path,
                EXPECTED
                        + """
                with tables.open_file(path) as f:
                    same(f.root.raw_data.read(), 0, 201)
                    same(f.root.raw_data.read(37, 120), 37, 83)
                    assert f.root.raw_data.attrs.NROWS == 201
                with h5py.File(path) as f:
                    found = f['raw_data'][()]
                    # h5py gives PyTables' bit fields as bytes
                    for name in found.dtype.names:
                        np.testing.assert_array_equal(found[name], expected(0, 201)[name], err_msg=name)
                    assert f['raw_data'].chunks[0] == %d
                    assert f.id.get_create_plist().get_version()[0] == 0
                """
                                .formatted(chunkRows));
    }

    @Test
    void attributesAreThoseThatPyTablesWrites() throws IOException {
        Path path = write("ours.h5", 5, 50, 20);
        String script = EXPECTED
                + """
                theirs = path + '.theirs'
                with tables.open_file(theirs, 'w') as f:
                    f.create_table('/', 'raw_data', description=tables.descr_from_dtype(expected(0, 1).dtype)[0],
                        filters=tables.Filters(complevel=5, complib='zlib'), chunkshape=(50,)).append(expected(0, 20))
                    f.root.raw_data.attrs.metadata = 'x'
                    f.root.raw_data.attrs.battdat_version = 'x'
                    f.root.raw_data.attrs.json_schema = 'x'
                    f.root._v_attrs.metadata = 'x'
                    f.root._v_attrs.battdat_version = 'x'
                    f.root._v_attrs.json_schema = 'x'

                def attributes(node):
                    found = {}
                    for name in node.attrs:
                        a = node.attrs.get_id(name)
                        t = a.get_type()
                        ours = name in ('metadata', 'battdat_version', 'json_schema')
                        text = t.get_class() == h5py.h5t.STRING
                        found[name] = (a.get_space().get_simple_extent_type(), t.get_class(), t.get_cset() if text else 0,
                            t.get_strpad() if text else 0, 0 if ours else t.get_size(),
                            None if ours else repr(node.attrs[name]))
                    return found

                with h5py.File(path) as a, h5py.File(theirs) as b:
                    assert attributes(a) == attributes(b), (attributes(a), attributes(b))
                    mine, yours = attributes(a['raw_data']), attributes(b['raw_data'])
                    assert mine == yours, set(mine.items()) ^ set(yours.items())
                    assert a['raw_data'].id.get_type() == b['raw_data'].id.get_type()
                    p, q = a['raw_data'].id.get_create_plist(), b['raw_data'].id.get_create_plist()
                    assert p.get_nfilters() == q.get_nfilters()
                    for i in range(p.get_nfilters()):
                        assert p.get_filter(i) == q.get_filter(i)
                    assert p.get_fill_time() == q.get_fill_time() and p.get_alloc_time() == q.get_alloc_time()
                """;
        Python.run(path, script);
    }

    @ParameterizedTest
    @CsvSource({"0,50", "5,50", "5,7"})
    void pythonAppendsToOurs(int level, int chunkRows) throws IOException {
        Path path = write("ours.h5", level, chunkRows, 130);
        Python.run(
                path,
                EXPECTED
                        + """
                with tables.open_file(path, 'a') as f:
                    f.root.raw_data.append(expected(130, 90))
                with tables.open_file(path) as f:
                    same(f.root.raw_data.read(), 0, 220)
                """);
        assertThat(Rows.read(path, "/", "raw_data")).isEqualTo(Rows.everyType(0, 220));
        try (BattdatFile file = BattdatFile.open(path)) {
            TableInfo table = file.table("/", "raw_data");
            ZoneMap zones = ZoneMap.read(file, table);
            int fullBefore = 130 / chunkRows;
            for (int chunk = 0; chunk < table.chunkCount(); chunk++) {
                assertThat(zones.covers(chunk)).as("zone of chunk " + chunk).isEqualTo(level > 0 && chunk < fullBefore);
            }
        }
        append(path, "/", 220, 40);
        Python.run(path, EXPECTED + "same(tables.open_file(path).root.raw_data.read(), 0, 260)");
        try (BattdatFile file = BattdatFile.open(path)) {
            int known = 130 / chunkRows + (260 + chunkRows - 1) / chunkRows - 220 / chunkRows;
            assertThat(ZoneMap.read(file, file.table("/", "raw_data")).zones())
                    .as("chunks that we know, and those that we wrote")
                    .hasSize(level > 0 ? known : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tables.Filters(complevel=5, complib='zlib')",
                "tables.Filters(complevel=1, complib='zlib', shuffle=False)",
                "tables.Filters(complevel=0)",
                "None"
            })
    void weAppendToTheirs(String filters) throws IOException {
        Path path = folder.resolve("theirs.h5");
        Python.run(
                path,
                EXPECTED
                        + """
                with tables.open_file(path, 'w') as f:
                    group = f.create_group('/', 'cell é')
                    t = f.create_table(group, 'raw_data', description=tables.descr_from_dtype(expected(0, 1).dtype)[0],
                        filters=%s, chunkshape=(33,), title='a title')
                    t.append(expected(0, 50))
                    t.attrs.note = 'kept'
                    f.root._v_attrs.metadata = '{"name": "theirs"}'
                """
                                .formatted(filters));
        append(path, "cell é", 50, 3);
        append(path, "cell é", 53, 70);
        Python.run(
                path,
                EXPECTED
                        + """
                with tables.open_file(path, 'a') as f:
                    t = f.root['cell é'].raw_data
                    same(t.read(), 0, 123)
                    assert t.attrs.NROWS == 123 and t.attrs.note == 'kept' and t.title == 'a title'
                    t.append(expected(123, 5))
                    assert f.root._v_attrs.metadata == '{"name": "theirs"}'
                with tables.open_file(path) as f:
                    same(f.root['cell é'].raw_data.read(), 0, 128)
                """);
        assertThat(Rows.read(path, "cell é", "raw_data")).isEqualTo(Rows.everyType(0, 128));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tables.Filters(complevel=5, complib='blosc')",
                "tables.Filters(complevel=5, complib='bzip2')",
                "tables.Filters(complevel=5, complib='zlib', fletcher32=True)"
            })
    void refusesTheirsIfItsFiltersAreNotWritten(String filters) throws IOException {
        Path path = folder.resolve("theirs.h5");
        Python.run(
                path,
                EXPECTED
                        + """
                with tables.open_file(path, 'w') as f:
                    f.create_table('/', 'raw_data', obj=expected(0, 50), filters=%s)
                """
                                .formatted(filters));
        assertThatThrownBy(() -> append(path, "/", 50, 1))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("only shuffle and zlib (deflate) are written")
                .hasMessageContaining("ptrepack");
        Python.run(path, EXPECTED + "same(tables.open_file(path).root.raw_data.read(), 0, 50)");
    }

    @Test
    void refusesTheirsIfItIsIndexedOrHasTypesThatAreNotWritten() throws IOException {
        Path path = folder.resolve("theirs.h5");
        Python.run(
                path,
                """
                with tables.open_file(path, 'w') as f:
                    t = f.create_table('/', 'raw_data', obj=np.zeros(5, [('x', 'i4')]))
                    t.cols.x.create_index()
                with h5py.File(path, 'a') as f:
                    f.create_dataset('texts', shape=(5,), maxshape=(None,), dtype=[('s', h5py.string_dtype())])
                """);
        assertThatThrownBy(() -> append(path, "/", 50, 1)).hasMessageContaining("remove_index");
        assertThatThrownBy(() -> {
                    try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND)) {
                        TableWriter.open(file, "/", "texts");
                    }
                })
                .hasMessageContaining("column s has a type that is not written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", chunks=(10,)", ", chunks=(10,), maxshape=(1000,)"})
    void refusesTheirsIfItsLengthIsFixed(String storage) throws IOException {
        Path path = folder.resolve("fixed.h5");
        Python.run(
                path,
                """
                with h5py.File(path, 'w') as f:
                    f.create_dataset('raw_data', data=np.zeros(25, [('x', 'f8')])%s)
                """
                        .formatted(storage));
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND)) {
            assertThatThrownBy(() -> TableWriter.open(file, "/", "raw_data"))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContaining("its length is fixed");
        }
        assertThat(Rows.read(path, "/", "raw_data")).hasSize(25);
    }

    @Test
    void weAppendToThoseOfH5py() throws IOException {
        Path path = folder.resolve("h5py.h5");
        Python.run(
                path,
                """
                dtype = np.dtype({'names': ['x', 'n'], 'formats': ['>f8', '<i4'], 'offsets': [8, 2], 'itemsize': 24})
                with h5py.File(path, 'w', libver='latest') as f:
                    f.create_dataset('cell/raw_data', data=np.zeros(25, dtype), chunks=(10,), maxshape=(None,),
                        shuffle=True, compression=4)
                """);
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND);
                TableWriter table = TableWriter.open(file, "cell", "raw_data")) {
            TableSpec spec = new TableSpec(Map.of("x", StorageTypes.FLOAT64));
            TableSpec numbers = new TableSpec(Map.of("n", StorageTypes.INT32));
            List<Map<String, Integer>> rows = List.of(Map.of("x", 1), Map.of("x", 2));
            List<Map<String, Integer>> more = List.of(Map.of("n", 3), Map.of("n", 4));
            // in the order of the row, which here is not that of the declaration
            List<io.battdat.column.Column> columns = new ArrayList<>();
            table.layout()
                    .members()
                    .forEach(member -> columns.addAll(
                            member.name().equals("x") ? Rows.columns(spec, rows) : Rows.columns(numbers, more)));
            table.append(columns, 0, 2);
        }
        Python.run(
                path,
                """
                with h5py.File(path) as f:
                    t = f['cell/raw_data']
                    assert t.shape == (27,) and t[25]['x'] == 1 and t[26]['n'] == 4 and t[24]['n'] == 0
                """);
        assertThat(Rows.read(path, "cell", "raw_data")).hasSize(27);
    }

    /** As battdat's append_to_table does it: types compared, then row by row (battdat/io/hdf.py). */
    @Test
    void battdatsOwnWayOfAppendingWorks() throws IOException {
        Path path = write("ours.h5", 5, 50, 60);
        Python.run(
                path,
                EXPECTED
                        + """
                with tables.open_file(path, 'a') as file:
                    table = file.root['raw_data']
                    data = expected(60, 7)
                    assert data.dtype == table.dtype
                    row = np.empty((1,), dtype=table.dtype)
                    for new in data:
                        for name in table.dtype.names:
                            row[name] = new[name]
                        table.append(row)
                with tables.open_file(path) as f:
                    same(f.root.raw_data.read(), 0, 67)
                """);
    }

    /** As battdat's inspect_hdf and iterate through a file (battdat/io/hdf.py): every table has to carry a schema. */
    @Test
    void battdatsInspectionSeesTablesOnly() throws IOException {
        Path path = folder.resolve("cells.h5");
        BatteryMetadata metadata = BatteryMetadata.builder().name("Zelle é").build();
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE, metadata)) {
            for (String prefix : List.of("/", "cell_a", "日本")) {
                try (TableWriter table =
                        TableWriter.create(file, prefix, "raw_data", Rows.everyType(), options(5, 50))) {
                    table.append(Rows.columns(Rows.everyType(), Rows.everyType(0, 120)), 0, 120);
                }
            }
        }
        String found = Python.run(
                path,
                EXPECTED
                        + """
                with tables.open_file(path) as file:
                    assert json.loads(file.root._v_attrs.metadata)['name'] == 'Zelle é'
                    prefixes = []
                    for table in file.walk_nodes('/', 'Table'):
                        prefixes.append(table._v_parent._v_name)
                        assert 'voltage' in json.loads(table._v_attrs.metadata)
                        assert json.loads(table._v_attrs.json_schema)['title'] == 'ColumnSchema'
                        assert '0.4.9' == table._v_attrs.battdat_version
                        for row, wanted in zip(table.iterrows(), expected(0, 120)):
                            assert row.fetch_all_fields()['text'] == wanted['text']
                    assert len(file.root._f_list_nodes('Table')) == 1
                    assert len(list(file.walk_nodes('/'))) == 6, [str(n) for n in file.walk_nodes('/')]
                    print(sorted(prefixes))
                with tables.open_file(path + '.copy', 'w') as copy, tables.open_file(path) as file:
                    file.copy_children('/', copy.root, recursive=True)
                """);
        assertThat(found).isEqualTo("['/', 'cell_a', '日本']");
    }

    @Test
    void ptdumpAndH5dumpShowOurs() throws IOException {
        Python.assumeAvailable("ptdump", "h5dump");
        Path path = write("ours.h5", 5, 50, 120);
        Python.run(
                path,
                """
                import subprocess
                def dump(*command):
                    ended = subprocess.run([*command, path], capture_output=True, text=True)
                    assert ended.returncode == 0 and not ended.stderr, ended.stderr
                    return ended.stdout

                ptdump = dump('ptdump', '-avd')
                assert '/raw_data (Table(120,)' in ptdump and 'zlib(5)' in ptdump, ptdump
                assert "b'row 119'" in ptdump and 'zones' not in ptdump, ptdump
                h5dump = dump('h5dump', '-p', '-d', '/raw_data')
                assert 'SIMPLE { ( 120 ) / ( H5S_UNLIMITED ) }' in h5dump, h5dump
                assert 'COMPRESSION DEFLATE { LEVEL 5 }' in h5dump and 'CHUNKED ( 50 )' in h5dump, h5dump
                assert '"row 119"' in h5dump and 'unable' not in h5dump, h5dump
                dump('h5dump')
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 56",
        "1, 56",
        "10000, 56",
        "187245, 56",
        "187246, 56",
        "2000000, 56",
        "50000000, 56",
        "3000000000, 56",
        "10000, 8",
        "1000000, 1000",
        "100, 100000"
    })
    void chunksHaveTheRowsThatPyTablesGivesThem(long expectedRows, int rowBytes) throws IOException {
        int rows = ChunkSize.rows(expectedRows, rowBytes);
        Python.run(
                folder.resolve("theirs.h5"),
                """
                with tables.open_file(path, 'w') as f:
                    t = f.create_table('/', 't', tables.descr_from_dtype(np.dtype([('x', 'S%d')]))[0], expectedrows=%d)
                    assert t.chunkshape == (%d,), t.chunkshape
                """
                        .formatted(rowBytes, expectedRows, rows));
    }

    @Test
    void metadataBeyond64KiBIsReadAndAppendedTo() throws IOException {
        Path path = folder.resolve("large.h5");
        String comments = "é".repeat(100_000);
        BatteryMetadata metadata = BatteryMetadata.builder().comments(comments).build();
        try (Hdf5OutputFile file =
                        Hdf5OutputFile.open(path, WriteMode.CREATE, "cell_a", java.util.Optional.of(metadata));
                TableWriter table = TableWriter.create(file, "cell_a", "raw_data", Rows.everyType(), options(5, 50))) {
            table.append(Rows.columns(Rows.everyType(), Rows.everyType(0, 60)), 0, 60);
        }
        Python.run(
                path,
                EXPECTED
                        + """
                with tables.open_file(path, 'a') as f:
                    assert json.loads(f.root._v_attrs.metadata)['comments'] == 'é' * 100000
                    assert json.loads(f.root.cell_a._v_attrs.metadata)['comments'] == 'é' * 100000
                    f.root.cell_a.raw_data.append(expected(60, 30))
                    f.create_table('/', 'more', obj=np.zeros(3, [('x', 'f8')]))
                    f.root._v_attrs.metadata = json.dumps({'comments': 'ü' * 90000})
                with h5py.File(path) as f:
                    assert f.id.get_create_plist().get_version()[0] == 0
                    assert json.loads(f.attrs['metadata'])['comments'] == 'ü' * 90000
                    assert sorted(f) == ['cell_a', 'more']
                """);
        append(path, "cell_a", 90, 30);
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.metadata("cell_a").comments()).contains(comments);
            assertThat(file.metadata().comments().orElseThrow()).startsWith("ü").hasSize(90_000);
        }
        Python.run(path, EXPECTED + "same(tables.open_file(path).root.cell_a.raw_data.read(), 0, 120)");
    }

    @Test
    void aColumnSchemaBeyond64KiBIsRead() throws IOException {
        Path path = folder.resolve("wide.h5");
        Map<String, ElementType> columns = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        io.battdat.metadata.ColumnSchema.Builder schema = StandardSchemas.RAW_DATA.toBuilder();
        for (int i = 0; i < 600; i++) {
            names.add("column number %d with a name".formatted(i));
            columns.put(names.get(i), i % 50 == 0 ? StorageTypes.text(2) : StorageTypes.FLOAT64);
            schema.addColumn(
                    names.get(i),
                    io.battdat.metadata.ColumnInfo.of(
                            io.battdat.metadata.DataType.FLOAT, "described at length ".repeat(5)));
        }
        TableSpec spec = new TableSpec(columns);
        Map<String, Object> row = new LinkedHashMap<>();
        names.forEach(name -> row.put(name, columns.get(name) == StorageTypes.FLOAT64 ? 1.5 : "ab"));
        try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                TableWriter table = TableWriter.create(
                        file,
                        "/",
                        "raw_data",
                        spec,
                        new TableOptions(schema.build(), new Compression(5), 0, OptionalInt.of(10)))) {
            table.append(Rows.columns(spec, List.of(row)), 0, 1);
            row.put(names.get(0), "longer");
            table.append(Rows.columns(spec, List.of(row)), 0, 1);
        }
        Python.run(
                path,
                """
                with tables.open_file(path, 'a') as f:
                    t = f.root.raw_data
                    assert len(t.colnames) == 600 and t.nrows == 2 and t[1][0] == b'longer' and t[1][1] == 1.5
                    assert len(t.attrs.metadata) > 65536 and len(json.loads(t.attrs.metadata)['extra_columns']) == 600
                    t.append(t.read())
                """);
        assertThat(Rows.read(path, "/", "raw_data")).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "0,56",
        "32768,56",
        "187245,56",
        "2000000,56",
        "40000000,56",
        "100,1000000",
        "9000000000,56",
        "1048576,10"
    })
    void chunksFollowPyTablesRule(long expectedRows, int rowBytes) throws IOException {
        String found = Python.run(
                folder.resolve("chunk.h5"),
                """
                with tables.open_file(path, 'w') as f:
                    t = f.create_table('/', 't', description=tables.descr_from_dtype(np.dtype([('x', 'S%d')]))[0],
                        expectedrows=%d)
                    print(t.chunkshape[0])
                """
                        .formatted(rowBytes, expectedRows));
        assertThat(ChunkSize.rows(expectedRows, rowBytes)).isEqualTo(Integer.parseInt(found));
    }
}
