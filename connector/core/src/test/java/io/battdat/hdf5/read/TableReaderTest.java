package io.battdat.hdf5.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.CorruptFileException;
import io.battdat.UnsupportedFormatException;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.Chunks;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.NumberFormat;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import io.battdat.hdf5.TableInfo;
import io.battdat.testing.BytesInput;
import io.battdat.testing.CountingInput;
import io.battdat.testing.SampleFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableReaderTest {
    private static final ElementType DOUBLE = new ElementType.Number(NumberFormat.FLOAT64, false);
    private static final ElementType LONG = new ElementType.Number(NumberFormat.INT64, false);

    /** Two columns of eight bytes. */
    private static final RecordLayout LAYOUT =
            new RecordLayout(16, List.of(new Member("row", 0, LONG), new Member("voltage", 8, DOUBLE)));

    private static final BytesInput NO_BYTES = new BytesInput(new byte[0]);

    @Test
    void countsRowsWithoutReadingOrDecoding() throws IOException {
        TableInfo table = table(10_000_000_000L, 4096, List.of(), new Chunks().add(0, 0, 4096 * 16), null);
        CountingInput input = new CountingInput(NO_BYTES);
        long rows = 0;
        try (TableReader reader = new TableReader(input, table, List.of(), 0, table.rowCount())) {
            while (reader.next()) {
                assertThat(reader.firstRow()).isEqualTo(rows);
                rows += reader.rowCount();
            }
            assertThat(reader.storedBytesRead()).isZero();
            assertThat(reader.decodedBytes()).isZero();
        }

        assertThat(rows).isEqualTo(10_000_000_000L);
        assertThat(input.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows-over-2g-earliest", "rows-over-2g-latest"})
    void readsBothEndsOfATableOfMoreRowsThanAnInt(String fixture) throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture(fixture))) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            assertThat(table.rowCount()).isGreaterThan(1L << 31);
            assertThat(table.chunkCount()).isGreaterThan(1L << 15);
            int voltage = table.layout().indexOf("voltage").orElseThrow();
            for (long first : new long[] {0, 1L << 30, 1L << 31}) {
                assertThat(voltages(file, table, voltage, first, first + 10)).doesNotContain(0.0);
            }
            for (long first : new long[] {65_536, (1L << 30) - 10, (1L << 31) - 10}) {
                assertThat(voltages(file, table, voltage, first, first + 10)).containsOnly(0.0);
            }
            assertThat(voltages(file, table, voltage, table.rowCount() - 1, table.rowCount()))
                    .hasSize(1);
        }
    }

    private static double[] voltages(BattdatFile file, TableInfo table, int member, long first, long end)
            throws IOException {
        TableInfo part = table.withChunksOf(first, end);
        assertThat(part.chunks().size()).isLessThanOrEqualTo(1);
        try (TableReader reader = new TableReader(file.input(), part, List.of(member), first, end)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.firstRow()).isEqualTo(first);
            return java.util.Arrays.copyOf(((DoubleColumn) reader.column(0)).values(), reader.rowCount());
        }
    }

    /** Rows beyond 2^31 in chunks beyond 2^31, stored, filled and cut, without any file that large. */
    @Test
    void findsRowsByTheirNumberInSixtyFourBits() throws IOException {
        long farChunk = 3L << 40;
        byte[] rows = rows(0, 4);
        TableInfo table =
                table(farChunk * 4 + 2, 4, List.of(), new Chunks().add(farChunk, 0, rows.length), fillRow(-7, 1.5));
        try (TableReader reader =
                new TableReader(new BytesInput(rows), table, List.of(0, 1), farChunk * 4 - 3, farChunk * 4 + 2)) {
            assertThat(reader.next()).isTrue();

            assertThat(((LongColumn) reader.column(0)).values()).startsWith(-7, -7, -7, 0, 1);
            assertThat(((DoubleColumn) reader.column(1)).values()).startsWith(1.5, 1.5, 1.5, 0, 0.5);
            assertThat(reader.rowCount()).isEqualTo(5);
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void readsChunksThatWereNeverWrittenAsZeroWithoutAFillValue() throws IOException {
        TableInfo table = table(20_000, 100, List.of(), new Chunks(), null);
        CountingInput input = new CountingInput(NO_BYTES);
        try (TableReader reader = new TableReader(input, table, List.of(1), 0, 20_000)) {
            long rows = 0;
            while (reader.next()) {
                assertThat(((DoubleColumn) reader.column(0)).values()).containsOnly(0.0);
                rows += reader.rowCount();
            }
            assertThat(rows).isEqualTo(20_000);
        }
        assertThat(input.requests()).isZero();
    }

    /** A first column costs a half of the planes, and of a row range in one chunk only that chunk is read. */
    @Test
    void decodesNoMoreThanTheColumnsAndRowsNeed() throws IOException {
        StoredTable stored = StoredTable.shuffledAndDeflated(10_000, 1000);
        try (TableReader first = new TableReader(stored.input(), stored.table(), List.of(0), 0, 10_000);
                TableReader second = new TableReader(stored.input(), stored.table(), List.of(1), 0, 10_000);
                TableReader range = new TableReader(stored.input(), stored.table(), List.of(0), 3100, 3200)) {
            readAll(first);
            readAll(second);
            readAll(range);

            assertThat(first.decodedBytes()).isEqualTo(10 * 1000 * 8);
            assertThat(second.decodedBytes()).isEqualTo(10 * 1000 * 16);
            assertThat(range.decodedBytes()).isEqualTo(7 * 1000 + 200);
        }
    }

    @Test
    void givesFullBatchesThatAreOverwritten() throws IOException {
        StoredTable stored = StoredTable.shuffledAndDeflated(20_000, 999);
        try (TableReader reader = new TableReader(stored.input(), stored.table(), List.of(1, 0), 5, 19_999)) {
            Column voltages = reader.column(0);
            Column numbers = reader.column(1);
            long row = 5;
            while (reader.next()) {
                assertThat(reader.column(0)).isSameAs(voltages);
                assertThat(reader.rowCount()).isEqualTo((int) Math.min(TableReader.BATCH_ROWS, 19_999 - row));
                for (int i = 0; i < reader.rowCount(); i++, row++) {
                    assertThat(numbers.value(i)).isEqualTo(row);
                    assertThat(voltages.value(i)).isEqualTo(row / 2.0);
                }
            }
            assertThat(row).isEqualTo(19_999);
            assertThat(reader.next()).isFalse();
        }
    }

    /** Rows of four megabytes: two to a batch, however many the table has. */
    @Test
    void keepsBatchesOfWideRowsSmall() throws IOException {
        ElementType wide = new ElementType.Array(DOUBLE, List.of(1 << 19));
        RecordLayout layout = new RecordLayout(wide.bytes(), List.of(new Member("spectrum", 0, wide)));
        TableInfo table =
                new TableInfo("cell.h5", "/", "raw_data", 1_000_000, layout, List.of(), 1, new Chunks().index(), null);
        try (TableReader reader = new TableReader(NO_BYTES, table, List.of(0), 0, 1_000_000)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.rowCount()).isEqualTo(2);
        }
    }

    /** A hundred million rows decode in the memory of a few chunks: what grows with them is not kept. */
    @Test
    void allocatesNothingForEachBatch() throws IOException {
        TableInfo sparse = table(100_000_000, 65_536, List.of(), new Chunks(), null);
        StoredTable stored = StoredTable.shuffledAndDeflated(1_000_000, 4096);
        try (TableReader filled = new TableReader(NO_BYTES, sparse, List.of(0, 1), 0, sparse.rowCount());
                TableReader decoded = new TableReader(stored.input(), stored.table(), List.of(0, 1), 0, 1_000_000)) {
            for (TableReader reader : List.of(filled, decoded)) {
                reader.next();
                long before = allocatedBytes();
                readAll(reader);
                assertThat(allocatedBytes() - before)
                        .as("bytes allocated after the first batch")
                        .isLessThan(4 << 20);
            }
        }
    }

    /** A column of texts holds those of one batch, not of all batches so far. */
    @Test
    void forgetsTheTextsOfTheBatchBefore() throws IOException {
        RecordLayout layout = new RecordLayout(8, List.of(new Member("state", 0, new ElementType.Text(8, false))));
        byte[] fillRow = "charging".getBytes(StandardCharsets.US_ASCII);
        TableInfo table = new TableInfo(
                "cell.h5", "/", "raw_data", 1_000_000, layout, List.of(), 4096, new Chunks().index(), fillRow);
        try (TableReader reader = new TableReader(NO_BYTES, table, List.of(0), 0, table.rowCount())) {
            readAll(reader);

            TextColumn texts = (TextColumn) reader.column(0);
            assertThat(texts.bytes()).hasSizeBetween(8 * TableReader.BATCH_ROWS, 16 * TableReader.BATCH_ROWS);
            assertThat(texts.value(0)).isEqualTo("charging");
        }
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void tellsWhichRowsADamagedChunkHolds() throws IOException {
        StoredTable stored = StoredTable.shuffledAndDeflated(2500, 1000);
        int damaged = (int) stored.table().chunks().address(2) + 20;
        stored.bytes()[damaged] ^= (byte) 0xFF;
        try (TableReader reader = new TableReader(stored.input(), stored.table(), List.of(1), 0, 2500)) {
            assertThatThrownBy(() -> readAll(reader))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContainingAll(
                            "cell.h5",
                            "table raw_data",
                            "rows 2000 to 2499",
                            "address " + stored.table().chunks().address(2));
        }
        try (TableReader sound = new TableReader(stored.input(), stored.table(), List.of(1), 0, 2000)) {
            readAll(sound);
        }
    }

    /** The rows of the last chunk end before its bytes do; its checksum stands behind all of them. */
    @Test
    void verifiesTheChecksumOfALastChunkThatIsNotFull() throws IOException {
        StoredTable stored = StoredTable.shuffledAndDeflated(2500, 1000);
        stored.bytes()[stored.bytes().length - 1] ^= 1;

        try (TableReader reader = new TableReader(stored.input(), stored.table(), List.of(0, 1), 0, 2500)) {
            assertThatThrownBy(() -> readAll(reader))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContainingAll("rows 2000 to 2499", "incorrect data check");
        }
    }

    @Test
    void refusesChunksThatNoArrayHolds() {
        TableInfo table = table(10, Integer.MAX_VALUE, List.of(), new Chunks().add(0, 0, 100), null);

        assertThatThrownBy(() -> new TableReader(NO_BYTES, table, List.of(0), 0, 10))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContainingAll("cell.h5", "table raw_data", "34359738352 bytes", "h5repack");
    }

    /** A chunk of 2 GiB - 64, declared and hardly stored: the row bounds must be computed without overflow. */
    @Test
    void readsLittleOfAHugeChunk() throws IOException {
        int chunkRows = (Integer.MAX_VALUE - 64) / 16;
        byte[] rows = rows(0, 100);
        TableInfo table = table(100, chunkRows, List.of(), new Chunks().add(0, 0, rows.length), null);
        try (TableReader reader = new TableReader(new BytesInput(rows), table, List.of(0), 0, 100)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.column(0).value(99)).isEqualTo(99L);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1,5", "5,4", "0,11"})
    void refusesRowsThatTheTableHasNot(long first, long end) {
        TableInfo table = table(10, 4, List.of(), new Chunks(), null);

        assertThatThrownBy(() -> new TableReader(NO_BYTES, table, List.of(0), first, end))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAColumnThatCannotBeDecodedByName() {
        RecordLayout layout = new RecordLayout(
                16,
                List.of(
                        new Member("row", 0, LONG),
                        new Member(
                                "z",
                                8,
                                new ElementType.Array(new ElementType.Undecodable(4, "nested compound"), List.of(2)))));
        TableInfo table =
                new TableInfo("cell.h5", "/", "raw_data", 0, layout, List.of(), 1, new Chunks().index(), null);

        assertThatThrownBy(() -> new TableReader(NO_BYTES, table, List.of(0, 1), 0, 0))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContainingAll("cell.h5", "table raw_data, column z", "nested compound");
    }

    private static void readAll(TableReader reader) throws IOException {
        while (reader.next()) {
            assertThat(reader.rowCount()).isPositive();
        }
    }

    private static TableInfo table(
            long rowCount, int chunkRows, List<FilterSpec> filters, Chunks chunks, byte[] fillRow) {
        return new TableInfo("cell.h5", "/", "raw_data", rowCount, LAYOUT, filters, chunkRows, chunks.index(), fillRow);
    }

    private static byte[] fillRow(long number, double voltage) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .putDouble(voltage)
                .array();
    }

    /** Rows with their numbers, and half of these. */
    private static byte[] rows(long firstRow, int count) {
        ByteBuffer rows = ByteBuffer.allocate(16 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (long row = firstRow; row < firstRow + count; row++) {
            rows.putLong(row).putDouble(row / 2.0);
        }
        return rows.array();
    }

    /** A table and the bytes of its chunks. */
    private record StoredTable(TableInfo table, byte[] bytes) {
        static StoredTable shuffledAndDeflated(int rowCount, int chunkRows) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            Chunks chunks = new Chunks();
            for (int row = 0; row < rowCount; row += chunkRows) {
                byte[] chunk = deflate(
                        new Rows(rows(row, chunkRows), 16, chunkRows).inPlanes().bytes());
                chunks.add(row / chunkRows, file.size(), chunk.length);
                file.writeBytes(chunk);
            }
            List<FilterSpec> filters = List.of(
                    new FilterSpec(FilterSpec.SHUFFLE, "", List.of(16)),
                    new FilterSpec(FilterSpec.DEFLATE, "", List.of(5)));
            return new StoredTable(
                    TableReaderTest.table(rowCount, chunkRows, filters, chunks, null), file.toByteArray());
        }

        BytesInput input() {
            return new BytesInput(bytes);
        }

        private static byte[] deflate(byte[] bytes) {
            Deflater deflater = new Deflater();
            try {
                deflater.setInput(bytes);
                deflater.finish();
                byte[] buffer = new byte[bytes.length + 100];
                return java.util.Arrays.copyOf(buffer, deflater.deflate(buffer));
            } finally {
                deflater.end();
            }
        }
    }
}
