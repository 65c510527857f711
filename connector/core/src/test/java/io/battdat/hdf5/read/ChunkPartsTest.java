package io.battdat.hdf5.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.column.DoubleColumn;
import io.battdat.column.IntColumn;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blosc's chunks can be large, and are decoded in parts. */
class ChunkPartsTest {
    private static final int CYCLE_ROWS = 9973;

    /** All rows are in one chunk of 24 MB. */
    @Test
    void readsALargeChunkInLessMemoryThanItHas() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("comp-blosc-large-chunk"))) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            assertThat(table.chunks().size()).isEqualTo(1);
            long before = allocatedBytes();
            try (TableReader reader = new TableReader(file.input(), table, List.of(0, 1), 0, table.rowCount())) {
                while (reader.next()) {
                    assertRows(reader);
                }
                assertThat(reader.decodedBytes()).isEqualTo(table.rowCount() * 12);
            }
            // 16 MiB of rows, a batch, what a block needs
            assertThat(allocatedBytes() - before).isLessThan(22 << 20);
        }
    }

    private static void assertRows(TableReader reader) {
        int[] cycles = ((IntColumn) reader.column(0)).values();
        double[] voltages = ((DoubleColumn) reader.column(1)).values();
        for (int i = 0; i < reader.rowCount(); i++) {
            long cycle = (reader.firstRow() + i) / CYCLE_ROWS;
            if (cycles[i] != cycle || voltages[i] != 3 + cycle / 1024.0) {
                throw new AssertionError("row " + (reader.firstRow() + i) + ": " + cycles[i] + ", " + voltages[i]);
            }
        }
    }

    @Test
    void decodesOnlyTheRowsThatAreRead() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("comp-blosc-large-chunk"))) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            long last = table.rowCount();
            try (TableReader reader = new TableReader(file.input(), table, List.of(0, 1), last - 10, last)) {
                assertThat(reader.next()).isTrue();
                assertRows(reader);
                assertThat(reader.decodedBytes()).isEqualTo(10 * 12);
            }
        }
    }

    /** A chunk is declared to have 480 MiB, of which 510 rows were written. */
    @Test
    void readsFewRowsOfAHugeChunkInLittleMemory() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("comp-blosc2-huge-chunk"))) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            assertThat((long) table.chunkRows() * table.layout().rowBytes()).isGreaterThan(400L << 20);
            long before = allocatedBytes();
            try (TableReader reader = new TableReader(file.input(), table, List.of(1), 0, table.rowCount())) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.rowCount()).isEqualTo(510);
            }
            assertThat(allocatedBytes() - before).isLessThan(8 << 20);
        }
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
