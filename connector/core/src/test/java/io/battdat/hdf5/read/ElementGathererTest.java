package io.battdat.hdf5.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.NumberFormat;
import io.battdat.hdf5.Member;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values of types that take more than their bits, from rows and from byte planes. */
class ElementGathererTest {
    /** Seconds, microseconds, and the bits that PyTables 3.7 gives for them. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0x0.0p0",
        "1, 500000, 0x1.8p0",
        "-1, -500000, -0x1.8p0",
        "0, 1, 0x1.0c6f7a0b5ed8dp-20",
        "0, -1, -0x1.0c6f7a0b5ed8dp-20",
        "0, 100000, 0x1.9999999999999p-4",
        "123, 999999, 0x1.efffffbce4218p6",
        "2147483647, 999999, 0x1.ffffffffffffcp30",
        "-2147483648, 0, -0x1.0p31"
    })
    void timesHaveMicroseconds(int seconds, int microseconds, String bits) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            long word = (long) seconds << 32 | Integer.toUnsignedLong(microseconds);
            byte[] row = ByteBuffer.allocate(9).order(order).putLong(1, word).array();

            assertThat(values(new ElementType.Time(8, order == ByteOrder.BIG_ENDIAN), row, 1))
                    .containsExactly(Double.parseDouble(bits));
        }
    }

    @Test
    void timesOfFourBytesAreSeconds() throws IOException {
        byte[] rows = {0, -1, -1, -1, -2, 0, 0x59, 0x68, 0x2F, 0};

        assertThat(values(new ElementType.Time(4, true), rows, 2)).containsExactly(-2, 0x59682F00);
    }

    @ParameterizedTest
    @EnumSource(
            value = NumberFormat.class,
            names = {"INT8", "UINT8", "INT16", "UINT16", "INT32", "UINT32", "INT64", "UINT64"})
    void enumsAreTheirLabels(NumberFormat format) throws IOException {
        for (boolean bigEndian : new boolean[] {false, true}) {
            ElementType.Number base = new ElementType.Number(format, bigEndian);
            boolean signed = format.name().startsWith("I");
            long highest = signed ? -1 : base.bytes() == 8 ? -1 : (1L << 8 * base.bytes()) - 1;
            ElementType type =
                    new ElementType.Enumeration(base, Map.of(0L, "Ruhe °", highest, "all bits", 1L, "charge"));
            ByteBuffer rows = ByteBuffer.allocate(4 * (1 + base.bytes()));
            rows.position(1 + base.bytes());
            for (int i = 1; i <= base.bytes(); i++) {
                rows.put(rows.position() + i, (byte) 0xFF);
            }
            rows.put(2 * (1 + base.bytes()) + (bigEndian ? base.bytes() : 1), (byte) 1);

            assertThat(values(type, rows.array(), 4)).containsExactly("Ruhe °", "all bits", "charge", "Ruhe °");
        }
    }

    @Test
    void enumWithoutALabelForAValueIsAnErrorThatNamesIt() {
        Map<Long, String> labels = new LinkedHashMap<>();
        for (long i = 0; i < 12; i++) {
            labels.put(i, "step" + i);
        }
        ElementType type = new ElementType.Enumeration(new ElementType.Number(NumberFormat.INT8, false), labels);

        assertThatThrownBy(() -> values(type, new byte[] {0, 3, 0, -7}, 2))
                .isInstanceOf(BadValueException.class)
                .hasMessage("the value -7 is none of its enum, whose labels are step0, step1, step2, step3, step4,"
                        + " step5, step6, step7, step8, step9 and 2 more")
                .satisfies(e -> assertThat(((BadValueException) e).row()).isEqualTo(1));
    }

    /** A label of the size of a message, in every row: a batch must not hold it eight thousand times. */
    @Test
    void labelsAreHeldOnceInABatch() throws IOException {
        ElementType type = new ElementType.Enumeration(
                new ElementType.Number(NumberFormat.UINT8, false), Map.of(0L, "x".repeat(60_000)));
        MemberGatherer gatherer = gatherer(new Member("state", 0, type));
        for (int batch = 0; batch < 3; batch++) {
            gatherer.startBatch();
            gatherer.gather(RowSource.rows(new byte[8192], 1), 0, 4096, 0);
            gatherer.gather(RowSource.rows(new byte[8192], 1), 4096, 4096, 4096);
        }

        TextColumn texts = (TextColumn) gatherer.column();
        assertThat(texts.value(8191)).hasSize(60_000);
        assertThat(texts.bytes()).hasSizeLessThan(200_000);
    }

