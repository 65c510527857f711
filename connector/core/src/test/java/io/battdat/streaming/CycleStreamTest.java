package io.battdat.streaming;

import static io.battdat.streaming.TestFiles.counting;
import static io.battdat.streaming.TestFiles.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.CorruptFileException;
import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import io.battdat.hdf5.TableInfo;
import io.battdat.testing.Corpus;
import io.battdat.testing.CountingInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CycleStreamTest {
    @Test
    void aNumberThatComesBackIsANewCycle() throws IOException {
        try (CycleStream cycles = BattdatStreams.cycles(fixture("cycles-not-sorted"))) {
            List<Long> numbers = new ArrayList<>();
            long nextRow = 0;
            while (cycles.hasNext()) {
                ColumnarTable cycle = cycles.next();
                assertThat(cycle.firstRow()).isEqualTo(nextRow);
                nextRow += cycle.rowCount();
                numbers.add(cycle.row(0).getLong("cycle_number"));
                assertThat(cycle.longs("cycle_number")).containsOnly(numbers.get(numbers.size() - 1));
            }
            assertThat(numbers).containsExactly(0L, 1L, 0L, 2L, 1L, -1L, 0L);
            assertThat(nextRow).isEqualTo(48);
        }
    }

    @Test
    void eachRowWithoutANumberIsACycle() throws IOException {
        try (CycleStream cycles = BattdatStreams.cycles(fixture("cycles-nan"))) {
            assertThat(cycles.stream().map(ColumnarTable::rowCount)).containsExactly(2, 1, 1, 2, 2, 2);
        }
    }

    @Test
    void cyclesMayBeNamed() throws IOException {
        try (CycleStream cycles = BattdatStreams.cycles(fixture("cycles-text"))) {
            assertThat(cycles.stream().map(cycle -> cycle.strings("cycle_number")[2]))
                    .containsExactly("0", "1", "1b");
        }
    }

    /** Runs of these lengths, against batches of 8192 rows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4096, 8191, 8192, 8193, 16384, 20000, 40000, 100_000})
    void cyclesMayEndAnywhereInABatch(int rowsOfCycle, @TempDir Path folder) throws IOException {
        GeneratedTable table = new GeneratedTable(1, 8000, 5, 5, row -> row / rowsOfCycle);
        Path path = table.write(folder.resolve("cycles.h5"));
        List<ColumnarTable> kept = new ArrayList<>();
        try (CycleStream cycles = BattdatStreams.cycles(path)) {
            cycles.forEachRemaining(kept::add);
        }

        assertThat(kept).hasSize((40_000 + rowsOfCycle - 1) / rowsOfCycle);
        long row = 0;
        for (int i = 0; i < kept.size(); i++) {
            ColumnarTable cycle = kept.get(i);
            assertThat(cycle.firstRow()).isEqualTo(row);
            assertThat(cycle.rowCount()).isEqualTo(Math.min(rowsOfCycle, 40_000 - row));
            assertThat(cycle.longs("cycle_number")).containsOnly(i);
            double[] values = cycle.doubles("value_0");
            for (double value : values) {
                assertThat(value).isEqualTo(row % 8000);
                row++;
            }
        }
        assertThat(row).isEqualTo(40_000);
    }

    @Test
    void holdsOneCycleAtATime(@TempDir Path folder) throws IOException {
        int chunkRows = 10_000;
        long heap = Runtime.getRuntime().maxMemory();
        // a fourth more than memory holds
        int chunks = (int) (heap / 4 * 5 / (chunkRows * 64L));
        LongUnaryOperator cycleOfRow = row -> row / chunkRows;
        GeneratedTable table = new GeneratedTable(7, chunkRows, chunks, 2, cycleOfRow);
        assertThat(table.rowCount() * table.rowBytes()).isGreaterThan(heap);
        Path path = table.write(folder.resolve("large.h5"));

        try (CycleStream cycles = BattdatStreams.cycles(path)) {
            int found = 0;
            while (cycles.hasNext()) {
                ColumnarTable cycle = cycles.next();
                if (cycle.rowCount() != chunkRows || cycle.row(chunkRows - 1).getDouble("value_6") != chunkRows - 1) {
                    assertThat(cycle).as("cycle " + found).isNull();
                }
                found++;
            }
            assertThat(found).isEqualTo(chunks);
        }
    }

    /** As in a damaged file, whose rows were never written and so are all of cycle 0. */
    @Test
    void refusesACycleThatTakesTooMuchMemory(@TempDir Path folder) throws IOException {
        int chunkRows = 10_000;
        int chunks = (int) (Runtime.getRuntime().maxMemory() / 4 * 5 / (chunkRows * 64L));
        Path path = new GeneratedTable(7, chunkRows, chunks, 1, row -> 5).write(folder.resolve("endless.h5"));

        try (CycleStream cycles = BattdatStreams.cycles(path)) {
            assertThat(cycles.hasNext()).isTrue();
            assertThatThrownBy(cycles::next)
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContainingAll(path + ": table raw_data, cycle 5: its first ", "-Xmx", "records");
        }
    }

    @Test
    void readsNoMoreOfTheFileThanTheCyclesAskedFor(@TempDir Path folder) throws IOException {
        GeneratedTable table = new GeneratedTable(6, 8192, 64, 64, row -> row / 100);
        CountingInput input = counting(table.write(folder.resolve("long.h5")));
        try (BattdatFile file = BattdatFile.open(input);
                CycleStream cycles = BattdatStreams.cycles(file)) {
            assertThat(input.length()).isGreaterThan(2_000_000);
            assertThat(cycles.next().rowCount()).isEqualTo(100);
            assertThat(input.bytes()).isLessThan(input.length() / 2);
        }
    }

    @Test
    void columnsMayLeaveOutTheCycleNumber() throws IOException {
        try (CycleStream cycles = BattdatStreams.cycles(fixture("cycles-match")).columns("voltage", "test_time")) {
            List<ColumnarTable> found = cycles.stream().toList();
            assertThat(found).hasSize(4);
            assertThat(found.get(0).columnNames()).containsExactly("voltage", "test_time");
            assertThat(found.get(0).row(0).asMap()).containsOnlyKeys("voltage", "test_time");
        }
        try (CycleStream cycles = BattdatStreams.cycles(fixture("cycles-match")).columns()) {
            assertThat(cycles.stream().map(ColumnarTable::rowCount)).containsExactly(15, 15, 15, 15);
        }
        try (CycleStream cycles =
                BattdatStreams.cycles(fixture("types-not-read-latest")).columns("cycle_number")) {
            assertThat(cycles.next().rowCount()).isEqualTo(5);
        }
    }

    @Test
    void severalTablesGiveTheColumnsThatEachHas() throws IOException {
        CycleStream cycles = BattdatStreams.cycles(fixture("cycles-match"));
        try (var both =
                cycles.columns("capacity_discharge", "cycle_number", "voltage").tables("raw_data", "cycle_stats")) {
            Map<String, ColumnarTable> cycle = both.next();
            assertThat(cycle.get("raw_data").columnNames()).containsExactly("cycle_number", "voltage");
            assertThat(cycle.get("cycle_stats").columnNames()).containsExactly("capacity_discharge", "cycle_number");
        }
        assertThatThrownBy(cycles.columns("volts").tables("raw_data", "cycle_stats")::next)
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("table raw_data, cycle_stats: there is no column volts");
    }

    @Test
    void tablesComeInTheOrderAskedFor() throws IOException {
        CycleStream cycles = BattdatStreams.cycles(fixture("cycles-match"));
        try (var one = cycles.tables("raw_data", "cycle_stats");
                var other = cycles.tables("cycle_stats", "raw_data")) {
            Map<String, ColumnarTable> cycle = one.next();
            assertThat(cycle.keySet()).containsExactly("raw_data", "cycle_stats");
            assertThat(cycle.get("cycle_stats").rowCount()).isOne();
            assertThatThrownBy(cycle::clear).isInstanceOf(UnsupportedOperationException.class);
            assertThat(other.next().keySet()).containsExactly("cycle_stats", "raw_data");
        }
        assertThatThrownBy(cycles::tables).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cycles.tables("raw_data", "raw_data")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tablesThatDisagreeAreNamedWithTheirCycles() throws IOException {
        Path path = fixture("cycles-mismatch-first");
        try (var cycles = BattdatStreams.cycles(path).tables("raw_data", "cycle_stats")) {
            assertThat(cycles.hasNext()).isTrue();
            assertThatThrownBy(cycles::next)
                    .isInstanceOf(CycleMismatchException.class)
                    .hasMessageContaining("cycles-mismatch-first.h5: ")
                    .hasMessageContaining(": raw_data=0 cycle_stats=1. ");
        }
        try (var cycles = BattdatStreams.cycles(path).datasets()) {
            assertThatThrownBy(cycles::next)
                    .isInstanceOf(CycleMismatchException.class)
                    .hasMessageContaining(": cycle_stats=1 raw_data=0. ");
        }
    }

    @Test
    void theTableThatEndsFirstEndsThemAll() throws IOException {
        CycleStream cycles = BattdatStreams.cycles(fixture("cycles-mismatch-short"));
        try (var both = cycles.tables("raw_data", "cycle_stats");
                var other = cycles.tables("cycle_stats", "raw_data")) {
            assertThat(both.stream()).hasSize(2);
            assertThat(other.stream()).hasSize(2);
            assertThat(cycles.stream()).hasSize(4);
        }
    }

    @Test
    void aTableWithoutCyclesIsNamedWithTheRemedy() {
        assertThatThrownBy(BattdatStreams.cycles(fixture("cycles-no-column"))::next)
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("cycles-no-column.h5: table raw_data: it has no column cycle_number")
                .hasMessageContaining("BattdatStreams.records")
                .hasMessageContaining("test_time, voltage");
    }

    @Test
    void arraysNumberNoCycles() throws IOException {
        try (BattdatFile file = BattdatFile.open(fixture("types-arrays"))) {
            TableInfo table = file.table("/", "raw_data");
            List<Member> renamed = List.of(new Member(
                    "cycle_number", 8, table.layout().members().get(1).type()));
            TableInfo changed = new TableInfo(
                    table.file(),
                    table.prefix(),
                    table.name(),
                    table.rowCount(),
                    new RecordLayout(table.layout().rowBytes(), renamed),
                    table.filters(),
                    table.chunkRows(),
                    table.chunks(),
                    table.fillRow());
            assertThatThrownBy(() -> new TableCycles(file.input(), changed, ColumnSelection.ALL, Optional.empty()))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContaining("column cycle_number: each row has an array of 4 double")
                    .hasMessageContaining("BattdatStreams.records");
        }
    }

    @Test
    void aTableWithoutRowsHasNoCycles() throws IOException {
        try (CycleStream cycles = BattdatStreams.cycles(fixture("size-empty"))) {
            assertThat(cycles.hasNext()).isFalse();
        }
    }

    @Test
    void datasetsHoldMetadataAndSchemas() throws IOException {
        try (BattdatFile file = BattdatFile.open(fixture("cells-prefixes"));
                var datasets = BattdatStreams.cycles(file).prefix("cell_2").datasets()) {
            List<BatteryDataset> cycles = datasets.stream().toList();
            assertThat(cycles).hasSize(3);
            BatteryDataset first = cycles.get(0);
            assertThat(first.metadata().name()).contains("module");
            assertThat(first.tables().keySet()).containsExactly("cycle_stats", "raw_data");
            assertThat(first.schemas().keySet()).containsExactly("cycle_stats", "raw_data");
            assertThat(first.table("raw_data").path()).isEqualTo("cell_2/raw_data");
            assertThat(first.table("raw_data").rowCount()).isEqualTo(25);
            assertThat(first.table("raw_data").schema())
                    .contains(first.schemas().get("raw_data"));
            assertThat(first.schemas()
                            .get("raw_data")
                            .column("voltage")
                            .orElseThrow()
                            .units())
                    .contains("V");
            assertThatThrownBy(() -> first.table("eis_data"))
                    .isInstanceOf(MissingTableException.class)
                    .hasMessageContaining("cycle_stats, raw_data");
            assertThatThrownBy(() -> first.tables().clear()).isInstanceOf(UnsupportedOperationException.class);
            assertThat(cycles.get(1).metadata()).isSameAs(first.metadata());
        }
    }

    @Test
    void datasetsOfNamedTablesComeInTheirOrder() throws IOException {
        CycleStream cycles = BattdatStreams.cycles(fixture("cycles-mismatch-first"));
        try (var datasets = cycles.datasets("raw_data")) {
            assertThat(datasets.stream().map(dataset -> dataset.tables().keySet()))
                    .hasSize(4)
                    .allSatisfy(names -> assertThat(names).containsExactly("raw_data"));
        }
        try (var datasets = BattdatStreams.cycles(fixture("cycles-match")).datasets("raw_data", "cycle_stats")) {
            assertThat(datasets.next().tables().keySet()).containsExactly("raw_data", "cycle_stats");
        }
        assertThatThrownBy(() -> cycles.datasets("a", "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tablesOfOthersAreNoPartOfADataset() throws IOException {
        CycleStream cycles = BattdatStreams.cycles(fixture("foreign-nodes"));
        try (var datasets = cycles.datasets()) {
            assertThat(datasets.next().tables()).containsKey("raw_data").doesNotContainKey("not_battdat");
        }
        try (RecordStream records = BattdatStreams.records(fixture("foreign-nodes"), "not_battdat")) {
            assertThat(records.hasNext()).isTrue();
        }
    }

    /** They have no schemas, by which the tables of others are told apart today. */
    @Test
    void tablesOfOldReleasesAreKnownByTheirNames() throws IOException {
        try (var datasets =
                BattdatStreams.cycles(fixture("pandas-uncompressed")).datasets()) {
            BatteryDataset first = datasets.next();
            assertThat(first.tables()).containsOnlyKeys("raw_data");
            assertThat(first.schemas()).isEmpty();
            assertThat(first.metadata().name()).contains("old");
            assertThat(first.table("raw_data").rowCount()).isEqualTo(25);
        }
        try (var datasets = BattdatStreams.cycles(fixture("pandas-prefixes"))
                .prefix("cell_a")
                .datasets()) {
            assertThat(datasets.next().tables()).containsOnlyKeys("cycle_stats", "raw_data");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata-a-list",
                "metadata-empty",
                "metadata-missing",
                "metadata-not-json",
                "metadata-not-utf8",
                "schema-a-list",
                "schema-missing",
                "schema-not-json"
            })
    void datasetsReportDamagedMetadata(String name) {
        Path path = Corpus.fixtures().resolve("bad").resolve(name + ".h5");
        assertThatThrownBy(BattdatStreams.cycles(path).datasets()::hasNext)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(name + ".h5: ")
                .hasMessageContaining(name.startsWith("schema") ? "column schema of table raw_data" : "metadata");
    }

    @Test
    void anUnsupportedFilterIsNamed() {
        Path path = Corpus.fixtures().resolve("bad").resolve("filter-unknown.h5");
        assertThatThrownBy(BattdatStreams.cycles(path)::next)
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("filter-unknown.h5")
                .hasMessageContaining("filter 399");
    }
}
