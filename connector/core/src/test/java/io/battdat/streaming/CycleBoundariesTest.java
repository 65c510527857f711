package io.battdat.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.battdat.MissingTableException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.io.LocalInput;
import io.battdat.testing.CountingInput;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class CycleBoundariesTest {
    /** Runs of a table to ask about: some tables have thousands. */
    private static final int RUNS = 60;

    @TempDir
    private Path folder;

    /** NaN, text, numbers that come back, runs over many chunks: whatever the sound files hold. */
    @TestFactory
    List<DynamicTest> cyclesEndWherePythonSees() {
        List<DynamicTest> tests = SampleFolder.soundFiles().stream()
                .flatMap(file -> file.tables().stream())
                .filter(table -> table.cycles() != null && !table.cycles().isEmpty())
                .map(table -> dynamicTest(table.toString(), () -> check(table)))
                .toList();
        assertThat(tests).hasSizeGreaterThan(50);
        return tests;
    }

    private static void check(ExpectedTable expected) throws IOException {
        try (BattdatFile file = BattdatFile.open(expected.file().path())) {
            CycleBoundaries boundaries =
                    new CycleBoundaries(file.input(), file.table(expected.prefix(), expected.name()));
            long firstRow = 0;
            int runs = 0;
            for (JsonNode run : expected.cycles()) {
                long end = firstRow + run.get(1).asLong();
                if (runs++ < RUNS) {
                    assertThat(boundaries.endOfCycle(firstRow)).isEqualTo(end);
                    assertThat(boundaries.endOfCycle((firstRow + end) / 2)).isEqualTo(end);
                    assertThat(boundaries.endOfCycle(end - 1)).isEqualTo(end);
                }
                firstRow = end;
            }
            assertThat(firstRow).isEqualTo(expected.rowCount());
        }
    }

    @Test
    void onlyChunksNearTheBoundaryAreRead() throws IOException {
        int chunkRows = 1000;
        Path path = new GeneratedTable(3, chunkRows, 400, 400, row -> row / 1500).write(folder.resolve("many.h5"));
        try (BattdatFile file = BattdatFile.open(path);
                CountingInput input = new CountingInput(LocalInput.open(path))) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            CycleBoundaries boundaries = new CycleBoundaries(input, table);
            long chunkBytes = table.chunks().storedBytes(200);

            assertThat(boundaries.endOfCycle(200 * chunkRows - 1)).isEqualTo(201_000);

            assertThat(input.bytes()).isLessThan(5 * chunkBytes);
        }
    }

    @Test
    void cycleOfManyChunksEndsWithTheTable() throws IOException {
        Path path = new GeneratedTable(1, 100, 500, 500, row -> row < 250 ? 1 : 7).write(folder.resolve("long.h5"));
        try (BattdatFile file = BattdatFile.open(path)) {
            CycleBoundaries boundaries =
                    new CycleBoundaries(file.input(), file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA));

            assertThat(boundaries.endOfCycle(99)).isEqualTo(250);
            assertThat(boundaries.endOfCycle(299)).isEqualTo(50_000);
            assertThat(boundaries.endOfCycle(49_999)).isEqualTo(50_000);
        }
    }

    @Test
    void tableWithoutCycleNumbersHasNoBoundaries() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("cycles-no-column"))) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            assertThatThrownBy(() -> new CycleBoundaries(file.input(), table))
                    .isInstanceOf(MissingTableException.class)
                    .hasMessageContainingAll("cycles-no-column.h5", "raw_data", "cycle_number");
        }
    }
}
