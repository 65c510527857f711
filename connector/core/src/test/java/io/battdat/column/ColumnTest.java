package io.battdat.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTest {
    private static final ColumnType POINT = ColumnType.struct(List.of(
            new ColumnType.Field("x", ColumnType.DOUBLE),
            new ColumnType.Field("names", ColumnType.array(ColumnType.TEXT, 2))));

    private static final int ROWS = 50;

    static List<ColumnType> types() {
        return List.of(
                ColumnType.BOOLEAN,
                ColumnType.BYTE,
                ColumnType.SHORT,
                ColumnType.INT,
                ColumnType.LONG,
                ColumnType.UNSIGNED_LONG,
                ColumnType.FLOAT,
                ColumnType.DOUBLE,
                ColumnType.TEXT,
                ColumnType.array(ColumnType.INT, 3),
                ColumnType.array(ColumnType.array(ColumnType.TEXT, 2), 2),
                POINT,
                ColumnType.array(POINT, 2));
    }

    /** Runs of rows, copied out of order of the source, as readers put batches together. */
    @ParameterizedTest
    @MethodSource("types")
    void copiesRows(ColumnType type) {
        Column source = Column.create(type, ROWS);
        fill(source, ROWS);
        Column copy = Column.create(type, 0);
        copy.copyRows(0, source, 10, 40);
        copy.copyRows(40, source, 0, 10);
        copy.copyRows(50, source, 7, 0);

        assertThat(copy.type()).isEqualTo(type);
        for (int row = 0; row < ROWS; row++) {
            assertThat(copy.value(row)).as("row " + row).isEqualTo(source.value((row + 10) % ROWS));
        }
        assertThat(source.value(1)).isNotEqualTo(source.value(0));
    }

    @ParameterizedTest
    @MethodSource("types")
    void keepsItsValuesWhenItGrows(ColumnType type) {
        Column column = Column.create(type, 2);
        fill(column, 2);
        Object first = column.value(0);
        Object second = column.value(1);
        column.ensureCapacity(100_000);
        column.ensureCapacity(1);

        assertThat(column.value(0)).isEqualTo(first);
        assertThat(column.value(1)).isEqualTo(second);
    }

    private static void fill(Column column, int rows) {
        for (int i = 0; i < rows; i++) {
            if (column instanceof BooleanColumn booleans) {
                booleans.values()[i] = i % 2 == 1;
            } else if (column instanceof ByteColumn bytes) {
                bytes.values()[i] = (byte) i;
            } else if (column instanceof ShortColumn shorts) {
                shorts.values()[i] = (short) (i * 300);
            } else if (column instanceof IntColumn ints) {
                ints.values()[i] = i * 100_000;
            } else if (column instanceof LongColumn longs) {
                longs.values()[i] = -1L - i;
            } else if (column instanceof FloatColumn floats) {
                floats.values()[i] = i / 4f;
            } else if (column instanceof DoubleColumn doubles) {
                doubles.values()[i] = i / 8.0;
            } else if (column instanceof TextColumn texts) {
                byte[] text = ("text " + "µ".repeat(i % 7) + i).getBytes(StandardCharsets.UTF_8);
                texts.put(i, text, 0, text.length);
            }
        }
        if (column instanceof ArrayColumn array) {
            fill(array.elements(), rows * array.length());
        } else if (column instanceof StructColumn struct) {
            struct.fields().forEach(field -> fill(field, rows));
        }
    }

    @Test
    void givesUnsignedNumbers() {
        LongColumn column = (LongColumn) Column.create(ColumnType.UNSIGNED_LONG, 3);
        column.values()[0] = -1;
        column.values()[1] = Long.MIN_VALUE;
        column.values()[2] = 5;

        assertThat(column.value(0)).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(column.value(1)).isEqualTo(BigInteger.ONE.shiftLeft(63));
        assertThat(column.value(2)).isEqualTo(BigInteger.valueOf(5));
    }

    @Test
    void nestsTheValuesOfArrays() {
        ArrayColumn column = (ArrayColumn) Column.create(ColumnType.array(ColumnType.array(ColumnType.INT, 2), 3), 2);
        IntColumn elements = (IntColumn) ((ArrayColumn) column.elements()).elements();
        for (int i = 0; i < 12; i++) {
            elements.values()[i] = i;
        }

        assertThat(column.value(1)).isEqualTo(List.of(List.of(6, 7), List.of(8, 9), List.of(10, 11)));
    }

    @Test
    void givesStructsByTheNamesOfTheirFields() {
        StructColumn column = (StructColumn) Column.create(POINT, 3);
        fill(column, 3);

        assertThat(column.value(2))
                .containsExactly(Map.entry("x", 0.25), Map.entry("names", List.of("text µµµµ4", "text µµµµµ5")));
        assertThatThrownBy(() -> column.value(2).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void keepsATextThatManyRowsHaveOnce() {
        TextColumn column = (TextColumn) Column.create(ColumnType.TEXT, 1000);
        byte[] text = "charging".getBytes(StandardCharsets.UTF_8);
        int start = column.keep(text, 0, text.length);
        for (int row = 0; row < 1000; row++) {
            column.refer(row, start, text.length);
        }

        assertThat(column.value(0)).isEqualTo("charging");
        assertThat(column.value(999)).isEqualTo("charging");
        assertThat(column.bytes()).hasSizeLessThan(100);
    }

    @Test
    void reusesTheRoomOfTextsAfterClearing() {
        TextColumn column = (TextColumn) Column.create(ColumnType.TEXT, 1);
        byte[] text = "charging".getBytes(StandardCharsets.UTF_8);
        column.put(0, text, 0, text.length);
        byte[] buffer = column.bytes();
        for (int i = 0; i < 1000; i++) {
            column.clear();
            column.put(0, text, 2, 4);
        }

        assertThat(column.bytes()).isSameAs(buffer);
        assertThat(column.value(0)).isEqualTo("argi");
        assertThat(column.start(0)).isZero();
        assertThat(column.length(0)).isEqualTo(4);
    }

    @Test
    void namesTypes() {
        assertThat(ColumnType.UNSIGNED_LONG).hasToString("unsigned long");
        assertThat(ColumnType.array(ColumnType.array(ColumnType.TEXT, 2), 3)).hasToString("array of 3 array of 2 text");
    }

    @Test
    void namesStructsAndCountsTheirValues() {
        assertThat(POINT).hasToString("struct of (x double, names array of 2 text)");
        assertThat(ColumnType.array(POINT, 4).valuesPerRow()).isEqualTo(12);
        assertThat(ColumnType.INT.valuesPerRow()).isEqualTo(1);
    }

    @Test
    void knowsNoStructWithoutFields() {
        assertThatThrownBy(() -> ColumnType.struct(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ColumnType(ColumnType.Kind.INT, null, 0, POINT.fields()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsNoArrayWithoutElements() {
        assertThatThrownBy(() -> new ColumnType(ColumnType.Kind.ARRAY, null, 3, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ColumnType(ColumnType.Kind.INT, ColumnType.INT, 3, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
