package io.battdat.streaming;

import static io.battdat.streaming.TestFiles.counting;
import static io.battdat.streaming.TestFiles.fixture;
import static io.battdat.streaming.TestFiles.openHandles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.CorruptFileException;
import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.io.LocalInput;
import io.battdat.io.SeekableInput;
import io.battdat.testing.Corpus;
import io.battdat.testing.CountingInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When files are opened and closed, by what iterators come out of {@link BattdatStreams}. */
class FileIteratorTest {
    private static final Path FILE = fixture("cycles-match");

    static List<CloseableIterator<?>> shapes() {
        return List.of(
                BattdatStreams.records(FILE),
                BattdatStreams.cycles(FILE),
                BattdatStreams.cycles(FILE).tables("raw_data", "cycle_stats"),
                BattdatStreams.cycles(FILE).datasets());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void opensTheFileOnceForTheFirstItemAndClosesItOnClose(CloseableIterator<?> iterator) throws IOException {
        assertThat(openHandles(FILE)).isZero();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(openHandles(FILE)).isOne();
        iterator.next();
        assertThat(openHandles(FILE)).isOne();

        iterator.close();

        assertThat(openHandles(FILE)).isZero();
        assertThatCode(iterator::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void closesTheFileAfterTheLastItem(CloseableIterator<?> iterator) throws IOException {
        while (iterator.hasNext()) {
            iterator.next();
        }

        assertThat(openHandles(FILE)).isZero();
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        iterator.close();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void refusesToGoOnAfterClose(CloseableIterator<?> iterator) throws IOException {
        iterator.next();
        iterator.close();

        assertThatThrownBy(iterator::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(FILE.toString())
                .hasMessageContaining("closed");
        assertThatThrownBy(iterator::next).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void closesTheFileWithAStreamThatStopsEarly(CloseableIterator<?> iterator) throws IOException {
        try (Stream<?> stream = iterator.stream()) {
            Iterator<?> two = stream.limit(2).iterator();
            two.next();
            two.next();
            assertThat(two.hasNext()).isFalse();
            assertThat(openHandles(FILE)).isOne();
        }
        assertThat(openHandles(FILE)).isZero();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void opensNothingIfNothingIsAskedFor(CloseableIterator<?> iterator) throws IOException {
        iterator.close();
        assertThat(openHandles(FILE)).isZero();
        assertThatThrownBy(iterator::next).isInstanceOf(IllegalStateException.class);
    }

    static List<Map.Entry<CloseableIterator<?>, Class<? extends Exception>>> failures() {
        Path noCycles = fixture("cycles-no-column");
        Path undecodable = fixture("types-not-read-latest");
        Path badMetadata = Corpus.fixtures().resolve("bad/metadata-not-json.h5");
        Path unknownFilter = Corpus.fixtures().resolve("bad/filter-unknown.h5");
        return List.of(
                Map.entry(BattdatStreams.records(FILE, "no_such"), MissingTableException.class),
                Map.entry(BattdatStreams.records(FILE).columns("no_such"), MissingTableException.class),
                Map.entry(BattdatStreams.records(undecodable), UnsupportedFormatException.class),
                Map.entry(BattdatStreams.cycles(undecodable), UnsupportedFormatException.class),
                Map.entry(BattdatStreams.cycles(noCycles), MissingTableException.class),
                Map.entry(BattdatStreams.cycles(FILE).tables("raw_data", "no_such"), MissingTableException.class),
                Map.entry(BattdatStreams.cycles(FILE).prefix("no_such").datasets(), MissingTableException.class),
                Map.entry(BattdatStreams.cycles(badMetadata).datasets(), CorruptFileException.class),
                Map.entry(BattdatStreams.cycles(unknownFilter), UnsupportedFormatException.class));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void closesTheFileIfItCannotBeReadAsWanted(Map.Entry<CloseableIterator<?>, Class<? extends Exception>> failure)
            throws IOException {
        CloseableIterator<?> iterator = failure.getKey();

        assertThatThrownBy(iterator::hasNext)
                .isInstanceOf(failure.getValue())
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining(".h5: ");

        for (Path path : List.of(
                FILE,
                fixture("cycles-no-column"),
                fixture("types-not-read-latest"),
                Corpus.fixtures().resolve("bad/metadata-not-json.h5"),
                Corpus.fixtures().resolve("bad/filter-unknown.h5"))) {
            assertThat(openHandles(path)).isZero();
        }
        assertThatThrownBy(iterator::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failed before")
                .hasCauseInstanceOf(failure.getValue());
        iterator.close();
    }

    @Test
    void closesTheFileWhereTablesDisagree() throws IOException {
        Path path = fixture("cycles-mismatch-middle");
        var cycles = BattdatStreams.cycles(path).tables("raw_data", "cycle_stats");
        cycles.next();
        cycles.next();

        assertThatThrownBy(cycles::next).isInstanceOf(CycleMismatchException.class);

        assertThat(openHandles(path)).isZero();
    }

    @Test
    void leavesAGivenFileOpen() throws IOException {
        CountingInput input = counting(FILE);
        try (BattdatFile file = BattdatFile.open(input)) {
            try (RecordStream records = BattdatStreams.records(file)) {
                records.next();
            }
            BattdatStreams.cycles(file).datasets().forEachRemaining(dataset -> {});
            assertThatThrownBy(BattdatStreams.records(file, "no_such")::next).isInstanceOf(MissingTableException.class);
            assertThat(input.isClosed()).isFalse();
            assertThat(BattdatStreams.records(file).next().getLong(0)).isZero();
        }
        assertThat(input.isClosed()).isTrue();
    }

    @Test
    void severalIteratorsShareAGivenFile() throws IOException {
        try (BattdatFile file = BattdatFile.open(FILE)) {
            RecordStream one = BattdatStreams.records(file);
            RecordStream other = BattdatStreams.records(file);
            CycleStream cycles = BattdatStreams.cycles(file);
            while (one.hasNext()) {
                assertThat(one.next().asMap()).isEqualTo(other.next().asMap());
                if (cycles.hasNext()) {
                    cycles.next();
                }
            }
            assertThat(other.hasNext()).isFalse();
        }
    }

    @Test
    void aFailureOfStorageKeepsItsCause(@TempDir Path folder) throws IOException {
        Path missing = FILE.resolveSibling("no-such-file.h5");
        assertThatThrownBy(BattdatStreams.records(missing)::hasNext)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no-such-file.h5: ")
                .hasCauseInstanceOf(NoSuchFileException.class);

        GeneratedTable table = new GeneratedTable(1, 8192, 64, 64, row -> row * 0x9E3779B97F4A7C15L);
        BrokenInput input = new BrokenInput(LocalInput.open(table.write(folder.resolve("long.h5"))));
        try (BattdatFile file = BattdatFile.open(input)) {
            RecordStream records = BattdatStreams.records(file);
            records.next();
            input.broken = true;
            assertThatThrownBy(() -> records.forEachRemaining(record -> {}))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("long.h5: cannot be read")
                    .hasRootCauseMessage("the network is down");
            assertThatThrownBy(records::next).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void readsAPathOfAHadoopFileSystem() throws IOException {
        var path = new org.apache.hadoop.fs.Path(FILE.toUri());
        var configuration = new org.apache.hadoop.conf.Configuration(false);
        try (RecordStream records = HadoopStreams.records(path, configuration);
                RecordStream local = BattdatStreams.records(FILE)) {
            assertThat(records.next().asMap()).isEqualTo(local.next().asMap());
        }
        try (CycleStream cycles = HadoopStreams.cycles(path, configuration)) {
            assertThat(cycles.stream()).hasSize(4);
        }
        assertThat(openHandles(FILE)).isZero();
    }

    private static final class BrokenInput implements SeekableInput {
        private final SeekableInput source;
        private boolean broken;

        BrokenInput(SeekableInput source) {
            this.source = source;
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
            if (broken) {
                throw new IOException("the network is down");
            }
            source.readFully(position, buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