    /** Compounds in arrays in compounds: every value from its own place, whatever lies between. */
    @Test
    void gathersNestedMembersFromTheirPlaces() throws IOException {
        ElementType.Number bytes = new ElementType.Number(NumberFormat.INT8, false);
        ElementType inner = new ElementType.Compound(
                5, List.of(new Member("b", 4, bytes), new Member("a", 0, new ElementType.Array(bytes, List.of(1, 3)))));
        ElementType outer = new ElementType.Compound(
                18,
                List.of(new Member("many", 2, new ElementType.Array(inner, List.of(3))), new Member("x", 0, bytes)));
        Rows rows = rowsOfPositions(2 * 18 + 3, 4);
        Member member = new Member("m", 3, new ElementType.Array(outer, List.of(2)));

        for (RowSource source : List.of(rows.inRows(), rows.inPlanes())) {
            MemberGatherer gatherer = gatherer(member);
            gatherer.gather(source, 0, 4, 0);
            for (int row = 0; row < 4; row++) {
                assertThat(gatherer.column().value(row))
                        .isEqualTo(List.of(outerAt(row * 50 + 3), outerAt(row * 50 + 3 + 18)));
            }
        }
        assertThat(gatherer(member).endOffset()).isEqualTo(3 + 18 + 2 + 2 * 5 + 5);
    }

    private static Map<String, Object> outerAt(int position) {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            byte at = (byte) (position + 2 + 5 * i);
            many.add(Map.of("b", (byte) (at + 4), "a", List.of(List.of(at, (byte) (at + 1), (byte) (at + 2)))));
        }
        return Map.of("many", many, "x", (byte) position);
    }

    /** Each byte tells its place in the row, and fifty times the row. */
    private static Rows rowsOfPositions(int rowBytes, int rowCount) {
        byte[] bytes = new byte[rowBytes * rowCount];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % rowBytes + 50 * (i / rowBytes));
        }
        return new Rows(bytes, rowBytes, rowCount);
    }

    @Test
    void needsOnlyTheMembersThatAreLeftOfACompound() {
        ElementType.Number number = new ElementType.Number(NumberFormat.FLOAT64, false);
        ElementType pruned = new ElementType.Compound(800, List.of(new Member("x", 8, number)));

        assertThat(gatherer(new Member("point", 4, pruned)).endOffset()).isEqualTo(4 + 8 + 8);
    }

    /** Values of a member that stands behind one other byte of the row. */
    private static List<Object> values(ElementType type, byte[] bytes, int rowCount) throws IOException {
        List<Object> first = null;
        Rows rows = new Rows(bytes, bytes.length / rowCount, rowCount);
        for (RowSource source : List.of(rows.inRows(), rows.inPlanes())) {
            MemberGatherer gatherer = gatherer(new Member("x", 1, type));
            gatherer.startBatch();
            gatherer.gather(source, 0, rowCount, 0);
            List<Object> values = new ArrayList<>();
            for (int row = 0; row < rowCount; row++) {
                values.add(gatherer.column().value(row));
            }
            assertThat(first == null ? values : first).isEqualTo(values);
            first = values;
        }
        return first;
    }

    private static MemberGatherer gatherer(Member member) {
        ColumnType type = member.type().columnType().orElseThrow();
        return new MemberGatherer(member, Column.create(type, 0), null);
    }
}
