package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.CorruptFileException;
import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.io.LocalInput;
import io.battdat.io.SeekableInput;
import io.battdat.testing.BytesInput;
import io.battdat.testing.Corpus;
import io.battdat.testing.CountingInput;
import io.battdat.testing.SampleFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class BattdatFileTest {
    @Test
    void findsCellsAndTheirTables() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("cells-root-and-prefixes"))) {
            assertThat(file.prefixes()).containsExactly(BattdatFile.ROOT, "cell_a", "cell_b");
            assertThat(file.tables(BattdatFile.RAW_DATA))
                    .extracting(TableInfo::path)
                    .containsExactly("cell_a/raw_data", "cell_b/raw_data", "raw_data");
            assertThat(file.hasTable(BattdatFile.ROOT, "cycle_stats")).isTrue();
            assertThat(file.hasTable("cell_a", "cycle_stats")).isFalse();
            assertThat(file.hasTable("no such cell", "raw_data")).isFalse();
        }
    }

    @Test
    void listsTheTablesThereAreWhereOneIsMissing() throws IOException {
        Path path = SampleFolder.fixture("cells-root-and-prefixes");
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThatThrownBy(() -> file.table("cell_a", "eis_data"))
                    .isInstanceOf(MissingTableException.class)
                    .hasMessageContainingAll(
                            path.toString(),
                            "eis_data under prefix cell_a",
                            "cell_a/raw_data, cell_b/raw_data, cycle_stats, raw_data");
            assertThatThrownBy(() -> file.table("cell_c", "raw_data"))
                    .isInstanceOf(MissingTableException.class)
                    .hasMessageContaining("raw_data under prefix cell_c");
            assertThatThrownBy(() -> file.columnSchema("/", "eis_data")).isInstanceOf(MissingTableException.class);
            assertThat(file.tables("eis_data")).isEmpty();
        }
    }

    @Test
    void saysWhatStandsWhereATableWasExpected() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("links-latest"))) {
            for (String name : List.of("dangling", "external", "loop_1")) {
                assertThatThrownBy(() -> file.table(BattdatFile.ROOT, name))
                        .isInstanceOf(UnsupportedFormatException.class)
                        .hasMessageContainingAll("links-latest.h5", "table " + name, "link");
            }
            assertThatThrownBy(() -> file.table(BattdatFile.ROOT, "cell_a"))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContaining("a group, not a table");
            assertThat(file.table(BattdatFile.ROOT, "soft").rowCount())
                    .isEqualTo(file.table("cell_a", "raw_data").rowCount());
            assertThat(file.table("soft_group", "raw_data").rowCount())
                    .isEqualTo(file.table("cell_a", "raw_data").rowCount());
        }
    }

    @Test
    void passesOverArraysOfComplexNumbers() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("foreign-datasets-latest"))) {
            assertThat(file.tableNames())
                    .containsExactly(new BattdatFile.TableName(BattdatFile.ROOT, BattdatFile.RAW_DATA));
            assertThatThrownBy(() -> file.table(BattdatFile.ROOT, "complex"))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContaining("complex numbers");
        }
    }

    @Test
    void namesCells() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("cells-prefixes"));
                BattdatFile nameless =
                        BattdatFile.open(Corpus.fixtures().resolve("bad").resolve("metadata-missing.h5"))) {
            assertThat(file.cellName("cell_10")).isEqualTo("cell_10");
            assertThat(file.cellName(BattdatFile.ROOT))
                    .isEqualTo(file.metadata().name().orElseThrow());
            assertThat(nameless.cellName(BattdatFile.ROOT)).isEqualTo("metadata-missing");
        }
    }

    @Test
    void takesTheMetadataOfTheNearestGroupAbove() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("cells-prefixes"))) {
            assertThat(file.metadata("cell_1")).isEqualTo(file.metadata());
            assertThat(file.metadata("no such cell")).isEqualTo(file.metadata());
        }
    }

    @Test
    void readsTheSameThroughHadoop() throws IOException {
        Path path = SampleFolder.fixture("comp-zlib-5");
        try (BattdatFile local = BattdatFile.open(path);
                BattdatFile remote =
                        BattdatFile.open(new org.apache.hadoop.fs.Path(path.toUri()), new Configuration(false))) {
            TableInfo table = local.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            TableInfo same = remote.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);

            assertThat(same.chunks()).isEqualTo(table.chunks());
            assertThat(same.layout()).isEqualTo(table.layout());
            assertThat(remote.metadata()).isEqualTo(local.metadata());
        }
    }

    @Test
    void closesTheInputAlsoWhenTheFileIsNoHdf5() throws IOException {
        CountingInput sound = new CountingInput(LocalInput.open(SampleFolder.fixture("comp-none")));
        BattdatFile.open(sound).close();
        CountingInput text = new CountingInput(new BytesInput("cycle_number,voltage\n0,3.5\n".getBytes()));

        assertThat(sound.isClosed()).isTrue();
        assertThatThrownBy(() -> BattdatFile.open(text))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContainingAll("memory.h5", "not an HDF5 file");
        assertThat(text.isClosed()).isTrue();
    }

    @Test
    void leavesFailuresOfStorageToBeSeen() throws IOException {
        byte[] bytes = Files.readAllBytes(SampleFolder.fixture("comp-zlib-5"));
        for (int failAt = 1; failAt <= 2; failAt++) {
            FailingInput input = new FailingInput(new BytesInput(bytes), failAt);
            assertThatThrownBy(() -> {
                        try (BattdatFile file = BattdatFile.open(input)) {
                            file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
                            file.metadata();
                            input.readFully(0, new byte[1], 0, 1);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("the connection is gone");
        }
        assertThatThrownBy(() -> BattdatFile.open(Path.of("no such file.h5"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void sendsATableToAnotherProcess() throws Exception {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("types-mixed-latest"))) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(table);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                TableInfo received = (TableInfo) in.readObject();

                assertThat(received).isEqualTo(table).hasSameHashCodeAs(table);
                assertThat(received.filters()).isEqualTo(table.filters());
                assertThat(received.fillRow()).isEqualTo(table.fillRow());
            }
        }
    }

    /** Fails at its n-th request and from then on. */
    private static final class FailingInput implements SeekableInput {
        private final SeekableInput source;
        private int requestsLeft;

        FailingInput(SeekableInput source, int failAt) {
            this.source = source;
            this.requestsLeft = failAt - 1;
        }

        @Override
        public String location() {
            return source.location();
        }

        @Override
        public long length() {
            return source.length();
        }

        @Override
        public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
            if (requestsLeft-- <= 0) {
                throw new IOException("the connection is gone");
            }
            source.readFully(position, buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
