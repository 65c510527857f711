package io.battdat.hdf5.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.column.Column;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.NumberFormat;
import io.battdat.hdf5.Member;
import io.battdat.testing.ColumnBytes;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberGathererTest {
    private static final int OFFSET = 3;

    @ParameterizedTest
    @EnumSource(NumberFormat.class)
    void gathersNumbers(NumberFormat format) throws IOException {
        for (boolean bigEndian : new boolean[] {false, true}) {
            ElementType.Number number = new ElementType.Number(format, bigEndian);
            checkNumbers(number, number, 1);
            checkNumbers(new ElementType.Array(number, List.of(3)), number, 3);
            checkNumbers(new ElementType.Array(number, List.of(2, 1, 3)), number, 6);
            checkNumbers(new ElementType.Array(new ElementType.Array(number, List.of(2)), List.of(2)), number, 4);
        }
    }

    /** Two runs of rows, one behind the other, as at the border of two chunks. */
    private static void checkNumbers(ElementType type, ElementType.Number number, int elementsPerRow)
            throws IOException {
        Rows rows = Rows.random(OFFSET + type.bytes() + 2, 40, number.format().ordinal());
        for (RowSource source : List.of(rows.inRows(), rows.inPlanes())) {
            MemberGatherer gatherer = gatherer(type);
            gatherer.startBatch();
            gatherer.gather(source, 0, 15, 0);
            gatherer.gather(source, 15, 25, 15);
            byte[] packed = ColumnBytes.pack(type, gatherer.column(), 40);

            for (int i = 0; i < 40 * elementsPerRow; i++) {
                int at = OFFSET + i % elementsPerRow * number.bytes();
                assertThat(new Rows(packed, number.bytes(), 40 * elementsPerRow).number(i, 0, number.bytes(), false))
                        .as("%s, element %d", type, i)
                        .isEqualTo(rows.number(i / elementsPerRow, at, number.bytes(), number.bigEndian()));
            }
        }
    }

    @Test
    void widensUnsignedNumbers() throws IOException {
        byte[] ones = new byte[16];
        java.util.Arrays.fill(ones, (byte) 0xFF);

        assertThat(firstValue(NumberFormat.UINT8, ones)).isEqualTo((short) 255);
        assertThat(firstValue(NumberFormat.UINT16, ones)).isEqualTo(65_535);
        assertThat(firstValue(NumberFormat.UINT32, ones)).isEqualTo(4_294_967_295L);
        assertThat(firstValue(NumberFormat.UINT64, ones)).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(firstValue(NumberFormat.INT8, ones)).isEqualTo((byte) -1);
        assertThat(firstValue(NumberFormat.INT16, ones)).isEqualTo((short) -1);
        assertThat(firstValue(NumberFormat.INT32, ones)).isEqualTo(-1);
        assertThat(firstValue(NumberFormat.INT64, ones)).isEqualTo(-1L);
    }

    private static Object firstValue(NumberFormat format, byte[] bytes) throws IOException {
        MemberGatherer gatherer = gatherer(new ElementType.Number(format, false));
        gatherer.gather(RowSource.rows(bytes, 12), 0, 1, 0);
        return gatherer.column().value(0);
    }

    @Test
    void takesAnyByteButZeroForTrue() throws IOException {
        byte[] bytes = {9, 9, 9, 0, 9, 9, 9, 1, 9, 9, 9, (byte) 0x80};
        MemberGatherer gatherer = gatherer(new ElementType.Bool());
        gatherer.gather(RowSource.rows(bytes, 4), 0, 3, 0);

        assertThat(List.of(
                        gatherer.column().value(0),
                        gatherer.column().value(1),
                        gatherer.column().value(2)))
                .isEqualTo(List.of(false, true, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void startsEachBatchOfTextsAnew(int batches) throws IOException {
        byte[] bytes = "abcONEabcTWO".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        MemberGatherer gatherer = gatherer(new ElementType.Array(new ElementType.Text(1, false), List.of(3)));
        for (int i = 0; i < batches; i++) {
            gatherer.startBatch();
            gatherer.gather(RowSource.rows(bytes, 6), 0, 2, 0);
        }

        assertThat(gatherer.column().value(0)).isEqualTo(List.of("O", "N", "E"));
        assertThat(gatherer.column().value(1)).isEqualTo(List.of("T", "W", "O"));
        assertThat(((io.battdat.column.TextColumn) ColumnBytes.elements(gatherer.column())).start(0))
                .isZero();
    }

    @Test
    void needsARowUpToItsEnd() {
        assertThat(gatherer(new ElementType.Number(NumberFormat.FLOAT64, false)).endOffset())
                .isEqualTo(OFFSET + 8);
    }

    private static MemberGatherer gatherer(ElementType type) {
        return new MemberGatherer(
                new Member("x", OFFSET, type), Column.create(type.columnType().orElseThrow(), 0), null);
    }
}
