package io.battdat.hdf5.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.CorruptFileException;
import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.Chunks;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.HeapLayout;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import io.battdat.hdf5.TableInfo;
import io.battdat.testing.BytesInput;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that rows refer to in a heap of the file, and references that lie. */
class VariableTextTest {
    private static final int ROW_BYTES = 16;
    private static final int HEAP_ADDRESS = 1 << 20;
    private static final ElementType TEXT = new ElementType.VariableText(new HeapLayout(8, 8, 0));

    /** Rows at the start of the file, and a heap with one object. */
    private static final class Stored {
        private final ByteBuffer file;
        private final int rowCount;

        Stored(int rowCount, int textBytes) {
            this.rowCount = rowCount;
            this.file = ByteBuffer.allocate(HEAP_ADDRESS + 32 + textBytes).order(ByteOrder.LITTLE_ENDIAN);
            file.position(HEAP_ADDRESS);
            file.put("GCOL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(32L + textBytes);
            file.putShort((short) 1).putShort((short) rowCount).putInt(0).putLong(textBytes);
            while (file.hasRemaining()) {
                file.put((byte) 'x');
            }
            for (int row = 0; row < rowCount; row++) {
                refer(row, textBytes, HEAP_ADDRESS, 1);
            }
        }

        Stored refer(int row, int length, long address, int number) {
            file.position(row * ROW_BYTES);
            file.putInt(length).putLong(address).putInt(number);
            return this;
        }

        TableReader reader() {
            return reader(TEXT, rowCount);
        }

        TableReader reader(ElementType type, int rows) {
            RecordLayout layout = new RecordLayout(type.bytes(), List.of(new Member("label", 0, type)));
            TableInfo table = new TableInfo(
                    "cell.h5",
                    "/",
                    "raw_data",
                    rows,
                    layout,
                    List.of(),
                    rows,
                    new Chunks().add(0, 0, (long) rows * type.bytes()).index(),
                    null);
            return new TableReader(new BytesInput(file.array()), table, List.of(0), 0, rows);
        }
    }

    private static List<Object> read(TableReader reader) throws IOException {
        List<Object> values = new ArrayList<>();
        try (reader) {
            while (reader.next()) {
                assertThat(reader.firstRow()).isEqualTo(values.size());
                for (int row = 0; row < reader.rowCount(); row++) {
                    values.add(reader.column(0).value(row));
                }
            }
        }
        return values;
    }

    @Test
    void readsTextsAndEmptyReferences() throws IOException {
        Stored stored = new Stored(3, 5).refer(1, 0, 0, 0).refer(2, 2, HEAP_ADDRESS, 1);

        assertThat(read(stored.reader())).containsExactly("xxxxx", "", "xx");
    }

    @Test
    void dropsTheTerminatorOfACString() throws IOException {
        Stored stored = new Stored(1, 5);
        stored.file.put(HEAP_ADDRESS + 32 + 3, (byte) 0).put(HEAP_ADDRESS + 32 + 4, (byte) 0);

        assertThat(read(stored.reader())).containsExactly("xxx");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 8, HEAP_ADDRESS - 8, HEAP_ADDRESS + 64, Long.MAX_VALUE, Long.MIN_VALUE})
    void referenceOutOfAnyHeapIsAnErrorThatNamesColumnAndRow(long address) {
        Stored stored = new Stored(4, 5).refer(2, 5, address, 1);

        assertThatThrownBy(() -> read(stored.reader()))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("cell.h5: table raw_data, column label, row 2: ")
                .hasMessageContaining("heap at address")
                .hasMessageContaining("Leave the column out");
    }

    @Test
    void textLongerThanItsObjectIsAnError() {
        Stored stored = new Stored(4, 5).refer(3, 6, HEAP_ADDRESS, 1);

        assertThatThrownBy(() -> read(stored.reader()))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("row 3: its text of 6 bytes is longer than the 5 that the heap holds");
    }

    @Test
    void textThatIsNotUtf8IsAnError() {
        Stored stored = new Stored(2, 5);
        stored.file.put(HEAP_ADDRESS + 32 + 2, (byte) 0xB0);

        assertThatThrownBy(() -> read(stored.reader()))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("row 0: the text is not UTF-8");
    }

    /** A hundred gigabytes of texts, by references to one of them. */
    @Test
    void batchesEndWhereTheirTextsTakeTooMuchMemory() throws IOException {
        int textBytes = 2 << 20;
        Stored stored = new Stored(50_000, textBytes);
        int rows = 0;
        int batches = 0;
        try (TableReader reader = stored.reader()) {
            while (batches < 20 && reader.next()) {
                assertThat(reader.firstRow()).isEqualTo(rows);
                assertThat(reader.rowCount()).isEqualTo(4);
                assertThat((String) reader.column(0).value(3)).hasSize(textBytes);
                rows += reader.rowCount();
                batches++;
            }
        }

        assertThat(rows).isEqualTo(80);
    }

    @Test
    void rowThatIsLargerThanABatchIsABatchOfItsOwn() throws IOException {
        Stored stored = new Stored(3, 20 << 20);
        stored.refer(1, 3, HEAP_ADDRESS, 1);
        try (TableReader reader = stored.reader()) {
            List<Integer> rows = new ArrayList<>();
            while (reader.next()) {
                rows.add(reader.rowCount());
            }
            assertThat(rows).containsExactly(1, 1, 1);
        }
    }

    @Test
    void refusesRowsOfTextsBeyondMeasure() {
        int perRow = 1000;
        Stored stored = new Stored(2 * perRow, 100_000);
        ElementType many = new ElementType.Array(TEXT, List.of(perRow));

        assertThatThrownBy(() -> read(stored.reader(many, 2)))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("table raw_data, row 0: its texts have 100000000 bytes");
    }

    /** Bytes changed at random: an error of ours or other texts, never anything else. */
    @ParameterizedTest
    @ValueSource(strings = {"types-text-vlen-more-earliest", "types-text-vlen-more-latest"})
    void survivesRandomDamage(String fixture) throws IOException {
        byte[] sound = Files.readAllBytes(SampleFolder.fixture(fixture));
        Random random = new Random(fixture.hashCode());
        int errors = 0;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = sound.clone();
            for (int k = 0; k < 8; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try (BattdatFile file = BattdatFile.open(new BytesInput(damaged))) {
                TableContents.readAll(file, file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA));
            } catch (BattdatException e) {
                errors++;
            }
        }
        assertThat(errors).isBetween(10, 399);
    }
}
