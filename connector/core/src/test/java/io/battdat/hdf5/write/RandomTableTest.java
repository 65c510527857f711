package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Leaf;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.streaming.HDF5Writer;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever is written comes back: any columns, values and options, in one go or in several. */
class RandomTableTest {
    private Path folder;

    @BeforeProperty
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("battdat-random");
    }

    @AfterProperty
    void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Provide
    Arbitrary<RandomTable> tables() {
        return RandomTable.tables();
    }

    @Property(tries = 300)
    void comesBackAsItWas(@ForAll("tables") RandomTable table, @ForAll boolean inColumns) throws IOException {
        Path path = write(table, inColumns);

        assertThat(Rows.read(path, "/", "raw_data")).isEqualTo(table.rows());
        assertThat(folder.toFile().list()).containsExactly(path.getFileName().toString());
    }

    /** The same bytes in each column by h5py and PyTables, which also checks the structure around them. */
    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void pythonReadsTheSame(@ForAll("tables") RandomTable table) throws Exception {
        Python.assumeAvailable();
        Path path = write(table, false);

        JsonNode python = new ObjectMapper()
                .readTree(
                        Python.run(
                                path,
                                """
                                import hashlib
                                def little(values):
                                    return np.ascontiguousarray(values, values.dtype.newbyteorder('<'))
                                def digests(rows):
                                    return [hashlib.sha256(little(rows[n]).tobytes()).hexdigest()
                                            for n in rows.dtype.names]
                                with tables.open_file(path) as f:
                                    t = f.root.raw_data
                                    found = {'rows': int(t.nrows), 'attribute': int(t.attrs.NROWS),
                                             'names': list(t.colnames), 'pytables': digests(t.read())}
                                with h5py.File(path, 'r') as f:
                                    found['h5py'] = digests(f['raw_data'][:])
                                print(json.dumps(found))
                                """));

        try (BattdatFile file = BattdatFile.open(path)) {
            TableInfo info = file.table("/", "raw_data");
            TableContents contents = TableContents.readAll(file, info);
            List<Member> members = info.layout().members();
            assertThat(python.get("rows").asInt()).isEqualTo(table.rows().size());
            assertThat(python.get("attribute").asInt()).isEqualTo(table.rows().size());
            for (int i = 0; i < members.size(); i++) {
                assertThat(python.get("names").get(i).asText())
                        .isEqualTo(members.get(i).name());
                String ours = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(contents.bytes(i)));
                assertThat(python.get("pytables").get(i).asText())
                        .as("%s by PyTables", members.get(i))
                        .isEqualTo(ours);
                // h5py hands out spaces behind a text as NULs, and nothing behind a NUL
                if (Leaf.of(members.get(i)).stream().noneMatch(leaf -> leaf.type() instanceof ElementType.Text)) {
                    assertThat(python.get("h5py").get(i).asText())
                            .as("%s by h5py", members.get(i))
                            .isEqualTo(ours);
                }
            }
        }
    }

    private Path write(RandomTable table, boolean inColumns) throws IOException {
        Path path = folder.resolve("random.h5");
        Files.deleteIfExists(path);
        for (List<Map<String, Object>> part : table.rowsOfSessions()) {
            HDF5Writer writer = HDF5Writer.open(path)
                    .complevel(table.complevel())
                    .chunkRows(table.chunkRows())
                    .bufferSize(table.bufferRows());
            table.columns().forEach(writer::column);
            try (writer) {
                if (inColumns) {
                    writer.writeColumns(table.columnsOf(part));
                } else {
                    for (Map<String, Object> row : part) {
                        writer.writeRow(row);
                    }
                }
            }
        }
        return path;
    }
}
