package io.battdat.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.battdat.CorruptFileException;
import io.battdat.MissingTableException;
import io.battdat.column.Column;
import io.battdat.testing.ExpectedColumn;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.SoundFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Records, cycles and datasets of every sound file, our own and the corpus's, against what Python read. Left out, by
 * what is known of their format: tables with other filters, and columns of types that are not read.
 */
class StreamingConformanceTest {
    private static final int FEWEST_FIXTURES = 70;
    private static final String ERROR_START = "Different cycle indices across entries: ";

    @TestFactory
    List<DynamicTest> recordsAreThoseThatPythonReads() {
        List<DynamicTest> tests = new ArrayList<>();
        for (ExpectedTable table : readableTables()) {
            if (table.columns().stream().allMatch(ExpectedColumn::hasValues)) {
                tests.add(dynamicTest(table.toString(), () -> checkRecords(table)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(FEWEST_FIXTURES);
        return tests;
    }

    private static void checkRecords(ExpectedTable table) throws IOException {
        List<ExpectedColumn> columns = table.columns().stream()
                .filter(column -> column.type().isPresent())
                .toList();
        String[] names = columns.stream().map(ExpectedColumn::name).toArray(String[]::new);
        RecordStream all = BattdatStreams.records(table.file().path(), table.path());
        if (columns.stream().anyMatch(ExpectedValues::hasTextBeyondUtf8)) {
            assertThatThrownBy(() -> all.forEachRemaining(record -> {})).isInstanceOf(CorruptFileException.class);
            return;
        }
        List<ExpectedValues> values = columns.stream().map(ExpectedValues::new).toList();
        long rows = 0;
        // without types that are not read, the table is read as a user would: as it is
        try (RecordStream records = columns.size() == table.columns().size() ? all : all.columns(names)) {
            while (records.hasNext()) {
                BattdatRecord record = records.next();
                assertThat(record.rowNumber()).isEqualTo(rows++);
                if (rows == 1) {
                    // PyTables sorts columns by their offsets, we and h5py keep the order of the file
                    assertThat(record.columnNames()).containsExactlyInAnyOrder(names);
                    assertThat(record.asMap().keySet()).containsExactlyElementsOf(record.columnNames());
                }
                for (int i = 0; i < names.length; i++) {
                    values.get(i).add(record.get(names[i]));
                }
            }
        }
        assertThat(rows).isEqualTo(table.rowCount());
        for (int i = 0; i < names.length; i++) {
            try {
                values.get(i).check();
            } catch (AssertionError e) {
                throw new AssertionError("column " + names[i] + ": " + e.getMessage(), e);
            }
        }
    }

    @TestFactory
    List<DynamicTest> cyclesAreThoseThatPythonFinds() {
        List<DynamicTest> tests = new ArrayList<>();
        for (ExpectedTable table : readableTables()) {
            // tables of billions of rows have no cycle numbers
            tests.add(dynamicTest(table.toString(), () -> checkCycles(table)));
        }
        assertThat(tests).hasSizeGreaterThan(FEWEST_FIXTURES);
        return tests;
    }

    private static void checkCycles(ExpectedTable table) throws IOException {
        // with the other columns as far as they can be read
        String[] names = table.columns().stream()
                .filter(column -> column.type().isPresent() && !ExpectedValues.hasTextBeyondUtf8(column))
                .map(ExpectedColumn::name)
                .toArray(String[]::new);
        JsonNode expected = table.cycles();
        try (CycleStream cycles = BattdatStreams.cycles(table.file().path())
                        .prefix(table.prefix())
                        .table(table.name())
                        .columns(names);
                RecordStream records = BattdatStreams.records(table.file().path(), table.path())
                        .columns(names)) {
            if (expected == null) {
                assertThat(List.of(names)).doesNotContain("cycle_number");
                assertThatThrownBy(cycles::hasNext)
                        .isInstanceOf(MissingTableException.class)
                        .hasMessageContaining("cycle_number");
                return;
            }
            for (JsonNode run : expected) {
                ColumnarTable cycle = cycles.next();
                assertThat(cycle.rowCount()).isEqualTo(run.get(1).asInt());
                ExpectedValues.assertSame("cycle", run.get(0), cycle.row(0).get("cycle_number"));
                checkRows(cycle, records);
            }
            assertThat(cycles.hasNext()).isFalse();
            assertThat(records.hasNext()).isFalse();
        }
    }

    private static void checkRows(ColumnarTable cycle, RecordStream records) {
        for (int row = 0; row < cycle.rowCount(); row++) {
            BattdatRecord record = records.next();
            for (int i = 0; i < cycle.columnNames().size(); i++) {
                Column column = cycle.column(cycle.columnNames().get(i));
                if (!column.value(row).equals(record.get(i))) {
                    assertThat(column.value(row)).isEqualTo(record.get(i));
                }
            }
        }
    }

    @TestFactory
    List<DynamicTest> severalTablesGoSideBySide() {
        List<DynamicTest> tests = new ArrayList<>();
        for (SoundFile file : SampleFolder.soundFiles()) {
            JsonNode expected = file.expected().path("multi_cycles");
            List<String> names = texts(expected.path("keys"));
            if (!names.isEmpty() && areReadable(file, names)) {
                tests.add(dynamicTest(file.toString(), () -> checkSideBySide(file, names, expected)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private static void checkSideBySide(SoundFile file, List<String> names, JsonNode expected) throws IOException {
        try (CloseableIterator<Map<String, ColumnarTable>> cycles =
                BattdatStreams.cycles(file.path()).tables(names.toArray(String[]::new))) {
            for (JsonNode yielded : expected.get("yielded")) {
                Map<String, ColumnarTable> cycle = cycles.next();
                assertThat(cycle.keySet()).containsExactlyElementsOf(names);
                for (int i = 0; i < names.size(); i++) {
                    ColumnarTable table = cycle.get(names.get(i));
                    assertThat(table.rowCount()).isEqualTo(yielded.get(i + 1).asInt());
                    assertThat(table.row(0).get("cycle_number"))
                            .hasToString(yielded.get(0).asText());
                }
            }
            checkEnd(cycles, expected);
        }
    }

    @TestFactory
    List<DynamicTest> allTablesMakeDatasets() {
        List<DynamicTest> tests = new ArrayList<>();
        for (SoundFile file : SampleFolder.soundFiles()) {
            JsonNode expected = file.expected().path("multi_cycles_key_none");
            List<String> names = file.tables().stream().map(ExpectedTable::path).toList();
            if (expected.has("yielded") && areReadable(file, names)) {
                tests.add(dynamicTest(file.toString(), () -> checkDatasets(file, expected)));
            }
        }
        // only the corpus has these
        return tests;
    }

    private static void checkDatasets(SoundFile file, JsonNode expected) throws IOException {
        try (CloseableIterator<BatteryDataset> datasets =
                BattdatStreams.cycles(file.path()).datasets()) {
            for (int i = 0; i < expected.get("yielded").asInt(); i++) {
                BatteryDataset dataset = datasets.next();
                assertThat(dataset.tables().keySet()).containsExactlyElementsOf(texts(expected.get("keys")));
                assertThat(dataset.schemas().keySet()).containsExactlyElementsOf(texts(expected.get("keys")));
                assertThat(dataset.metadata().toJson())
                        .isEqualTo(file.expected().get("metadata").toString());
            }
            checkEnd(datasets, expected);
        }
    }

    private static void checkEnd(CloseableIterator<?> cycles, JsonNode expected) {
        if (!expected.has("error")) {
            assertThat(cycles.hasNext()).isFalse();
            return;
        }
        String error = expected.get("error").asText();
        if (error.contains("KeyError")) {
            assertThatThrownBy(cycles::hasNext)
                    .isInstanceOf(MissingTableException.class)
                    .hasMessageContaining("no column cycle_number");
        } else {
            int start = error.indexOf(ERROR_START);
            assertThatThrownBy(cycles::next)
                    .isInstanceOf(CycleMismatchException.class)
                    .hasMessageContaining(": " + (start < 0 ? error : error.substring(start + ERROR_START.length())));
        }
    }

    private static List<ExpectedTable> readableTables() {
        return SampleFolder.soundFiles().stream()
                .flatMap(file -> file.tables().stream())
                .filter(table -> !table.isNoTable() && table.hasFiltersThatAreRead())
                .toList();
    }

    private static boolean areReadable(SoundFile file, List<String> paths) {
        return file.tables().stream()
                .filter(table -> paths.contains(table.path()))
                .allMatch(table -> table.hasFiltersThatAreRead()
                        && table.columns().stream()
                                .allMatch(column -> column.type().isPresent()));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
