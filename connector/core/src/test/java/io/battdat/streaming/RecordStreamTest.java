package io.battdat.streaming;

import static io.battdat.streaming.TestFiles.counting;
import static io.battdat.streaming.TestFiles.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.CorruptFileException;
import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.read.TableReader;
import io.battdat.testing.Corpus;
import io.battdat.testing.CountingInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordStreamTest {
    @Test
    void recordsStayAsTheyAreWhileTheStreamGoesOn(@TempDir Path folder) throws IOException {
        GeneratedTable table = new GeneratedTable(1, TableReader.BATCH_ROWS - 5, 3, 3, row -> 10 * row);
        Path path = table.write(folder.resolve("batches.h5"));
        List<BattdatRecord> kept = new ArrayList<>();
        try (RecordStream records = BattdatStreams.records(path)) {
            records.forEachRemaining(kept::add);
        }

        assertThat(kept).hasSize((int) table.rowCount());
        for (int row = 0; row < kept.size(); row++) {
            BattdatRecord record = kept.get(row);
            assertThat(record.rowNumber()).isEqualTo(row);
            assertThat(record.getLong("cycle_number")).isEqualTo(10L * row);
            assertThat(record.getDouble(1)).isEqualTo(row % table.chunkRows());
        }
    }

    @Test
    void readsOneCellByPrefixOrByPath() throws IOException {
        Path path = fixture("cells-prefixes");
        try (RecordStream byPrefix =
                        BattdatStreams.records(path).prefix("/cell_10/").table("cycle_stats");
                RecordStream byPath = BattdatStreams.records(path, "cell_10/cycle_stats")) {
            List<Object> numbers = byPrefix.stream().map(row -> row.get(0)).toList();
            assertThat(numbers).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(byPath.stream().map(row -> row.get(0)).toList()).isEqualTo(numbers);
        }
        assertThatThrownBy(BattdatStreams.records(path)::hasNext)
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("cell_10/raw_data");
    }

    @Test
    void readsOnlyTheColumnsAskedForInTheirOrder() throws IOException {
        try (RecordStream records =
                BattdatStreams.records(fixture("cycles-match")).columns("voltage", "cycle_number", "voltage")) {
            BattdatRecord record = records.next();
            assertThat(record.columnNames()).containsExactly("voltage", "cycle_number");
            assertThat(record.asMap().keySet()).containsExactly("voltage", "cycle_number");
            assertThat(record.getDouble(0)).isEqualTo(record.getDouble("voltage"));
            assertThatThrownBy(() -> record.get("current"))
                    .isInstanceOf(MissingTableException.class)
                    .hasMessageContaining("there is no column current among those read")
                    .hasMessageContaining("voltage, cycle_number");
        }
        assertThatThrownBy(BattdatStreams.records(fixture("cycles-match")).columns("voltage", "volts")::next)
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("cycles-match.h5: table raw_data: there is no column volts")
                .hasMessageContaining("cycle_number, test_time");
    }

    @Test
    void columnsThatAreNotReadCanBeLeftOut() throws IOException {
        assertThatThrownBy(BattdatStreams.records(fixture("types-not-read-latest"))::next)
                .isInstanceOf(UnsupportedFormatException.class);
        try (RecordStream records =
                BattdatStreams.records(fixture("types-not-read-latest")).columns("cycle_number", "voltage")) {
            assertThat(records.stream()).hasSize(25);
        }
        assertThatThrownBy(() ->
                        BattdatStreams.records(fixture("types-text-not-utf8")).forEachRemaining(record -> {}))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("column label");
        try (RecordStream records =
                BattdatStreams.records(fixture("types-text-not-utf8")).columns("voltage")) {
            assertThat(records.stream().map(row -> row.getDouble("voltage"))).isNotEmpty();
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
    void needsNoMetadata(String name) throws IOException {
        Path path = Corpus.fixtures().resolve("bad").resolve(name + ".h5");
        try (RecordStream records = BattdatStreams.records(path);
                CycleStream cycles = BattdatStreams.cycles(path)) {
            assertThat(records.stream()).hasSize(90);
            assertThat(cycles.stream().mapToInt(ColumnarTable::rowCount).sum()).isEqualTo(90);
        }
    }

    @Test
    void reportsDamagedRows() {
        Path path = Corpus.fixtures().resolve("bad/fletcher32-flipped.h5");
        assertThatThrownBy(() -> BattdatStreams.records(path).forEachRemaining(record -> {}))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("fletcher32-flipped.h5: table raw_data, rows ");
    }

    @Test
    void readsNoMoreOfTheFileThanTheRowsAskedFor(@TempDir Path folder) throws IOException {
        // 64 chunks that do not shrink below a twentieth of 128 KiB
        GeneratedTable table = new GeneratedTable(1, 8192, 64, 64, row -> row * 0x9E3779B97F4A7C15L);
        CountingInput input = counting(table.write(folder.resolve("long.h5")));
        try (BattdatFile file = BattdatFile.open(input);
                RecordStream records = BattdatStreams.records(file)) {
            assertThat(records.next().getDouble("value_0")).isZero();
            assertThat(input.bytes()).isLessThan(input.length() / 2);
            records.forEachRemaining(record -> {});
            assertThat(input.bytes()).isGreaterThan(input.length() * 9 / 10);
        }
    }

    @Test
    void rowsOfAHugeTableTakeNoMemory() throws IOException {
        try (RecordStream records = BattdatStreams.records(fixture("rows-over-2g-latest"))) {
            long rows = 0;
            double sum = 0;
            // as many as would not fit, were their batches kept
            long enough = Runtime.getRuntime().maxMemory() / 9 + 1_000_000;
            while (rows < enough && records.hasNext()) {
                sum += records.next().getDouble("voltage");
                rows++;
            }
            assertThat(rows).isGreaterThan(Math.min(enough, Integer.MAX_VALUE) - 1);
            assertThat(sum).isGreaterThan(3.0 * 65536 - 1);
        }
    }

    @Test
    void aTableWithoutRowsHasNoRecords() throws IOException {
        try (RecordStream records = BattdatStreams.records(fixture("size-empty"))) {
            assertThat(records.hasNext()).isFalse();
        }
    }

    @Test
    void aRecordIsAMapInTheOrderOfTheFile() throws IOException {
        try (RecordStream records = BattdatStreams.records(fixture("cycles-match"), "cycle_stats")) {
            Map<String, Object> map = records.next().asMap();
            assertThat(map.keySet()).containsExactly("cycle_number", "capacity_discharge");
            assertThat(map).containsEntry("cycle_number", 0L).containsEntry("capacity_discharge", 3.0);
            assertThatThrownBy(() -> map.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
            assertThat(records.next()).hasToString("{cycle_number=1, capacity_discharge=2.99}");
        }
    }
}
