package io.battdat.hdf5.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitGathererTest {
    private static final int ROW = 23;
    private static final Rows ROWS = Rows.random(ROW, 300, 11);

    private final BitGatherer gatherer = new BitGatherer();

    /** Every width in either byte order, at the start, in the middle and at the very end of a row. */
    @ParameterizedTest
    @CsvSource({
        "1,false", "1,true", "2,false", "2,true", "4,false", "4,true", "8,false", "8,true",
    })
    void gathersFromRowsAndPlanesAlike(int bytesEach, boolean bigEndian) {
        for (RowSource source : new RowSource[] {ROWS.inRows(), ROWS.inPlanes()}) {
            for (int offset : new int[] {0, 5, ROW - bytesEach}) {
                check(source, offset, bytesEach, bigEndian, 0, ROWS.rowCount());
                check(source, offset, bytesEach, bigEndian, 7, 100);
                check(source, offset, bytesEach, bigEndian, ROWS.rowCount() - 1, 1);
                check(source, offset, bytesEach, bigEndian, 3, 0);
            }
        }
    }

    private void check(RowSource source, int offset, int bytesEach, boolean bigEndian, int firstRow, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            long gathered = bytesEach == Long.BYTES
                    ? gatherer.longs(source, offset, bigEndian, firstRow, rowCount)[i]
                    : Integer.toUnsignedLong(
                            gatherer.ints(source, offset, bytesEach, bigEndian, firstRow, rowCount)[i]);
            assertThat(gathered)
                    .as("row %d of %s, %d bytes at %d", firstRow + i, source, bytesEach, offset)
                    .isEqualTo(ROWS.number(firstRow + i, offset, bytesEach, bigEndian));
        }
    }

    @Test
    void givesAFillRowForEveryRow() {
        byte[] fill = {1, 2, 3, 4, 5, 6, 7, 8};

        assertThat(gatherer.longs(RowSource.fill(fill), 0, false, 0, 3))
                .startsWith(0x0807060504030201L, 0x0807060504030201L, 0x0807060504030201L);
        assertThat(gatherer.ints(RowSource.fill(fill), 2, 4, true, 0, 3))
                .startsWith(0x03040506, 0x03040506, 0x03040506);
    }

    @Test
    void knowsNoOtherWidths() {
        assertThatThrownBy(() -> gatherer.ints(ROWS.inRows(), 0, 3, false, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
